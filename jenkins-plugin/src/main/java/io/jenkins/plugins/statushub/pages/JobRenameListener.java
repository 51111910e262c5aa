package io.jenkins.plugins.statushub.pages;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.statushub.client.StatusHubClientProvider;
import io.jenkins.statushub.hook.ServiceId;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Follows jobs that are renamed or moved, so that an incident which a job opened under its old name
 * is resolved under the new one. A deleted job's open incidents stay open: nobody knows that the
 * problem is over, so an administrator is asked.
 */
@Extension
public final class JobRenameListener extends ItemListener {
  private static final Logger LOGGER = Logger.getLogger(JobRenameListener.class.getName());

  @Override
  public void onLocationChanged(Item item, String oldFullName, String newFullName) {
    if (!(item instanceof Job<?, ?> job)) {
      return;
    }
    try {
      Set<ServiceId> services = new LinkedHashSet<>();
      for (JobRecord.Ref ref : JobIncidents.get().of(oldFullName)) {
        if (ref.key().equals(oldFullName)) {
          services.add(ref.entry().service());
        }
      }
      for (ServiceId service : services) {
        StatusHubClientProvider.get()
            .client()
            .incidentKeys()
            .moveKey(service, oldFullName, newFullName);
      }
      JobIncidents.get()
          .move(
              job,
              oldFullName,
              ref ->
                  ref.key().equals(oldFullName)
                      ? new JobRecord.Ref(ref.entry(), newFullName)
                      : ref);
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
    LedgerHealth.get().recountSoon();
  }

  @Override
  public void onDeleted(Item item) {
    if (item instanceof Job<?, ?> job) {
      JobIncidents.get().delete(job);
      LedgerHealth.get().recountSoon();
    }
  }

  @Override
  public void onLoaded() {
    LedgerHealth.get().lookSoon();
  }
}
