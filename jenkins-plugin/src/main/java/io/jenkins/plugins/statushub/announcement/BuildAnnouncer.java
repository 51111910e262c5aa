package io.jenkins.plugins.statushub.announcement;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.statushub.client.BackgroundDelivery;
import io.jenkins.plugins.statushub.client.StatusHubClientProvider;
import io.jenkins.plugins.statushub.config.CredentialUses;
import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.announcement.AnnouncementBuilder;
import io.jenkins.statushub.around.WindowEnd;
import io.jenkins.statushub.hook.Maintenance;
import io.jenkins.statushub.hook.Payload;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.input.PrintableText;
import io.jenkins.statushub.input.Problems;
import io.jenkins.statushub.json.JsonValues;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.sending.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Announces for one build, and writes into the build's log what became of it. Its methods read and
 * write files, so they belong on {@link StatusHubClientProvider#executor()} or on a build's own
 * thread.
 */
public final class BuildAnnouncer {
  private static final Logger LOGGER = Logger.getLogger(BuildAnnouncer.class.getName());

  private final Run<?, ?> run;
  private final TaskListener listener;
  private final Set<String> sensitiveValues;
  private final StatusHubClient client;

  /**
   * @param run the build that announces
   * @param listener its log
   * @param sensitiveValues what the build knows and must not publish
   */
  public BuildAnnouncer(Run<?, ?> run, TaskListener listener, Collection<String> sensitiveValues) {
    this.run = run;
    this.listener = listener;
    this.sensitiveValues = Set.copyOf(sensitiveValues);
    this.client = StatusHubClientProvider.get().client();
  }

  /**
   * Finds the mistakes in what is to be announced, before anything is.
   *
   * @param at when it is to be announced
   */
  public void check(AnnouncementParameters parameters, Instant at, Problems problems) {
    problems.check(parameters::announces);
    check(parameters, parameters::builder, at, problems);
  }

  /**
   * Finds the mistakes in both messages of an incident, the one that opens it and the one that
   * resolves it, before the work begins.
   *
   * @param allowed the values of {@code openOn} that make sense here
   */
  public void check(
      IncidentParameters parameters,
      FailureRules rules,
      List<FailureRules.OpenOn> allowed,
      Instant at,
      Problems problems) {
    boolean resolved = "resolved".equalsIgnoreCase(parameters.getState());
    problems.check(parameters::announces);
    check(
        parameters,
        () -> resolved ? parameters.builder().state(null) : parameters.builder(),
        at,
        problems);
    check(parameters, () -> parameters.resolution(rules, parameters.getTitle()), at, problems);
    rules.check(problems, allowed);
    if (parameters.getId() != null) {
      problems.add(
          new ParameterException(
              "id",
              "is not allowed here, since each failure opens an incident of its own; allowed: key,"
                  + " which groups updates into one incident"));
    }
    if (resolved) {
      problems.add(
          new ParameterException(
              "state",
              "'resolved' is not allowed here, since the incident is resolved when a later build"
                  + " succeeds; allowed: investigating, identified, monitoring"));
    }
  }

  private void check(
      AnnouncementParameters parameters,
      Supplier<AnnouncementBuilder<?>> builder,
      Instant at,
      Problems problems) {
    problems.check(
        () -> {
          AnnouncementBuilder<?> filled = builder.get();
          filled.services(parameters.serviceNames());
          filled.sensitiveValues(sensitiveValues);
          return filled.build(Clock.fixed(at, ZoneOffset.UTC));
        });
  }

  /**
   * Announces. The same place of the same build announces once, however often this is called: after
   * a restart, too.
   *
   * @param at when it was first to be announced, so that a repetition announces the same
   * @param place where in the build
   * @throws ParameterException naming what has to be fixed; then nothing was announced
   */
  public CompletionStage<List<Outcome>> announce(
      AnnouncementParameters parameters, Instant at, String place) {
    return announce(parameters, parameters::builder, at, Origin.of(run, place, Origin.ANNOUNCED));
  }

  /**
   * Announces that a maintenance goes on after its window.
   *
   * @param start when the window before it ends
   * @param end when it is to end
   * @param place where in the build; another one for each window
   */
  public CompletionStage<List<Outcome>> announceFollowUp(
      MaintenanceParameters parameters, Instant start, Instant end, String place) {
    return announce(
        parameters,
        () -> parameters.followUp(start, end).lenient(true),
        start,
        Origin.of(run, place, Origin.ANNOUNCED));
  }

  /**
   * Writes into the build's log that nothing is announced, since that was switched off.
   *
   * @return what a step returns in this case
   */
  public Map<String, Object> skip(AnnouncementParameters parameters) {
    String title = parameters.getTitle();
    log(
        "not announced, since enabled is false"
            + (title == null ? "" : ": '" + PrintableText.printable(title) + "'"));
    Map<String, Object> result = new HashMap<>(2);
    result.put("outcome", Outcome.Kind.SKIPPED.wire());
    return result;
  }

  /** Returns when the first of the announced windows ends. */
  Instant windowEnd(List<Outcome> outcomes, Instant asked) {
    return WindowEnd.first(client.ledger(), outcomes, asked);
  }

  /** Returns the window that the parameters ask for. */
  public static Maintenance window(MaintenanceParameters parameters, Instant at) {
    Announcement any =
        parameters.builder().service("any").build(Clock.fixed(at, ZoneOffset.UTC)).get(0);
    return (Maintenance) any.payload();
  }

  private CompletionStage<List<Outcome>> announce(
      AnnouncementParameters parameters,
      Supplier<AnnouncementBuilder<?>> builder,
      Instant at,
      Origin origin) {
    Problems problems = new Problems();
    check(parameters, builder, at, problems);
    problems.throwIfAny();
    CompletionStage<List<Outcome>> all = CompletableFuture.completedFuture(List.of());
    for (String name : parameters.serviceNames()) {
      all =
          all.thenCombine(
              announce(parameters, name, builder.get(), at, origin), BuildAnnouncer::joined);
    }
    return all;
  }

  /**
   * Announces for one service. A service that can't be found is an outcome, as is everything else
   * that the world does.
   */
  CompletionStage<List<Outcome>> announce(
      AnnouncementParameters parameters,
      String name,
      AnnouncementBuilder<?> builder,
      Instant at,
      Origin origin) {
    ServiceId service;
    try {
      service = ServiceTargets.find(run, name);
    } catch (ParameterException e) {
      return CompletableFuture.completedFuture(
          List.of(notAnnounced(ServiceId.of(name), String.valueOf(e.getMessage()))));
    }
    Announcement announcement = build(parameters, builder, service, at, origin);
    CompletionStage<Outcome> outcome =
        parameters.isDryRun() ? preview(announcement) : announce(announcement, origin);
    return outcome.thenApply(List::of);
  }

  private CompletionStage<Outcome> announce(Announcement announcement, Origin origin) {
    return client
        .announce(announcement)
        .exceptionally(
            failure -> {
              LOGGER.log(Level.WARNING, "an announcement failed", failure);
              return failed(
                  announcement.service(), "unexpected error, details in the controller's log");
            })
        .thenApply(outcome -> report(announcement, origin, outcome));
  }

  /** Builds what is announced for one service. */
  Announcement build(
      AnnouncementParameters parameters,
      AnnouncementBuilder<?> builder,
      ServiceId service,
      Instant at,
      Origin origin) {
    builder.service(service);
    builder.key(keyOf(parameters));
    builder.origin(origin.toString());
    builder.idempotent(true);
    builder.sensitiveValues(sensitiveValues);
    return builder.build(Clock.fixed(at, ZoneOffset.UTC)).get(0);
  }

  /** Returns the key of a build's announcements: the user's, or the job; null beside an id. */
  @Nullable String keyOf(AnnouncementParameters parameters) {
    if (parameters.getKey() != null || parameters.getId() != null) {
      return parameters.getKey();
    }
    return run.getParent().getFullName();
  }

  private CompletionStage<Outcome> preview(Announcement announcement) {
    announcement.warnings().forEach(this::log);
    try {
      Payload payload = client.preview(announcement);
      String json = new String(JsonValues.write(payload.toMap()), StandardCharsets.UTF_8);
      log(announcement.service() + ": dry run, not sent: " + json);
      return CompletableFuture.completedFuture(
          outcome(Outcome.Kind.SKIPPED, announcement.service(), payload.id(), "dry run"));
    } catch (LedgerException e) {
      return CompletableFuture.completedFuture(
          notAnnounced(announcement.service(), String.valueOf(e.getMessage())));
    }
  }

  /** Writes into the build's log that nothing could be announced. */
  Outcome notAnnounced(ServiceId service, String reason) {
    Outcome outcome = failed(service, reason);
    listener.getLogger().println(outcome.line());
    return outcome;
  }

  private static Outcome failed(ServiceId service, String reason) {
    return outcome(Outcome.Kind.FAILED, service, null, reason);
  }

  private static Outcome outcome(
      Outcome.Kind kind, ServiceId service, @Nullable String id, String reason) {
    return new Outcome(kind, service, id, "", reason, "", null, List.of());
  }

  private Outcome report(Announcement announcement, Origin origin, Outcome outcome) {
    if (!StatusHubClientProvider.get().isClosed()) {
      listener.getLogger().println(outcome.line());
      outcome.warnings().forEach(this::log);
      CredentialUses.get().track(run, announcement.service());
      BackgroundDelivery.get().after(outcome);
      AnnouncementListener.fireAnnounced(run, announcement, origin, outcome);
    }
    return outcome;
  }

  /** Writes a line into the build's log. */
  public void log(String line) {
    listener.getLogger().println("StatusHub: " + line);
  }

  Run<?, ?> run() {
    return run;
  }

  StatusHubClient client() {
    return client;
  }

  static List<Outcome> joined(List<Outcome> some, List<Outcome> more) {
    List<Outcome> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }
}
