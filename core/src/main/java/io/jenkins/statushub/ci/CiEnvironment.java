package io.jenkins.statushub.ci;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The job of a continuous integration server that this process runs in, read from the environment
 * variables that the server sets.
 *
 * @param server the server's name for messages, such as {@code GitHub Actions}
 * @param key identifies the job from one build to the next: a default for an announcement's key
 */
public record CiEnvironment(String server, String key) {

  /**
   * How one server is recognized.
   *
   * @param marker the variable that only this server sets
   * @param required variables that make up the key; without one of them there is no key
   * @param optional variables that are added to the key if they are set
   */
  private record Rule(String server, String marker, List<String> required, List<String> optional) {}

  private static final List<Rule> RULES =
      List.of(
          // The job's full name, which the Jenkins plugin's steps use as their default, too.
          new Rule("Jenkins", "JENKINS_URL", List.of("JOB_NAME"), List.of()),
          new Rule(
              "GitHub Actions",
              "GITHUB_ACTIONS",
              List.of("GITHUB_REPOSITORY", "GITHUB_WORKFLOW", "GITHUB_JOB"),
              List.of()),
          new Rule(
              "GitLab CI",
              "GITLAB_CI",
              List.of("CI_PROJECT_PATH", "CI_JOB_NAME"),
              List.of("CI_ENVIRONMENT_NAME")),
          new Rule(
              "Azure Pipelines",
              "TF_BUILD",
              List.of("SYSTEM_TEAMPROJECT", "BUILD_DEFINITIONNAME"),
              List.of("SYSTEM_JOBNAME", "ENVIRONMENT_NAME")),
          new Rule(
              "Bitbucket Pipelines",
              "BITBUCKET_BUILD_NUMBER",
              List.of("BITBUCKET_REPO_FULL_NAME"),
              List.of("BITBUCKET_DEPLOYMENT_ENVIRONMENT")),
          new Rule(
              "CircleCI",
              "CIRCLECI",
              List.of("CIRCLE_PROJECT_USERNAME", "CIRCLE_PROJECT_REPONAME", "CIRCLE_JOB"),
              List.of()),
          new Rule(
              "Buildkite",
              "BUILDKITE",
              List.of("BUILDKITE_ORGANIZATION_SLUG", "BUILDKITE_PIPELINE_SLUG"),
              List.of("BUILDKITE_STEP_KEY")),
          new Rule(
              "TeamCity",
              "TEAMCITY_VERSION",
              List.of("TEAMCITY_PROJECT_NAME", "TEAMCITY_BUILDCONF_NAME"),
              List.of()),
          new Rule("Drone", "DRONE", List.of("DRONE_REPO"), List.of("DRONE_STEP_NAME")));

  /**
   * Finds the server that this process runs under.
   *
   * @param variables returns an environment variable's value, or null if it is not set
   * @return null if no known server is recognized, or if it does not say which job this is
   */
  public static @Nullable CiEnvironment detect(Function<String, @Nullable String> variables) {
    for (Rule rule : RULES) {
      if (isSet(variables.apply(rule.marker()))) {
        String key = key(rule, variables);
        return key == null ? null : new CiEnvironment(rule.server(), key);
      }
    }
    return null;
  }

  private static @Nullable String key(Rule rule, Function<String, @Nullable String> variables) {
    StringBuilder key = new StringBuilder();
    for (String name : rule.required()) {
      String value = variables.apply(name);
      if (value == null || value.isBlank()) {
        return null;
      }
      append(key, value);
    }
    for (String name : rule.optional()) {
      String value = variables.apply(name);
      if (value != null && !value.isBlank()) {
        append(key, value);
      }
    }
    return key.toString();
  }

  private static void append(StringBuilder key, String value) {
    key.append(key.length() == 0 ? "" : "/").append(value.trim());
  }

  private static boolean isSet(@Nullable String value) {
    return value != null && !value.isBlank() && !value.trim().equalsIgnoreCase("false");
  }
}
