package io.jenkins.plugins.statushub.pages;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.statushub.client.StatusHubClientProvider;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Follows jobs that are renamed or moved, so that an incident which a job opened under its old name
 * is resolved under the new one. A deleted job's open incidents stay open: nobody knows that the
 * trouble is over, so an administrator is asked.
 */
@Extension
public final class JobRenameListener extends ItemListener {
  private static final Logger LOGGER = Logger.getLogger(JobRenameListener.class.getName());

  @Override
  public void onLocationChanged(Item item, String oldFullName, String newFullName) {
    if (!(item instanceof Job<?, ?> job) || !JobRecord.exists(job)) {
      return;
    }
    try {
      Set<String> services = new LinkedHashSet<>();
      for (JobRecord.Ref ref : JobRecord.read(job)) {
        if (ref.key().equals(oldFullName)) {
          services.add(ref.service());
        }
      }
      for (String service : services) {
        StatusHubClientProvider.get().hub().ledger().moveKey(service, oldFullName, newFullName);
      }
      JobRecord.change(
          job,
          ref ->
              ref.key().equals(oldFullName)
                  ? new JobRecord.Ref(ref.service(), ref.id(), newFullName)
                  : ref);
      LedgerHealth.get().lookSoon();
    } catch (IOException e) {
      LOGGER.log(
          Level.WARNING,
          e,
          () ->
              "incidents that '"
                  + oldFullName
                  + "' opened are not found by '"
                  + newFullName
                  + "'; resolve them in Manage Jenkins » StatusHub when they are over");
    }
  }

  @Override
  public void onDeleted(Item item) {
    LedgerHealth.get().lookSoon();
  }
}
