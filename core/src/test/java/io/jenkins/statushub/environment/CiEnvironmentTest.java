package io.jenkins.statushub.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.statushub.input.ParameterException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CiEnvironmentTest {

  private static Map<String, String> variables(String text) {
    Map<String, String> variables = new HashMap<>();
    for (String each : text.split(" ")) {
      variables.put(each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1));
    }
    return variables;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      emptyValue = "",
      textBlock =
          """
          JENKINS_URL=http://j/ JOB_NAME=shop/main BUILD_NUMBER=7 CI=true | jenkins: http://j/, shop/main | 7
          GITHUB_ACTIONS=true GITHUB_REPOSITORY=a/shop GITHUB_WORKFLOW=deploy GITHUB_JOB=prod GITHUB_RUN_ID=9 CI=true | github actions: a/shop, deploy, prod | 9
          GITLAB_CI=true CI_PROJECT_PATH=a/shop CI_JOB_NAME=deploy CI_JOB_ID=5 CI=true | gitlab ci/cd: a/shop, deploy | 5
          TF_BUILD=True SYSTEM_TEAMPROJECT=shop BUILD_DEFINITIONNAME=deploy BUILD_BUILDID=3 | azure pipelines: shop, deploy | 3
          BITBUCKET_BUILD_NUMBER=4 BITBUCKET_REPO_FULL_NAME=a/shop BITBUCKET_DEPLOYMENT_ENVIRONMENT=prod | bitbucket pipelines: a/shop, prod | 4
          CIRCLECI=true CIRCLE_PROJECT_USERNAME=a CIRCLE_PROJECT_REPONAME=shop CIRCLE_JOB=deploy CIRCLE_BUILD_NUM=8 | circleci: a, shop, deploy | 8
          TEAMCITY_VERSION=2025 TEAMCITY_PROJECT_NAME=shop TEAMCITY_BUILDCONF_NAME=deploy BUILD_NUMBER=2 | teamcity: shop, deploy | 2
          TRAVIS=true TRAVIS_REPO_SLUG=a/shop TRAVIS_BUILD_ID=6 | travis ci: a/shop | 6
          BUILDKITE=true BUILDKITE_ORGANIZATION_SLUG=a BUILDKITE_PIPELINE_SLUG=shop BUILDKITE_BUILD_ID=u | buildkite: a, shop | u
          DRONE=true DRONE_REPO=a/shop DRONE_STAGE_NAME=deploy DRONE_BUILD_NUMBER=1 | drone: a/shop, deploy | 1
          CI_SYSTEM_NAME=woodpecker CI_REPO=a/shop CI_WORKFLOW_NAME=deploy CI_PIPELINE_NUMBER=11 | woodpecker ci: a/shop, deploy | 11
          APPVEYOR=True APPVEYOR_ACCOUNT_NAME=a APPVEYOR_PROJECT_SLUG=shop APPVEYOR_BUILD_ID=12 | appveyor: a, shop | 12
          CI=true | - | ''
          JENKINS_URL=http://j/ | - | ''
          """)
  void identifiesTheJobByTheVariablesOfTheCiSystem(String environment, String key, String build) {
    CiEnvironment ci = Objects.requireNonNull(CiEnvironment.detect(variables(environment)::get));

    assertThat(ci.key()).isEqualTo(key);
    assertThat(ci.build()).isEqualTo(build == null ? "" : build);
  }

  @ParameterizedTest
  @CsvSource({"HOME=/root", "CI=false", "JOB_NAME=shop"})
  void detectsNothingOutsideCi(String environment) {
    assertThat(CiEnvironment.detect(variables(environment)::get)).isNull();
  }

  @Test
  void keyTellsJobsOfOneNameOnTwoServersApart() {
    CiEnvironment one =
        CiEnvironment.detect(variables("JENKINS_URL=http://one/ JOB_NAME=deploy")::get);
    CiEnvironment other =
        CiEnvironment.detect(variables("JENKINS_URL=http://other/ JOB_NAME=deploy")::get);

    assertThat(Objects.requireNonNull(one).key()).isNotEqualTo(Objects.requireNonNull(other).key());
  }

  @ParameterizedTest
  @CsvSource({
    "shop, STATUSHUB_SHOP_URL",
    "pay.api-2, STATUSHUB_PAY_API_2_URL",
    "bücher, STATUSHUB_B_CHER_URL"
  })
  void namesTheVariableOfAService(String service, String variable) {
    assertThat(HookUrlVariables.nameFor(service)).isEqualTo(variable);
  }

  @Test
  void readsAHookUrlWithoutShowingAWrongOne() {
    Map<String, String> variables = Map.of("GOOD", "https://hub.example/h", "BAD", "no secret url");

    assertThat(HookUrlVariables.read("MISSING", variables::get)).isNull();
    assertThat(HookUrlVariables.read("GOOD", variables::get)).isNotNull();
    assertThatThrownBy(() -> HookUrlVariables.read("BAD", variables::get))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith("environment variable BAD: ")
        .hasMessageNotContaining("no secret url");
  }

  @Test
  void skipsOnlyIfTheVariableSaysSo() {
    assertThat(SkipVariable.isSet(Map.of("STATUSHUB_SKIP", "true")::get)).isTrue();
    assertThat(SkipVariable.isSet(Map.of("STATUSHUB_SKIP", "false")::get)).isFalse();
    assertThat(SkipVariable.isSet(Map.<String, String>of()::get)).isFalse();
    assertThatThrownBy(() -> SkipVariable.isSet(Map.of("STATUSHUB_SKIP", "1")::get))
        .hasMessage(
            "environment variable STATUSHUB_SKIP: '1' is not allowed; allowed: true, false");
  }
}
