package io.jenkins.statushub.cli;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.around.RunMarker.KilledRun;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides what a run's end means for the incident under its key. */
final class FailureIncident {
  private final RunPlan plan;
  private final StatusHubClient client;

  FailureIncident(RunPlan plan, StatusHubClient client) {
    this.plan = plan;
    this.client = client;
  }

  /** Counts runs that were killed as failed ones; the public hears of them if this one fails. */
  void countKilled(List<KilledRun> killed) throws IOException {
    for (int i = 0; i < killed.size(); i++) {
      for (Announcement each : plan.failure().get()) {
        client.incidentKeys().countFailure(each.service(), plan.markerKey());
      }
    }
  }

  /** Returns what is to be announced after the command failed. */
  List<Announcement> afterFailure() {
    List<Announcement> due = new ArrayList<>();
    for (Announcement each : plan.failure().get()) {
      ServiceId service = each.service();
      if (isOpen(service)) {
        due.add(each);
        count(service);
        continue;
      }
      int failures = plan.dryRun() ? plan.policy().openAfter() : count(service);
      if (plan.policy().opens(failures)) {
        due.add(each);
      } else {
        Console.log(
            service.name()
                + ": no incident yet: failure "
                + failures
                + " in a row, --open-after is "
                + plan.policy().openAfter());
      }
    }
    return due;
  }

  /** Returns what is to be announced after the command succeeded. */
  List<Announcement> afterSuccess() {
    List<Announcement> due = new ArrayList<>();
    for (Announcement each : plan.resolved().get()) {
      ServiceId service = each.service();
      boolean open = isOpen(service);
      if (!plan.dryRun()) {
        clear(service);
      }
      if (plan.policy().resolves(open)) {
        due.add(each);
      }
    }
    return due;
  }

  private boolean isOpen(ServiceId service) {
    try {
      if (plan.id() == null) {
        return client.incidentKeys().openIncident(service, plan.markerKey()) != null;
      }
      LedgerEntry entry = client.ledger().find(LedgerEntry.Kind.INCIDENT, service, id());
      return entry != null && entry.isOpenIncident();
    } catch (IOException e) {
      Console.log(BoundedWork.describe(e));
      return false;
    }
  }

  private String id() {
    @Nullable String id = plan.id();
    return id == null ? "" : id;
  }

  /** Returns how many failures in a row there are; 1 if the ledger does not know. */
  private int count(ServiceId service) {
    if (plan.dryRun()) {
      return plan.policy().openAfter();
    }
    try {
      return client.incidentKeys().countFailure(service, plan.markerKey());
    } catch (IOException e) {
      Console.log(BoundedWork.describe(e));
      return 1;
    }
  }

  private void clear(ServiceId service) {
    try {
      client.incidentKeys().clearFailures(service, plan.markerKey());
    } catch (IOException e) {
      Console.log(BoundedWork.describe(e));
    }
  }
}
