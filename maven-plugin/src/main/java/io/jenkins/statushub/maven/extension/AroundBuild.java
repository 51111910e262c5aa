package io.jenkins.statushub.maven.extension;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.maven.extension.config.AroundBuildConfig;
import io.jenkins.statushub.maven.extension.config.ResolvePolicy;
import io.jenkins.statushub.maven.extension.state.BuildMarker;
import io.jenkins.statushub.maven.extension.state.OutstandingModules;
import io.jenkins.statushub.maven.support.Announcements;
import io.jenkins.statushub.sending.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Says what is to be said around one build: first {@link #begin()}, then one end. */
final class AroundBuild {
  private final AroundBuildConfig plan;
  private final Logger log;
  private @Nullable BuildMarker mark;

  AroundBuild(AroundBuildConfig plan, Logger log) {
    this.plan = plan;
    this.log = log;
  }

  /**
   * Announces the maintenance, if one is configured, and marks the build as running.
   *
   * @throws io.jenkins.statushub.input.ParameterException if anything is configured wrongly
   * @throws FailOnErrorException if the maintenance is not delivered and the user wants the build
   *     to fail then
   */
  void begin() throws FailOnErrorException, IOException {
    try (StatusHubClient hub = plan.open(notice -> log.warn("StatusHub: {}", notice))) {
      if (!plan.dryRun()) {
        plan.checkHookUrls();
        if (plan.incident().isGiven()) {
          tellOfBrokenOff(hub);
        }
      }
      if (plan.maintenance().isGiven()) {
        sayMaintenance(hub);
      }
      if (!plan.dryRun() && plan.incident().isGiven()) {
        mark = BuildMarker.leave(plan.ledger(), plan.key(), Instant.now(), plan.modulesOfSession());
      }
    }
  }

  private void sayMaintenance(StatusHubClient hub) throws FailOnErrorException, IOException {
    boolean strict = plan.maintenance().flag("failOnError");
    for (Outcome outcome : say(hub, plan.announcements(plan.maintenance()))) {
      if (strict && outcome.isFailure()) {
        throw new FailOnErrorException(
            outcome.line() + "\nThe build does not begin, since failOnError is true");
      }
    }
  }

  /** A build that was killed counts as a failed one; the public hears of it if this one fails. */
  private void tellOfBrokenOff(StatusHubClient hub) throws IOException {
    for (BuildMarker.BrokenOff broken : BuildMarker.takeBrokenOff(plan.ledger(), plan.key())) {
      log.warn(
          "StatusHub: the build begun at {} broke off before it could say how it went;"
              + " it counts as a failed one",
          broken.started());
      new OutstandingModules(plan.ledger(), plan.key()).brokenOff(broken.modules());
      for (String service : plan.services()) {
        hub.ledger().countFailure(service, plan.key());
      }
    }
  }

  /** Says how the build went. */
  void end(SessionOutcome outcome) throws IOException {
    if (outcome.kind() == SessionOutcome.Kind.INTERRUPTED) {
      // The mark stays, for the next build to find.
      return;
    }
    try (BuildMarker running = mark) {
      if (!plan.incident().isGiven()) {
        return;
      }
      try (StatusHubClient hub = plan.open(notice -> log.warn("StatusHub: {}", notice))) {
        switch (outcome.kind()) {
          case FAILURE -> failed(hub, outcome);
          case SUCCESS -> succeeded(hub, outcome);
          default ->
              log.info(
                  "StatusHub: modules failed and Maven was told not to mind (--fail-never):"
                      + " neither a failure nor a success is announced");
        }
      }
    }
  }

  private void failed(StatusHubClient hub, SessionOutcome outcome) throws IOException {
    if (!plan.dryRun()) {
      new OutstandingModules(plan.ledger(), plan.key()).failed(outcome);
    }
    List<Announcement> first = plan.announcements(plan.incident());
    List<Announcement> further = plan.announcements(plan.update());
    List<Announcement> due = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      String service = first.get(i).service().name();
      boolean open = isOpen(hub, service);
      int failures =
          plan.dryRun() ? plan.openAfter() : hub.ledger().countFailure(service, plan.key());
      if (open) {
        due.add(further.get(i));
      } else if (failures >= plan.openAfter()) {
        due.add(first.get(i));
      } else {
        log.info(
            "StatusHub: {}: nothing is said yet: failure {} in a row, openAfter is {}",
            service,
            failures,
            plan.openAfter());
      }
    }
    say(hub, due);
  }

  private void succeeded(StatusHubClient hub, SessionOutcome outcome) throws IOException {
    Set<String> owed =
        plan.dryRun()
            ? Set.of()
            : new OutstandingModules(plan.ledger(), plan.key()).succeeded(outcome);
    List<Announcement> due = new ArrayList<>();
    for (Announcement announcement : plan.announcements(plan.resolved())) {
      String service = announcement.service().name();
      boolean open = isOpen(hub, service);
      if (!owed.isEmpty() && (open || plan.resolve() == ResolvePolicy.ALWAYS)) {
        log.info(
            "StatusHub: {}: not resolved yet, since modules that failed have not got through: {}",
            service,
            String.join(", ", owed));
        continue;
      }
      if (owed.isEmpty() && !plan.dryRun()) {
        hub.ledger().clearFailures(service, plan.key());
      }
      if (plan.resolve() == ResolvePolicy.ALWAYS
          || (open && plan.resolve() == ResolvePolicy.IF_OPEN)) {
        due.add(announcement);
      }
    }
    say(hub, due);
  }

  private boolean isOpen(StatusHubClient hub, String service) throws IOException {
    if (plan.id() == null) {
      return hub.ledger().openIncident(service, plan.key()) != null;
    }
    LedgerEntry entry =
        hub.ledger().find(LedgerEntry.Kind.INCIDENT, service, Objects.requireNonNull(plan.id()));
    return entry != null && entry.isOpenIncident();
  }

  private List<Outcome> say(StatusHubClient hub, List<Announcement> announcements)
      throws IOException {
    if (announcements.isEmpty()) {
      return List.of();
    }
    if (plan.dryRun()) {
      for (Announcement announcement : announcements) {
        log.info(Announcements.shown(hub, announcement));
      }
      return List.of();
    }
    List<Outcome> outcomes = Announcements.say(hub, announcements, plan.isOffline());
    for (Outcome outcome : outcomes) {
      if (outcome.isFailure()) {
        log.warn(outcome.line());
      } else {
        log.info(outcome.line());
      }
    }
    return outcomes;
  }
}
