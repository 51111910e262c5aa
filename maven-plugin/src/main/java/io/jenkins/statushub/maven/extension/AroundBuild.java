package io.jenkins.statushub.maven.extension;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.around.IncidentPolicy.Resolve;
import io.jenkins.statushub.around.RunMarker;
import io.jenkins.statushub.around.RunMarker.KilledRun;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.maven.extension.config.AroundBuildConfig;
import io.jenkins.statushub.maven.extension.state.OutstandingModules;
import io.jenkins.statushub.maven.extension.state.SessionOutcome;
import io.jenkins.statushub.maven.support.Announcements;
import io.jenkins.statushub.sending.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Announces what happens around one build: first {@link #begin()}, then one end. */
final class AroundBuild {
  private final AroundBuildConfig config;
  private final Logger log;
  private final List<String> services;
  private @Nullable RunMarker marker;
  private boolean ledgerFailed;

  AroundBuild(AroundBuildConfig config, Logger log) {
    this.config = config;
    this.log = log;
    Map<String, String> unknown = config.unknownHookUrls();
    services = new ArrayList<>(config.services());
    services.removeAll(unknown.keySet());
    if (!config.dryRun()) {
      unknown.values().forEach(problem -> log.warn("StatusHub: not announced: {}", problem));
    }
    if (config.ledgerProblem() != null) {
      log.warn("StatusHub: {}", config.ledgerProblem());
      ledgerFailed = true;
    }
  }

  /** Returns whether there is anything to announce and a hook URL to announce it to. */
  boolean isUseful() {
    return config.dryRun() || !services.isEmpty();
  }

  /**
   * Announces the maintenance, if one is configured, and marks the build as running.
   *
   * @throws FailOnErrorException if the maintenance is not delivered and the user wants the build
   *     to fail then
   */
  void begin() throws FailOnErrorException, IOException {
    try (StatusHubClient client = open()) {
      if (!config.dryRun() && config.incident().isSet()) {
        fromLedger(() -> reportKilledBuilds(client), false);
      }
      if (config.maintenance().isSet()) {
        announceMaintenance(client);
      }
      if (!config.dryRun() && config.incident().isSet()) {
        fromLedger(this::mark, false);
      }
    }
  }

  private boolean mark() throws IOException {
    marker =
        RunMarker.create(ledger(), config.markerKey(), Instant.now(), config.modulesOfSession());
    return true;
  }

  private StatusHubClient open() {
    return config.open(notice -> log.warn("StatusHub: {}", notice));
  }

  private void announceMaintenance(StatusHubClient client)
      throws FailOnErrorException, IOException {
    List<Announcement> windows = new ArrayList<>();
    for (String service : used()) {
      windows.add(config.announcement(config.maintenance(), null, service));
    }
    boolean strict = config.maintenance().flag("failOnError");
    for (Outcome outcome : send(client, windows)) {
      if (strict && outcome.isFailure()) {
        throw new FailOnErrorException(
            Announcements.line(outcome) + "\nThe build does not begin, since failOnError is true");
      }
    }
  }

  /** A dry run shows messages for all services. */
  private List<String> used() {
    return config.dryRun() ? config.services() : services;
  }

  /** A build that was killed counts as a failed one; an incident opens only if this one fails. */
  private boolean reportKilledBuilds(StatusHubClient client) throws IOException {
    boolean any = false;
    for (KilledRun killed : RunMarker.takeKilled(ledger(), config.markerKey())) {
      log.warn(
          "StatusHub: the build started at {} was killed before its end; it counts as failed",
          killed.started());
      outstandingModules().killed(killed.details());
      for (String service : services) {
        client.incidentKeys().countFailure(ServiceId.of(service), config.key());
      }
      any = true;
    }
    return any;
  }

  private Path ledger() throws LedgerException {
    Path ledger = config.ledger();
    if (ledger == null) {
      throw new LedgerException("there is no ledger", null);
    }
    return ledger;
  }

  private OutstandingModules outstandingModules() throws LedgerException {
    return new OutstandingModules(ledger(), config.key());
  }

  /** Announces how the build ended. */
  void end(SessionOutcome outcome) throws IOException {
    if (outcome.kind() == SessionOutcome.Kind.INTERRUPTED) {
      // The marker stays, for the next build to find.
      return;
    }
    if (outcome.kind() == SessionOutcome.Kind.CANCELLED) {
      if (marker != null) {
        marker.abandon();
      }
      return;
    }
    try (RunMarker running = marker) {
      if (!config.incident().isSet()) {
        return;
      }
      try (StatusHubClient client = open()) {
        switch (outcome.kind()) {
          case FAILURE -> failed(client, outcome);
          case SUCCESS -> succeeded(client, outcome);
          default ->
              log.info(
                  "StatusHub: modules failed, but Maven ignores that (--fail-never): neither a"
                      + " failure nor a success is announced");
        }
      }
    }
  }

  private void failed(StatusHubClient client, SessionOutcome outcome) throws IOException {
    if (!config.dryRun()) {
      fromLedger(() -> outstandingModules().failed(outcome), Set.of());
    }
    List<Announcement> due = new ArrayList<>();
    boolean opens = false;
    for (String service : used()) {
      ServiceId serviceId = ServiceId.of(service);
      boolean open = fromLedger(() -> isOpen(client, serviceId), false);
      int failures =
          config.dryRun()
              ? config.policy().openAfter()
              : fromLedger(() -> client.incidentKeys().countFailure(serviceId, config.key()), 1);
      if (open || config.policy().opens(failures)) {
        due.add(
            config.announcement(
                open ? config.update() : config.incident(), id(client, serviceId), service));
        opens |= !open;
      } else {
        log.info(
            "StatusHub: {}: not announced yet: {} of {} failures in a row (openAfter)",
            service,
            failures,
            config.policy().openAfter());
      }
    }
    send(client, due);
    String notice = config.newLedgerNotice();
    if (opens && notice != null && !config.dryRun()) {
      log.warn("StatusHub: {}", notice);
    }
  }

  private void succeeded(StatusHubClient client, SessionOutcome outcome) throws IOException {
    Set<String> outstanding =
        config.dryRun()
            ? Set.of()
            : fromLedger(() -> outstandingModules().succeeded(outcome), Set.of());
    List<Announcement> due = new ArrayList<>();
    for (String service : used()) {
      ServiceId serviceId = ServiceId.of(service);
      boolean resolves = fromLedger(() -> isToResolve(client, serviceId), false);
      if (!outstanding.isEmpty() && resolves) {
        log.info(
            "StatusHub: {}: not resolved yet: modules that failed have not succeeded since: {}",
            service,
            String.join(", ", outstanding));
      } else if (resolves) {
        due.add(config.announcement(config.resolved(), id(client, serviceId), service));
      }
      if (outstanding.isEmpty() && !config.dryRun()) {
        fromLedger(
            () -> {
              client.incidentKeys().clearFailures(serviceId, config.key());
              return true;
            },
            false);
      }
    }
    send(client, due);
  }

  private boolean isToResolve(StatusHubClient client, ServiceId service) throws IOException {
    String id = config.id();
    boolean known = id == null || !new IncidentIds(client.ledger(), id).isUnknown(service);
    return known
        ? config.policy().resolve() != Resolve.NEVER && isOpen(client, service)
        : config.policy().resolves(false);
  }

  private boolean isOpen(StatusHubClient client, ServiceId service) throws IOException {
    String id = config.id();
    if (id != null) {
      return new IncidentIds(client.ledger(), id).isOpen(service);
    }
    LedgerEntry entry = client.incidentKeys().openIncident(service, config.key());
    return entry != null;
  }

  private @Nullable String id(StatusHubClient client, ServiceId service) {
    String id = config.id();
    return id == null
        ? null
        : fromLedger(() -> new IncidentIds(client.ledger(), id).current(service), id);
  }

  /** Reads or writes the ledger. If it can't be used, messages are sent all the same. */
  private <T> T fromLedger(Callable<T> action, T fallback) {
    try {
      return action.call();
    } catch (IOException e) {
      if (!ledgerFailed) {
        ledgerFailed = true;
        log.warn(
            "StatusHub: the ledger can't be used, so no later build finds what is announced: {}",
            e.getMessage());
      }
      return fallback;
    } catch (Exception e) {
      throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
    }
  }

  private List<Outcome> send(StatusHubClient client, List<Announcement> announcements)
      throws IOException {
    if (config.dryRun()) {
      for (Announcement announcement : announcements) {
        log.info(Announcements.preview(client, announcement));
      }
      return List.of();
    }
    List<Outcome> outcomes = Announcements.send(client, announcements, config.isOffline());
    Announcements.log(outcomes, log::info, log::warn);
    return outcomes;
  }
}
