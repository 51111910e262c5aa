package io.jenkins.plugins.statushub.config;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import hudson.Extension;
import io.jenkins.statushub.input.ParameterException;
import java.util.ArrayList;
import java.util.List;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * Configures the services that jobs in a folder may post to, with credentials of the folder itself.
 * The nearest folder that has a service of a name wins.
 */
public final class StatusHubFolderProperty extends AbstractFolderProperty<AbstractFolder<?>> {
  private final List<StatusHubService> services;

  /**
   * Creates the property.
   *
   * @param services null for none
   * @throws ParameterException if a name is not allowed or is there twice, a credential is missing,
   *     or a service is limited to folders
   */
  @DataBoundConstructor
  public StatusHubFolderProperty(@Nullable List<StatusHubService> services) {
    this.services = ServiceLists.checkOfFolder(services);
  }

  /** Lets a folder be loaded whose file was written by hand. */
  private Object readResolve() {
    return services == null ? new StatusHubFolderProperty(new ArrayList<>()) : this;
  }

  /** Returns the services of the folder. */
  public List<StatusHubService> getServices() {
    return List.copyOf(services);
  }

  /** Returns a service of the folder by its name; null if there is none. */
  @Nullable StatusHubService service(String name) {
    return ServiceLists.find(services, name);
  }

  /** Returns the property of a folder; null if it has no services of its own. */
  static @Nullable StatusHubFolderProperty of(AbstractFolder<?> folder) {
    return folder.getProperties().get(StatusHubFolderProperty.class);
  }

  /** Describes the property's form. */
  @Extension
  @Symbol("statusHubServices")
  public static final class DescriptorImpl extends AbstractFolderPropertyDescriptor {
    @Override
    public String getDisplayName() {
      return Messages.StatusHubFolderProperty_displayName();
    }

    /** Makes nothing of a form without services. */
    @Override
    public @Nullable AbstractFolderProperty<?> newInstance(
        @Nullable StaplerRequest2 req, JSONObject formData) throws FormException {
      try {
        AbstractFolderProperty<?> property = super.newInstance(req, formData);
        return property instanceof StatusHubFolderProperty ours && ours.services.isEmpty()
            ? null
            : property;
      } catch (RuntimeException | LinkageError e) {
        throw FormErrors.translate(e, "services");
      }
    }
  }
}
