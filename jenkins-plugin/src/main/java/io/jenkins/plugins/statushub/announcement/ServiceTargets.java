package io.jenkins.plugins.statushub.announcement;

import io.jenkins.statushub.input.PrintableText;
import hudson.model.Run;
import io.jenkins.plugins.statushub.client.Route;
import io.jenkins.plugins.statushub.config.HookUrlCredentials;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.plugins.statushub.config.StatusHubService;
import io.jenkins.statushub.hook.ServiceNames;
import io.jenkins.statushub.input.ParameterException;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jspecify.annotations.Nullable;

/**
 * The services that a build may speak for, out of those it names.
 *
 * @param services their names, at least one
 * @param route how their hook URL is found again; null for services of the global configuration
 */
record ServiceTargets(List<String> services, @Nullable String route) {
  private static final String WHERE = "Manage Jenkins » System » StatusHub";

  /**
   * Finds them, and marks their credentials as used by the build.
   *
   * @throws ParameterException if one is unknown, not for this job, or without a hook URL
   */
  static ServiceTargets find(Run<?, ?> run, AnnouncementParameters parameters) {
    List<String> names = parameters.names();
    if (names.isEmpty()) {
      throw ParameterException.required(
          "service", "a service of " + WHERE + ", or a credentialsId instead");
    }
    String credentialsId = parameters.getCredentialsId();
    if (credentialsId == null) {
      names.forEach(name -> use(run, ofService(run, name), ""));
      return new ServiceTargets(names, null);
    }
    return ofCredential(run, names, credentialsId);
  }

  private static StringCredentials ofService(Run<?, ?> run, String name) {
    StatusHubConfiguration configuration = StatusHubConfiguration.get();
    String job = run.getParent().getFullName();
    StatusHubService service = configuration.service(name);
    if (service == null || !service.isFor(job)) {
      List<String> known = configuration.namesFor(job);
      throw new ParameterException(
          "service",
          "'"
              + PrintableText.printable(name)
              + "' is not known here; known: "
              + (known.isEmpty() ? "none" : String.join(", ", known))
              + "; services are set in "
              + WHERE);
    }
    StringCredentials credentials = HookUrlCredentials.global(service.getCredentialsId());
    if (credentials == null) {
      throw new ParameterException(
          "service",
          "'"
              + name
              + "' has the credential '"
              + service.getCredentialsId()
              + "', which is no Secret text in the controller's own credentials; mend it in "
              + WHERE);
    }
    return credentials;
  }

  private static ServiceTargets ofCredential(Run<?, ?> run, List<String> names, String credentialsId) {
    if (names.size() > 1) {
      throw new ParameterException(
          "credentialsId",
          "'" + credentialsId + "' is one service's hook URL; allowed: one service with it");
    }
    String name = names.get(0);
    ServiceNames.check(name);
    if (StatusHubConfiguration.get().service(name) != null) {
      throw new ParameterException(
          "credentialsId",
          "'"
              + credentialsId
              + "' can't be used for '"
              + name
              + "', which has its own in "
              + WHERE
              + "; leave credentialsId out, or give another service name");
    }
    StringCredentials credentials = HookUrlCredentials.of(run, credentialsId);
    if (credentials == null) {
      throw new ParameterException(
          "credentialsId",
          "'"
              + PrintableText.printable(credentialsId)
              + "' is no Secret text that this job can use; add one to the job's folder or to the"
              + " controller's credentials");
    }
    String route = Route.of(run, credentialsId).toString();
    use(run, credentials, route);
    return new ServiceTargets(names, route);
  }

  private static void use(Run<?, ?> run, StringCredentials credentials, String route) {
    // Read now: a Secret text that is no hook URL is a mistake, not something to find out later.
    HookUrlCredentials.read(credentials);
    CredentialUses.track(run, credentials, route);
  }
}
