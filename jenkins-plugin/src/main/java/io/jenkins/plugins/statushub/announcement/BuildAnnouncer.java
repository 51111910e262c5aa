package io.jenkins.plugins.statushub.announcement;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.statushub.client.BackgroundDelivery;
import io.jenkins.plugins.statushub.client.StatusHubClientProvider;
import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.announcement.AnnouncementBuilder;
import io.jenkins.statushub.hook.Maintenance;
import io.jenkins.statushub.hook.Payload;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.json.JsonValues;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.sending.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Speaks for one build: finds the services it may speak for, announces, and tells the build's log
 * what became of it. Its methods read and write files, so they belong on {@link
 * ControllerHub#executor()}.
 */
public final class BuildAnnouncer {
  private static final Logger LOGGER = Logger.getLogger(BuildAnnouncer.class.getName());

  private final Run<?, ?> run;
  private final TaskListener listener;
  private final StatusHubClient hub;

  /**
   * @param run the build that speaks
   * @param listener its log
   */
  public BuildAnnouncer(Run<?, ?> run, TaskListener listener) {
    this.run = run;
    this.listener = listener;
    this.hub = StatusHubClientProvider.get().hub();
  }

  /**
   * Checks what can be checked before anything is said.
   *
   * @param at when it was to be said
   * @throws ParameterException naming what has to be mended
   */
  public void check(AnnouncementParameters parameters, Instant at) {
    ServiceTargets targets = ServiceTargets.find(run, parameters);
    build(parameters, parameters.builder(), targets, at, "");
  }

  /**
   * Says what the parameters say. The same place of the same build says it once, however often this
   * is called: after a restart, too.
   *
   * @param at when it was first to be said, so that a repetition says the same
   * @param place where in the build
   * @throws ParameterException naming what has to be mended; then nothing was said
   * @throws LedgerException if a dry run can't read the ledger; otherwise that is an outcome
   */
  public CompletionStage<List<Outcome>> announce(AnnouncementParameters parameters, Instant at, String place)
      throws LedgerException {
    return say(
        parameters,
        parameters.names(),
        parameters.builder(),
        at,
        Origin.of(run, place, Origin.SAID));
  }

  /**
   * Announces that a maintenance goes on after its window.
   *
   * @param start when the window before it ends
   * @param end when it is to end
   * @param place where in the build; another one for each window
   * @throws LedgerException if a dry run can't read the ledger; otherwise that is an outcome
   */
  public CompletionStage<List<Outcome>> announceFurther(
      MaintenanceParameters parameters, Instant start, Instant end, String place)
      throws LedgerException {
    return say(
        parameters,
        parameters.names(),
        parameters.further(start, end),
        start,
        Origin.of(run, place, Origin.SAID));
  }

  /** The window that the parameters ask for. */
  public static Maintenance window(MaintenanceParameters parameters, Instant at) {
    Announcement any =
        parameters.builder().service("any").build(Clock.fixed(at, ZoneOffset.UTC)).get(0);
    return (Maintenance) any.payload();
  }

  CompletionStage<List<Outcome>> say(
      AnnouncementParameters parameters,
      List<String> services,
      AnnouncementBuilder<?> builder,
      Instant at,
      Origin origin)
      throws LedgerException {
    ServiceTargets targets = new ServiceTargets(services, ServiceTargets.find(run, parameters).hookUrlRef());
    List<Announcement> announcements = build(parameters, builder, targets, at, origin.toString());
    try {
      for (Announcement each : announcements) {
        checkOwner(each);
      }
    } catch (LedgerException e) {
      return CompletableFuture.completedFuture(rejected(services, e));
    }
    List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
    for (Announcement each : announcements) {
      outcomes.add(parameters.isDryRun() ? preview(each) : announce(each, origin));
    }
    return CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
        .thenApply(done -> outcomes.stream().map(CompletableFuture::join).toList());
  }

  /** What goes wrong here is no mistake of the user's, so it does not fail a build. */
  private CompletableFuture<Outcome> announce(Announcement announcement, Origin origin) {
    return hub.announce(announcement)
        .exceptionally(
            failure -> {
              LOGGER.log(Level.WARNING, "an announcement failed", failure);
              return rejected(
                  announcement.service().name(), "failed in an unexpected way, see the log");
            })
        .thenApply(outcome -> told(announcement, origin, outcome))
        .toCompletableFuture();
  }

  /** The outcomes where the ledger can't be used: an outage, not a mistake. Told in the log. */
  List<Outcome> rejected(List<String> services, LedgerException why) {
    List<Outcome> outcomes = new ArrayList<>();
    for (String service : services) {
      Outcome outcome = rejected(service, String.valueOf(why.getMessage()));
      listener.getLogger().println(outcome.line());
      outcomes.add(outcome);
    }
    return outcomes;
  }

  private static Outcome rejected(String service, String why) {
    return new Outcome(Outcome.Kind.FAILED, service, null, why, null);
  }

  private List<Announcement> build(
      AnnouncementParameters parameters,
      AnnouncementBuilder<?> builder,
      ServiceTargets targets,
      Instant at,
      String origin) {
    builder.services(targets.services());
    builder.hookUrlRef(targets.hookUrlRef());
    builder.key(keyOf(parameters));
    builder.origin(origin);
    builder.idempotent(true);
    return builder.build(Clock.fixed(at, ZoneOffset.UTC));
  }

  /** The key that a build's announcements have: the user's, or the job; none beside an id. */
  @Nullable String keyOf(AnnouncementParameters parameters) {
    if (parameters.getKey() != null || parameters.getId() != null) {
      return parameters.getKey();
    }
    return run.getParent().getFullName();
  }

  /**
   * A name that one folder gave to its own hook URL must not reach what another folder said under
   * the same name.
   */
  private void checkOwner(Announcement announcement) throws LedgerException {
    String id = announcement.id();
    String key = announcement.key();
    LedgerEntry entry = null;
    if (id != null) {
      boolean window = announcement.payload() instanceof Maintenance;
      entry =
          hub.ledger()
              .find(
                  window ? LedgerEntry.Kind.MAINTENANCE : LedgerEntry.Kind.INCIDENT,
                  announcement.service().name(),
                  id);
    } else if (key != null) {
      entry = hub.ledger().openIncident(announcement.service().name(), key);
    }
    if (entry != null && !Objects.equals(entry.hookUrlRef(), announcement.hookUrlRef())) {
      throw new ParameterException(
          id != null ? "id" : "key",
          "'"
              + (id != null ? id : key)
              + "' of service '"
              + announcement.service().name()
              + "' belongs to another hook URL; allowed: another one, or the credential that it was"
              + " opened with");
    }
  }

  private CompletableFuture<Outcome> preview(Announcement announcement) throws LedgerException {
    Payload payload = hub.preview(announcement);
    String json = new String(JsonValues.write(payload.toMap()), StandardCharsets.UTF_8);
    log(announcement.service().name() + ": dry run, not sent: " + json);
    return CompletableFuture.completedFuture(
        new Outcome(
            Outcome.Kind.SKIPPED,
            announcement.service().name(),
            payload.id(),
            "dry run, not sent",
            null));
  }

  private Outcome told(Announcement announcement, Origin origin, Outcome outcome) {
    if (!StatusHubClientProvider.get().isClosed()) {
      listener.getLogger().println(outcome.line());
      BackgroundDelivery.get().after(outcome);
      AnnouncementListener.fireTold(run, announcement, origin, outcome);
    }
    return outcome;
  }

  /** A line in the build's log. */
  public void log(String line) {
    listener.getLogger().println("StatusHub: " + line);
  }

  Run<?, ?> run() {
    return run;
  }

  StatusHubClient hub() {
    return hub;
  }
}
