package io.jenkins.plugins.statushub.client;

import hudson.model.ItemGroup;
import io.jenkins.plugins.statushub.config.HookUrlCredentials;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.plugins.statushub.config.StatusHubService;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.sending.HookUrls;
import io.jenkins.statushub.transport.HookUrl;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jspecify.annotations.Nullable;

/** Finds hook URLs again for each delivery, so that a corrected credential is used at once. */
final class HookUrlLookup implements HookUrls {
  @Override
  public HookUrl find(String service, @Nullable String route) {
    return HookUrlCredentials.read(
        route == null ? ofService(service) : ofRoute(service, Route.parse(route)));
  }

  private static StringCredentials ofService(String name) {
    StatusHubService service = StatusHubConfiguration.get().service(name);
    if (service == null) {
      throw new ParameterException(
          "service",
          "'" + name + "' is not known any more; add it in Manage Jenkins » System » StatusHub");
    }
    StringCredentials credentials = HookUrlCredentials.global(service.getCredentialsId());
    if (credentials == null) {
      throw new ParameterException(
          "service",
          "'"
              + name
              + "' has the credential '"
              + service.getCredentialsId()
              + "', which is no Secret text in the controller's own credentials; mend it in Manage"
              + " Jenkins » System » StatusHub");
    }
    return credentials;
  }

  private static StringCredentials ofRoute(String service, Route route) {
    ItemGroup<?> group = route.group();
    StringCredentials credentials =
        group == null ? null : HookUrlCredentials.in(group, route.credentialsId());
    if (credentials == null) {
      throw new ParameterException(
          "credentialsId",
          "'"
              + route.credentialsId()
              + "', wanted for service '"
              + service
              + "', is no Secret text that "
              + (route.folder().isEmpty() ? "the top level" : "'" + route.folder() + "'")
              + " can see");
    }
    return credentials;
  }
}
