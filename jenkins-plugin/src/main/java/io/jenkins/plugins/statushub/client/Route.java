package io.jenkins.plugins.statushub.client;

import hudson.model.ItemGroup;
import hudson.model.Run;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger keeps about a hook URL that comes from a credential near the job: which
 * credential, seen from which folder. Services of the global configuration need no route.
 *
 * @param folder the full name of the folder; empty for the top level
 * @param credentialsId the Secret text's id
 */
public record Route(String folder, String credentialsId) {
  private static final char SEPARATOR = '@';

  /** A credential as it is seen from where a build's job stands. */
  public static Route of(Run<?, ?> run, String credentialsId) {
    return new Route(run.getParent().getParent().getFullName(), credentialsId);
  }

  /** Reads what {@link #toString()} wrote. */
  static Route parse(String text) {
    // Jenkins allows no '@' in the name of an item.
    int at = text.indexOf(SEPARATOR);
    return new Route(text.substring(0, Math.max(at, 0)), text.substring(at + 1));
  }

  /** The folder; null if it is gone. */
  @Nullable ItemGroup<?> group() {
    if (folder.isEmpty()) {
      return Jenkins.get();
    }
    return Jenkins.get().getItemByFullName(folder) instanceof ItemGroup<?> group ? group : null;
  }

  @Override
  public String toString() {
    return folder + SEPARATOR + credentialsId;
  }
}
