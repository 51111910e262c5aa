package io.jenkins.plugins.statushub.config;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.listeners.ItemListener;

/** Follows folders that are renamed or moved, so that services stay limited to them. */
@Extension
public final class FolderRenameListener extends ItemListener {
  @Override
  public void onLocationChanged(Item item, String oldFullName, String newFullName) {
    if (item instanceof ItemGroup<?>) {
      StatusHubConfiguration.get().folderMoved(oldFullName, newFullName);
    }
  }
}
