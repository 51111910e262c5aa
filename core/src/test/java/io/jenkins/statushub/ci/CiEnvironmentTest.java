package io.jenkins.statushub.ci;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CiEnvironmentTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Jenkins|teamA/deploy|JENKINS_URL=https://ci.example/ JOB_NAME=teamA/deploy BUILD_NUMBER=7",
        "GitHub Actions|o/shop/Deploy/prod"
            + "|CI=true GITHUB_ACTIONS=true GITHUB_REPOSITORY=o/shop GITHUB_WORKFLOW=Deploy"
            + " GITHUB_JOB=prod GITHUB_RUN_ID=1",
        "GitLab CI|g/shop/deploy|CI=true GITLAB_CI=true CI_PROJECT_PATH=g/shop CI_JOB_NAME=deploy",
        "GitLab CI|g/shop/deploy/production|GITLAB_CI=true CI_PROJECT_PATH=g/shop"
            + " CI_JOB_NAME=deploy CI_ENVIRONMENT_NAME=production",
        "Azure Pipelines|Shop/release|TF_BUILD=True SYSTEM_TEAMPROJECT=Shop"
            + " BUILD_DEFINITIONNAME=release",
        "Bitbucket Pipelines|o/shop|BITBUCKET_BUILD_NUMBER=3 BITBUCKET_REPO_FULL_NAME=o/shop",
        "CircleCI|o/shop/deploy|CIRCLECI=true CIRCLE_PROJECT_USERNAME=o"
            + " CIRCLE_PROJECT_REPONAME=shop CIRCLE_JOB=deploy",
        "Buildkite|o/shop|BUILDKITE=true BUILDKITE_ORGANIZATION_SLUG=o"
            + " BUILDKITE_PIPELINE_SLUG=shop",
        "TeamCity|Shop/Deploy|TEAMCITY_VERSION=2026.1 TEAMCITY_PROJECT_NAME=Shop"
            + " TEAMCITY_BUILDCONF_NAME=Deploy",
        "Drone|o/shop/deploy|DRONE=true DRONE_REPO=o/shop DRONE_STEP_NAME=deploy",
      })
  void takesTheKeyFromTheServersVariables(String server, String key, String variables) {
    Map<String, String> environment = parse(variables);

    assertThat(CiEnvironment.detect(environment::get)).isEqualTo(new CiEnvironment(server, key));
  }

  @ParameterizedTest
  @CsvSource({
    "HOME=/home/me",
    "CI=true",
    "GITLAB_CI=true",
    "JENKINS_URL=https://ci.example/",
    "GITHUB_ACTIONS=false GITHUB_REPOSITORY=o/r GITHUB_WORKFLOW=w GITHUB_JOB=j"
  })
  void findsNoKeyWhereNoServerNamesItsJob(String variables) {
    Map<String, String> environment = parse(variables);

    assertThat(CiEnvironment.detect(environment::get)).isNull();
  }

  @Test
  void takesNoKeyFromBlankVariables() {
    Map<String, String> environment = Map.of("JENKINS_URL", "https://ci.example/", "JOB_NAME", " ");

    assertThat(CiEnvironment.detect(environment::get)).isNull();
  }

  private static Map<String, String> parse(String variables) {
    return java.util.Arrays.stream(variables.split(" "))
        .map(each -> each.split("=", 2))
        .collect(java.util.stream.Collectors.toMap(each -> each[0], each -> each[1]));
  }
}
