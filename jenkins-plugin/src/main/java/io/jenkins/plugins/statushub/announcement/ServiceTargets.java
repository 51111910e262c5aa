package io.jenkins.plugins.statushub.announcement;

import hudson.model.Run;
import io.jenkins.plugins.statushub.config.ServiceLookup;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.input.ParameterException;
import java.io.IOException;

/** Finds the services that a build means by their names. */
final class ServiceTargets {
  private ServiceTargets() {}

  /**
   * Returns the identity of a service. Reads and writes files.
   *
   * @throws ParameterException if the build may not post to a service of that name, or the service
   *     can't be identified because of an error
   */
  static ServiceId find(Run<?, ?> run, String name) {
    try {
      return ServiceLookup.find(run.getParent(), name);
    } catch (IOException e) {
      throw new ParameterException(
          "service", "'" + name + "' can't be identified now: " + e.getMessage());
    }
  }
}
