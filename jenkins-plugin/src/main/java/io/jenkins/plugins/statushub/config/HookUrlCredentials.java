package io.jenkins.plugins.statushub.config;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import hudson.util.Secret;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.transport.HookUrl;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jspecify.annotations.Nullable;

/** Finds and offers the Secret text credentials that hold hook URLs. */
public final class HookUrlCredentials {
  private HookUrlCredentials() {}

  /** A credential of the controller's own store; null if there is none of that id. */
  public static @Nullable StringCredentials global(String credentialsId) {
    return in(Jenkins.get(), credentialsId);
  }

  /** A credential as it is seen from a folder; null if there is none of that id. */
  public static @Nullable StringCredentials in(ItemGroup<?> group, String credentialsId) {
    return CredentialsProvider.findCredentialByIdInItemGroup(
        credentialsId, StringCredentials.class, group, ACL.SYSTEM2, List.of());
  }

  /** A credential that a build may use; null if there is none of that id. */
  public static @Nullable StringCredentials of(Run<?, ?> run, String credentialsId) {
    return CredentialsProvider.findCredentialById(
        credentialsId, StringCredentials.class, run, List.of());
  }

  /**
   * Reads the hook URL in a credential.
   *
   * @throws ParameterException if it is none; the message does not hold it
   */
  public static HookUrl read(StringCredentials credentials) {
    return HookUrl.parse(
        "the Secret text '" + credentials.getId() + "'", Secret.toString(credentials.getSecret()));
  }

  /** Choices for an administrator. */
  static ListBoxModel offerGlobal(@Nullable String current) {
    StandardListBoxModel choices = new StandardListBoxModel();
    if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
      return choices.includeCurrentValue(current == null ? "" : current);
    }
    return choices
        .includeEmptyValue()
        .includeMatchingAs(
            ACL.SYSTEM2,
            Jenkins.get(),
            StringCredentials.class,
            List.of(),
            CredentialsMatchers.always())
        .includeCurrentValue(current == null ? "" : current);
  }

  /** Choices for whoever configures a job; without an item, for an administrator. */
  public static ListBoxModel offer(@Nullable Item item, @Nullable String current) {
    String value = current == null ? "" : current;
    StandardListBoxModel choices = new StandardListBoxModel();
    if (item == null
        ? !Jenkins.get().hasPermission(Jenkins.ADMINISTER)
        : !item.hasPermission(Item.EXTENDED_READ)
            && !item.hasPermission(CredentialsProvider.USE_ITEM)) {
      return choices.includeCurrentValue(value);
    }
    choices.includeEmptyValue();
    if (item == null) {
      choices.includeMatchingAs(
          ACL.SYSTEM2,
          Jenkins.get(),
          StringCredentials.class,
          List.of(),
          CredentialsMatchers.always());
    } else {
      choices.includeMatchingAs(
          item instanceof hudson.model.Queue.Task task
              ? hudson.model.queue.Tasks.getAuthenticationOf2(task)
              : ACL.SYSTEM2,
          item,
          StringCredentials.class,
          List.of(),
          CredentialsMatchers.always());
    }
    return choices.includeCurrentValue(value);
  }
}
