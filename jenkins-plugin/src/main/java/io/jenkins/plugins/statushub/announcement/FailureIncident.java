package io.jenkins.plugins.statushub.announcement;

import hudson.model.Run;
import io.jenkins.statushub.announcement.IncidentBuilder;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import io.jenkins.statushub.sending.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The incident that a failure opens and a later success resolves. Builds overlap, so what counts is
 * which build speaks, not which one spoke last: a success says nothing about what a later build, or
 * a later part of the same build, has found.
 */
public final class FailureIncident {
  private final BuildAnnouncer announcer;
  private final IncidentParameters parameters;

  /**
   * @param announcer speaks for the build
   * @param parameters what it is about
   */
  public FailureIncident(BuildAnnouncer announcer, IncidentParameters parameters) {
    this.announcer = announcer;
    this.parameters = parameters;
  }

  /**
   * Opens an incident, or adds to the open one. What was said already in the same words is said
   * silently: subscribers know.
   *
   * @param at when it failed
   * @param place where in the build
   * @throws ParameterException naming what has to be mended; then nothing was said
   * @throws LedgerException if a dry run can't read the ledger; otherwise that is an outcome
   */
  public CompletionStage<List<Outcome>> failed(Instant at, String place) throws LedgerException {
    IncidentBuilder builder = parameters.builder();
    try {
      if (isKnown()) {
        builder.silent(true);
      }
    } catch (LedgerException e) {
      return CompletableFuture.completedFuture(announcer.rejected(parameters.names(), e));
    }
    return announcer.say(
        parameters,
        parameters.names(),
        builder,
        at,
        Origin.of(announcer.run(), place, Origin.FAILED));
  }

  private boolean isKnown() throws LedgerException {
    for (String service : parameters.names()) {
      LedgerEntry open = open(service);
      if (open == null || !saysTheSame(open.last())) {
        return false;
      }
    }
    return true;
  }

  private boolean saysTheSame(UpdateRecord update) {
    String status = parameters.getStatus();
    return update.title().equals(parameters.getTitle())
        && status != null
        && update.status().equalsIgnoreCase(status);
  }

  /**
   * Resolves the open incident, if there is one that this success ends; otherwise says nothing.
   *
   * @param at when it got through
   * @param since when what got through began
   * @param place where in the build
   * @throws ParameterException naming what has to be mended; then nothing was said
   * @throws LedgerException if a dry run can't read the ledger; otherwise that is an outcome
   */
  public CompletionStage<List<Outcome>> recovered(Instant at, Instant since, String place)
      throws LedgerException {
    CompletableFuture<List<Outcome>> all = CompletableFuture.completedFuture(List.of());
    for (String service : parameters.names()) {
      CompletionStage<List<Outcome>> one;
      try {
        LedgerEntry open = open(service);
        if (open == null || !ends(open, since)) {
          continue;
        }
        one = resolve(service, open, at, place);
      } catch (LedgerException e) {
        one = CompletableFuture.completedFuture(announcer.rejected(List.of(service), e));
      }
      all = all.thenCombine(one, FailureIncident::joined);
    }
    return all;
  }

  /**
   * Whether an incident about it is open for a service.
   *
   * @throws LedgerException if the ledger can't be read
   */
  public boolean isOpen(String service) throws LedgerException {
    return open(service) != null;
  }

  private CompletionStage<List<Outcome>> resolve(
      String service, LedgerEntry open, Instant at, String place) throws LedgerException {
    IncidentBuilder builder = parameters.resolution(open.last().title()).id(open.id());
    return announcer.say(
        parameters,
        List.of(service),
        builder,
        at,
        Origin.of(announcer.run(), place, Origin.RECOVERED));
  }

  private @Nullable LedgerEntry open(String service) throws LedgerException {
    String id = parameters.getId();
    if (id != null) {
      LedgerEntry entry = announcer.hub().ledger().find(LedgerEntry.Kind.INCIDENT, service, id);
      return entry != null && entry.isOpenIncident() ? entry : null;
    }
    String key = announcer.keyOf(parameters);
    return key == null ? null : announcer.hub().ledger().openIncident(service, key);
  }

  /** Whether a success that began at {@code since} ends what the incident is about. */
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
    return !since.isBefore(last.accepted());
  }

  private static List<Outcome> joined(List<Outcome> some, List<Outcome> more) {
    List<Outcome> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }
}
