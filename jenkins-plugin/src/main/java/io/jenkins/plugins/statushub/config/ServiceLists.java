package io.jenkins.plugins.statushub.config;

import hudson.Util;
import io.jenkins.statushub.hook.ServiceNames;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.input.PrintableText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the services of one place, whether they come from a form, from code or from a script. */
final class ServiceLists {
  private ServiceLists() {}

  /**
   * Checks services and returns a copy, a plain list that can be written to disk.
   *
   * @param services null for none
   * @throws ParameterException if a name is not allowed or is there twice, or a credential is
   *     missing
   */
  static List<StatusHubService> check(@Nullable List<StatusHubService> services) {
    List<StatusHubService> checked = new ArrayList<>(Util.fixNull(services));
    Set<String> names = new HashSet<>();
    for (StatusHubService service : checked) {
      String name = service.getName();
      checkName(name);
      if (!names.add(name)) {
        throw new ParameterException(
            "services",
            "'"
                + name
                + "' is there twice; allowed: each name once. If folders have services of the same"
                + " name, configure each on its own folder (statusHubServices)");
      }
      if (service.getCredentialsId().isEmpty()) {
        throw ParameterException.required(
            "credentialsId", "the id of a Secret text with the hook URL of '" + name + "'");
      }
      FolderLimits.parse(service.getFolders());
    }
    return checked;
  }

  private static void checkName(String name) {
    try {
      ServiceNames.check(name);
    } catch (ParameterException e) {
      throw new ParameterException("name", e.problems().get(0).message());
    }
  }

  /**
   * Checks the services of a folder.
   *
   * @throws ParameterException as {@link #check}, or if one is limited to folders
   */
  static List<StatusHubService> checkOfFolder(@Nullable List<StatusHubService> services) {
    List<StatusHubService> checked = check(services);
    for (StatusHubService service : checked) {
      if (service.getFolders() != null) {
        throw new ParameterException(
            "folders",
            "'"
                + PrintableText.printable(service.getFolders())
                + "' is not allowed for '"
                + service.getName()
                + "', which belongs to a folder and is for its jobs; allowed: nothing, or a service"
                + " in Manage Jenkins » System » StatusHub");
      }
    }
    return checked;
  }

  /** Returns the service of a name; the first one where a file was edited to hold it twice. */
  static @Nullable StatusHubService find(List<StatusHubService> services, String name) {
    for (StatusHubService service : services) {
      if (service.getName().equals(name)) {
        return service;
      }
    }
    return null;
  }
}
