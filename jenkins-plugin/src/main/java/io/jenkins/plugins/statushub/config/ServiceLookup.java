package io.jenkins.plugins.statushub.config;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import hudson.model.Item;
import hudson.model.ItemGroup;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.hook.ServiceNames;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.input.PrintableText;
import io.jenkins.statushub.sending.HookUrlUnavailableException;
import io.jenkins.statushub.transport.HookUrl;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jspecify.annotations.Nullable;

/**
 * Finds the service that a job means by a name: the one of the nearest folder that has it, or of
 * the global configuration if jobs of these folders may post to that.
 */
public final class ServiceLookup {
  private ServiceLookup() {}

  /**
   * Returns the identity of the service. Reads and writes files.
   *
   * @param item the job
   * @param name the service's name, as the user wrote it
   * @throws ParameterException if the job may post to no service of that name
   * @throws IOException if the identity of the service's folder can't be read or written
   */
  public static ServiceId find(Item item, String name) throws IOException {
    ServiceNames.check(name);
    for (ItemGroup<?> each = item.getParent(); each != null; each = parent(each)) {
      if (each instanceof AbstractFolder<?> folder) {
        StatusHubFolderProperty property = StatusHubFolderProperty.of(folder);
        if (property != null && property.service(name) != null) {
          return new ServiceId(FolderScopes.get().scopeOf(folder), name);
        }
      }
    }
    StatusHubService service = StatusHubConfiguration.get().service(name);
    if (service == null || !service.isFor(item.getParent())) {
      throw unknown(item, name);
    }
    return ServiceId.of(name);
  }

  private static ParameterException unknown(Item item, String name) {
    List<String> known = names(item.getParent());
    return new ParameterException(
        "service",
        "'"
            + PrintableText.printable(name)
            + "' is not known here; known: "
            + (known.isEmpty() ? "none" : String.join(", ", known))
            + "; services are configured on a folder of the job, or in Manage Jenkins » System »"
            + " StatusHub");
  }

  /**
   * Returns the names of the services that jobs of a folder may post to, nearest first.
   *
   * @param group the folder, or Jenkins itself
   */
  public static List<String> names(ItemGroup<?> group) {
    Set<String> names = new LinkedHashSet<>();
    for (ItemGroup<?> each = group; each != null; each = parent(each)) {
      StatusHubFolderProperty property =
          each instanceof AbstractFolder<?> folder ? StatusHubFolderProperty.of(folder) : null;
      if (property != null) {
        property.getServices().forEach(service -> names.add(service.getName()));
      }
    }
    StatusHubConfiguration.get().getServices().stream()
        .filter(service -> service.isFor(group))
        .forEach(service -> names.add(service.getName()));
    return List.copyOf(names);
  }

  private static @Nullable ItemGroup<?> parent(ItemGroup<?> group) {
    return group instanceof Item item ? item.getParent() : null;
  }

  /**
   * Finds the hook URL of a service as it is configured now. Asks the owner's credentials, so this
   * can take long, and can fail in a secrets backend's own ways.
   *
   * @throws ParameterException if the service is not configured any more, or its Secret text is no
   *     hook URL that it may use; the message does not hold it
   * @throws IOException if the credential is not there now ({@link HookUrlUnavailableException}),
   *     or the service's folder can't be found because of an error
   */
  public static HookUrl hookUrl(ServiceId id) throws IOException {
    ServiceOwner owner = owner(id);
    AbstractFolder<?> folder = owner.folder();
    StatusHubService service =
        folder == null
            ? StatusHubConfiguration.get().service(id.name())
            : ofFolder(folder, id.name());
    if (service == null) {
      throw new ParameterException(
          "service", "'" + id.name() + "' is not known any more; add it in " + owner.place());
    }
    StringCredentials credentials = owner.findCredentials(service.getCredentialsId());
    if (credentials == null) {
      throw new HookUrlUnavailableException(
          "the credential '"
              + service.getCredentialsId()
              + "' of service '"
              + id.name()
              + "' was not found; "
              + (folder == null
                  ? "allowed: a Secret text of the controller's credentials"
                  : "allowed: a Secret text of the folder's own credentials")
              + "; fix it in "
              + owner.place());
    }
    HookUrl hookUrl = owner.read(credentials);
    CredentialUses.get().found(id, credentials);
    return hookUrl;
  }

  private static ServiceOwner owner(ServiceId id) throws IOException {
    if (id.scope().isEmpty()) {
      return ServiceOwner.of(null);
    }
    AbstractFolder<?> folder = FolderScopes.get().folder(id.scope());
    if (folder == null) {
      throw new ParameterException(
          "service",
          "'"
              + id.name()
              + "' belonged to a folder that was deleted; discard what is pending, or close the"
              + " incident without telling, in Manage Jenkins » StatusHub");
    }
    return ServiceOwner.of(folder);
  }

  private static @Nullable StatusHubService ofFolder(AbstractFolder<?> folder, String name) {
    StatusHubFolderProperty property = StatusHubFolderProperty.of(folder);
    return property == null ? null : property.service(name);
  }
}
