package io.jenkins.plugins.statushub.config;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import hudson.Util;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.statushub.input.ParameterException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;

/**
 * The folders whose jobs may post to a service of the global configuration. A folder that is not
 * there lets nobody in: only leaving the folders out means all jobs.
 *
 * @param folders full names; empty for all jobs
 */
record FolderLimits(List<String> folders) {

  /**
   * Reads full names separated by commas or lines.
   *
   * @param text null or blank for all jobs
   * @throws ParameterException if it is not blank and names no folder
   */
  static FolderLimits parse(@Nullable String text) {
    FolderLimits limits = read(text);
    if (limits.folders.contains("")) {
      throw ParameterException.invalidValue(
          "folders",
          text,
          "full names of folders, separated by commas, or nothing at all for all jobs");
    }
    return limits;
  }

  /** Reads the same without an error: text that names no folder lets nobody in. */
  static FolderLimits read(@Nullable String text) {
    String value = Util.fixEmptyAndTrim(text);
    if (value == null) {
      return new FolderLimits(List.of());
    }
    List<String> folders =
        Stream.of(value.split("[,\\r\\n]+"))
            .map(String::trim)
            .filter(each -> !each.isEmpty())
            .toList();
    return new FolderLimits(folders.isEmpty() ? List.of("") : folders);
  }

  /** Whether jobs of a folder may post, the folder itself and those within it. */
  boolean admits(ItemGroup<?> group) {
    if (folders.isEmpty()) {
      return true;
    }
    ItemGroup<?> each = group;
    while (each instanceof Item item) {
      if (folders.contains(item.getFullName())) {
        return true;
      }
      each = item.getParent();
    }
    return false;
  }

  /** Returns the first that is no folder; null if all are. Asked as the system. */
  @Nullable String unknown() {
    try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
      for (String folder : folders) {
        if (!(Jenkins.get().getItemByFullName(folder) instanceof AbstractFolder<?>)) {
          return folder;
        }
      }
    }
    return null;
  }

  /** Follows a folder that was renamed or moved. */
  FolderLimits moved(String oldFullName, String newFullName) {
    return new FolderLimits(
        folders.stream().map(each -> each.equals(oldFullName) ? newFullName : each).toList());
  }

  /** Returns the names as they are written in forms; null for all jobs. */
  @Nullable String text() {
    return folders.isEmpty() ? null : folders.stream().collect(Collectors.joining(", "));
  }
}
