package io.jenkins.plugins.statushub.announcement;

import hudson.model.Run;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.announcement.IncidentBuilder;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import io.jenkins.statushub.sending.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The incident that a failure opens and a later success resolves. Builds overlap, so what counts is
 * which build reports, not which one reported last: a success is no news about what a later build,
 * or a later part of the same build, has found. It runs after the work, so nothing that goes wrong
 * in it is thrown: that is an outcome, with a line in the build's log.
 */
public final class FailureIncident {
  private final BuildAnnouncer announcer;
  private final IncidentParameters parameters;
  private final FailureRules rules;
  private final FailureRules.UpdateOn updateOn;

  /** Counts how many failures in a row there are now, this one included. */
  @FunctionalInterface
  public interface FailureCount {
    /**
     * Counts for one service.
     *
     * @throws LedgerException if the ledger can't be used
     */
    int upToNow(ServiceId service, String key) throws LedgerException;
  }

  /**
   * @param announcer announces for the build
   * @param parameters what the incident is about
   * @param rules when it opens, is updated and is resolved
   * @param updateOn which failures update it if the rules do not say
   */
  public FailureIncident(
      BuildAnnouncer announcer,
      IncidentParameters parameters,
      FailureRules rules,
      FailureRules.UpdateOn updateOn) {
    this.announcer = announcer;
    this.parameters = parameters;
    this.rules = rules;
    this.updateOn = rules.updateOn(updateOn);
  }

  /** Returns a count of failures in a row that the ledger keeps. */
  public FailureCount countInLedger() {
    return (service, key) -> announcer.client().incidentKeys().countFailure(service, key);
  }

  /**
   * Opens an incident, or updates the open one. An update with the texts of the one before is
   * silent: subscribers know.
   *
   * @param at when the work failed
   * @param place where in the build
   * @param count counts failures in a row; asked only if more than one is needed
   */
  public CompletionStage<List<Outcome>> reportFailure(
      Instant at, String place, FailureCount count) {
    Origin origin = Origin.of(announcer.run(), place, Origin.FAILED);
    return forEachService(
        service -> {
          LedgerEntry open = openIfKnown(service);
          if (open == null && !isEnough(service, count)) {
            return none();
          }
          if (open != null && updateOn == FailureRules.UpdateOn.FIRST) {
            announcer.log(
                service + ": not announced again: incident " + open.id() + " is open already");
            return none();
          }
          IncidentBuilder builder = parameters.builder().lenient(true);
          if (open != null) {
            Announcement update =
                announcer.build(
                    parameters, parameters.builder().lenient(true), service, at, origin);
            builder.silent(parameters.isSilent() || repeats(update, open.last()));
          }
          return announcer.announce(parameters, service.name(), builder, at, origin);
        });
  }

  private boolean isEnough(ServiceId service, FailureCount count) throws LedgerException {
    int needed = rules.getOpenAfter();
    String key = announcer.keyOf(parameters);
    if (needed <= 1 || key == null || parameters.isDryRun()) {
      return true;
    }
    int failures = count.upToNow(service, key);
    if (failures >= needed) {
      return true;
    }
    announcer.log(
        service
            + ": no incident opened: failure "
            + failures
            + " in a row, and openAfter is "
            + needed);
    return false;
  }

  /** Compares texts as they are published, not as they were written. */
  private static boolean repeats(Announcement update, UpdateRecord last) {
    Map<String, @Nullable Object> payload = update.payload().toMap();
    return Objects.equals(payload.get("title"), last.payload().get("title"))
        && Objects.equals(payload.get("status"), last.payload().get("status"))
        && Objects.equals(payload.get("state"), last.payload().get("state"));
  }

  /**
   * Resolves the open incident if this success ends it; otherwise announces nothing.
   *
   * @param at when the work succeeded
   * @param since when the work began
   * @param place where in the build
   */
  public CompletionStage<List<Outcome>> reportRecovery(Instant at, Instant since, String place) {
    return forEachService(
        service -> {
          forgetFailures(service);
          LedgerEntry open = open(service);
          if (open == null || !ends(open, since)) {
            return none();
          }
          return announcer.announce(
              parameters,
              service.name(),
              parameters.resolution(rules, open.last().title()).id(open.id()).lenient(true),
              at,
              Origin.of(announcer.run(), place, Origin.RECOVERED));
        });
  }

  private void forgetFailures(ServiceId service) throws LedgerException {
    String key = announcer.keyOf(parameters);
    if (rules.getOpenAfter() > 1 && key != null && !parameters.isDryRun()) {
      announcer.client().incidentKeys().clearFailures(service, key);
    }
  }

  /** Writes into the build's log why an open incident stays open, if there is one. */
  public CompletionStage<List<Outcome>> reportNeither(String reason) {
    return forEachService(
        service -> {
          LedgerEntry open = open(service);
          if (open != null) {
            announcer.log(service + ": not resolved (" + reason + "), incident " + open.id());
          }
          return none();
        });
  }

  /** What is done for one service. */
  @FunctionalInterface
  private interface ForService {
    CompletionStage<List<Outcome>> report(ServiceId service) throws LedgerException;
  }

  private CompletionStage<List<Outcome>> forEachService(ForService action) {
    CompletionStage<List<Outcome>> all = none();
    for (String name : parameters.serviceNames()) {
      CompletionStage<List<Outcome>> one;
      try {
        one = action.report(ServiceTargets.find(announcer.run(), name));
      } catch (ParameterException | LedgerException e) {
        one =
            CompletableFuture.completedFuture(
                List.of(
                    announcer.notAnnounced(ServiceId.of(name), String.valueOf(e.getMessage()))));
      }
      all = all.thenCombine(one, BuildAnnouncer::joined);
    }
    return all;
  }

  private static CompletionStage<List<Outcome>> none() {
    return CompletableFuture.completedFuture(List.of());
  }

  /** A ledger that can't be read is no reason for silence: what fails is announced without it. */
  private @Nullable LedgerEntry openIfKnown(ServiceId service) {
    try {
      return open(service);
    } catch (LedgerException e) {
      return null;
    }
  }

  private @Nullable LedgerEntry open(ServiceId service) throws LedgerException {
    String key = announcer.keyOf(parameters);
    return key == null ? null : announcer.client().incidentKeys().openIncident(service, key);
  }

  /** Returns whether a success that began at {@code since} ends what the incident is about. */
  private boolean ends(LedgerEntry open, Instant since) {
    UpdateRecord last = null;
    Origin origin = null;
    for (UpdateRecord update : open.updates()) {
      Origin from = Origin.parse(update.origin());
      if (from != null && from.isFailure()) {
        last = update;
        origin = from;
      }
    }
    if (last == null || origin == null) {
      // Somebody opened it by hand, and will know when it is over.
      return false;
    }
    Run<?, ?> run = announcer.run();
    if (origin.job().equals(run.getParent().getFullName()) && !origin.isOf(run)) {
      return !origin.isLaterThan(run);
    }
    return !since.isBefore(last.recorded());
  }
}
