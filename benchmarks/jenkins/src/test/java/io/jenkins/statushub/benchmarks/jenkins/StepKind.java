package io.jenkins.statushub.benchmarks.jenkins;

import java.net.URI;

/** The steps that are compared, each as a user would write it. */
enum StepKind {
  /** The Pipeline engine's own floor: waits as long as the hub takes, and says nothing. */
  SLEEP("sleep", false),
  STATUSHUB("statusHubIncident", true),
  /** The same, with the hook URL in a secrets backend that is slow. */
  SLOW_CREDENTIALS("statusHubIncident", true),
  HTTP_REQUEST("httpRequest", true);

  /** Under which both the hub and the controller know the service. */
  static final String SERVICE = "load";

  final String stepName;
  final boolean posts;

  StepKind(String stepName, boolean posts) {
    this.stepName = stepName;
    this.posts = posts;
  }

  /** What tables call it. */
  String label() {
    return '`'
        + stepName
        + '`'
        + (this == SLOW_CREDENTIALS ? ", credentials in " + SlowBackend.MILLIS + " ms" : "");
  }

  /** Whether it is of interest with so many steps at once. */
  boolean isMeasuredWith(int steps) {
    return this != SLOW_CREDENTIALS || steps >= Options.MANY;
  }

  /**
   * A pipeline of parallel branches with one step each.
   *
   * @param run its announcements begin with this, so that they are told apart from another run's
   */
  String pipeline(Load load, String run, URI hookUrl) {
    return """
        def branches = [:]
        for (int i = 0; i < %d; i++) {
          def n = i
          branches["branch-$n".toString()] = {
            %s
          }
        }
        parallel branches
        """
        .formatted(load.steps(), step(load, run, hookUrl).indent(4).strip());
  }

  private String step(Load load, String run, URI hookUrl) {
    return switch (this) {
      case SLEEP -> "sleep " + load.hubSeconds();
      case STATUSHUB, SLOW_CREDENTIALS ->
          "statusHubIncident(service: '%1$s', key: \"%2$s-$n\", title: \"%2$s-$n\", status: 'degraded')"
              .formatted(SERVICE, run);
      // As much as the other one sends; what becomes of the incident later is left to the user.
      case HTTP_REQUEST ->
          """
          httpRequest(url: '%1$s', httpMode: 'POST', contentType: 'APPLICATION_JSON', timeout: 600,
            requestBody: \"""{"id":"%2$s-$n-incident","title":"%2$s-$n","description":"%2$s-$n",\
          "start_time":"2026-11-24T10:00:00Z","state":"investigating","status":"degraded"}\""")
          """
              .formatted(hookUrl, run);
    };
  }
}
