package io.jenkins.statushub.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The CI job in which this process runs, from the variables that the CI system sets.
 *
 * @param system the name of the CI system, such as {@code GitHub Actions}
 * @param key identifies the job across its builds; null if the CI system does not say which job it
 *     runs. It may hold an internal address, so it must not be published
 * @param build identifies this build among those of the job; empty if unknown
 */
public record CiEnvironment(String system, @Nullable String key, String build) {

  /**
   * A CI system.
   *
   * @param marker a variable that only this system sets
   * @param required what identifies a job
   * @param optional what tells its jobs apart where it is set
   * @param build what identifies a build, the first that is set
   */
  private record CiSystem(
      String name,
      String marker,
      List<String> required,
      List<String> optional,
      List<String> build) {}

  /** Specific markers come first: some systems also set those of others. */
  private static final List<CiSystem> SYSTEMS =
      List.of(
          new CiSystem(
              "Jenkins",
              "JENKINS_URL",
              List.of("JENKINS_URL", "JOB_NAME"),
              List.of(),
              List.of("BUILD_NUMBER")),
          new CiSystem(
              "GitHub Actions",
              "GITHUB_ACTIONS",
              List.of("GITHUB_REPOSITORY", "GITHUB_WORKFLOW", "GITHUB_JOB"),
              List.of("GITHUB_SERVER_URL"),
              List.of("GITHUB_RUN_ID")),
          new CiSystem(
              "GitLab CI/CD",
              "GITLAB_CI",
              List.of("CI_PROJECT_PATH", "CI_JOB_NAME"),
              List.of("CI_SERVER_URL"),
              List.of("CI_JOB_ID", "CI_PIPELINE_ID")),
          new CiSystem(
              "Azure Pipelines",
              "TF_BUILD",
              List.of("SYSTEM_TEAMPROJECT", "BUILD_DEFINITIONNAME"),
              List.of("SYSTEM_COLLECTIONURI", "AGENT_JOBNAME"),
              List.of("BUILD_BUILDID")),
          new CiSystem(
              "Bitbucket Pipelines",
              "BITBUCKET_BUILD_NUMBER",
              List.of("BITBUCKET_REPO_FULL_NAME"),
              List.of("BITBUCKET_DEPLOYMENT_ENVIRONMENT"),
              List.of("BITBUCKET_BUILD_NUMBER")),
          new CiSystem(
              "CircleCI",
              "CIRCLECI",
              List.of("CIRCLE_PROJECT_USERNAME", "CIRCLE_PROJECT_REPONAME", "CIRCLE_JOB"),
              List.of(),
              List.of("CIRCLE_BUILD_NUM")),
          new CiSystem(
              "TeamCity",
              "TEAMCITY_VERSION",
              List.of("TEAMCITY_PROJECT_NAME", "TEAMCITY_BUILDCONF_NAME"),
              List.of(),
              List.of("BUILD_NUMBER")),
          new CiSystem(
              "Travis CI",
              "TRAVIS",
              List.of("TRAVIS_REPO_SLUG"),
              List.of("TRAVIS_JOB_NAME"),
              List.of("TRAVIS_JOB_ID", "TRAVIS_BUILD_ID")),
          new CiSystem(
              "Buildkite",
              "BUILDKITE",
              List.of("BUILDKITE_ORGANIZATION_SLUG", "BUILDKITE_PIPELINE_SLUG"),
              List.of("BUILDKITE_STEP_KEY"),
              List.of("BUILDKITE_BUILD_ID")),
          new CiSystem(
              "Drone",
              "DRONE",
              List.of("DRONE_REPO"),
              List.of("DRONE_STAGE_NAME", "DRONE_STEP_NAME"),
              List.of("DRONE_BUILD_NUMBER")),
          new CiSystem(
              "Woodpecker CI",
              "CI_SYSTEM_NAME",
              List.of("CI_REPO"),
              List.of("CI_SYSTEM_URL", "CI_WORKFLOW_NAME", "CI_STEP_NAME"),
              List.of("CI_PIPELINE_NUMBER")),
          new CiSystem(
              "AppVeyor",
              "APPVEYOR",
              List.of("APPVEYOR_ACCOUNT_NAME", "APPVEYOR_PROJECT_SLUG"),
              List.of(),
              List.of("APPVEYOR_BUILD_ID")),
          new CiSystem("a CI system", "CI", List.of(), List.of(), List.of()));

  /**
   * Recognizes the CI system.
   *
   * @param environment returns a variable's value, or null if it is not set
   * @return null outside CI
   */
  public static @Nullable CiEnvironment detect(Function<String, @Nullable String> environment) {
    for (CiSystem system : SYSTEMS) {
      String marker = environment.apply(system.marker());
      if (isSet(marker) && !"false".equalsIgnoreCase(marker)) {
        return new CiEnvironment(
            system.name(), key(system, environment), build(system, environment));
      }
    }
    return null;
  }

  private static @Nullable String key(
      CiSystem system, Function<String, @Nullable String> environment) {
    List<String> parts = new ArrayList<>();
    for (String variable : system.required()) {
      String value = environment.apply(variable);
      if (!isSet(value)) {
        return null;
      }
      parts.add(value);
    }
    for (String variable : system.optional()) {
      String value = environment.apply(variable);
      if (isSet(value)) {
        parts.add(value);
      }
    }
    return parts.isEmpty()
        ? null
        : system.name().toLowerCase(Locale.ROOT) + ": " + String.join(", ", parts);
  }

  private static String build(CiSystem system, Function<String, @Nullable String> environment) {
    for (String variable : system.build()) {
      String value = environment.apply(variable);
      if (isSet(value)) {
        return value;
      }
    }
    return "";
  }

  private static boolean isSet(@Nullable String value) {
    return value != null && !value.isBlank();
  }
}
