package io.jenkins.statushub.sending;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.concurrent.Deadline;
import io.jenkins.statushub.hook.IncidentState;
import io.jenkins.statushub.hook.IncidentUpdate;
import io.jenkins.statushub.hook.Maintenance;
import io.jenkins.statushub.hook.Payload;
import io.jenkins.statushub.ledger.AnnouncementRecorder;
import io.jenkins.statushub.transport.HookUrl;
import io.jenkins.statushub.transport.ResponseCategory;
import io.jenkins.statushub.transport.TransportResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sends announcements once, without the ledger, because there is none or it can't be used. Nothing
 * is tried again, since nothing on disk remembers it. What was opened is remembered in this
 * process, so that its later updates reach the same incident.
 */
final class UnrecordedSending {
  private static final int MAX_REMEMBERED = 1000;

  private final AnnouncementRecorder recorder;
  private final SendingContext context;
  private final boolean expected;
  private final Map<String, String> opened = new ConcurrentHashMap<>();

  /**
   * @param expected whether the user of the client knows already that there is no ledger
   */
  UnrecordedSending(AnnouncementRecorder recorder, SendingContext context, boolean expected) {
    this.recorder = recorder;
    this.context = context;
    this.expected = expected;
  }

  /**
   * Sends one announcement.
   *
   * @param problem why the ledger can't be used
   */
  CompletionStage<Outcome> send(
      Announcement announcement, HookUrl url, String problem, Deadline deadline) {
    if (!expected) {
      context.notices().accept("the ledger can't be used: " + problem);
    }
    if (deadline.isOver()) {
      return completed(
          OutcomeMessages.failed(announcement, "the ledger can't be used: " + problem));
    }
    boolean resolves = isResolved(announcement.payload());
    String id = id(announcement, resolves);
    if (id == null) {
      return completed(
          OutcomeMessages.failed(
              announcement,
              "an incident of the ledger can't be resolved without the ledger: " + problem));
    }
    return post(announcement.payload().withId(id), url, deadline)
        .handle(
            (result, failure) -> {
              if (result != null && result.category() == ResponseCategory.ACCEPTED) {
                remember(announcement, id, resolves);
                Outcome sent = OutcomeMessages.sentWithoutLedger(announcement, id);
                return expected
                    ? sent
                    : sent.withWarnings(
                        List.of("sent without the ledger, which can't be used: " + problem));
              }
              String reason =
                  result == null ? "the request failed in an unexpected way" : result.problem();
              return OutcomeMessages.failed(
                  announcement, reason + "; it is not tried again, because " + problem);
            });
  }

  private CompletionStage<TransportResult> post(Payload payload, HookUrl url, Deadline deadline) {
    try {
      return context
          .transport()
          .post(url, payload.toJson(), context.policy().timeoutWithin(deadline.remaining()));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * Returns null for an end of an incident that was not opened without the ledger: the ledger could
   * not record that it is over, and would send the next problem to an incident that is.
   */
  private @Nullable String id(Announcement announcement, boolean resolves) {
    if (announcement.id() != null) {
      return announcement.id();
    }
    boolean incident = announcement.payload() instanceof IncidentUpdate;
    String known = incident ? opened.get(mapKey(announcement)) : null;
    if (known != null || resolves) {
      return known;
    }
    String recorded = recorder.openIncidentId(announcement);
    if (recorded != null) {
      return recorded;
    }
    String key = announcement.key();
    return AnnouncementRecorder.newId(announcement, key == null ? "" : key, 1);
  }

  private void remember(Announcement announcement, String id, boolean resolves) {
    if (announcement.key() == null
        || announcement.payload() instanceof Maintenance
        || id.equals(recorder.openIncidentId(announcement))) {
      return;
    }
    if (resolves) {
      opened.remove(mapKey(announcement));
    } else if (opened.size() < MAX_REMEMBERED) {
      opened.put(mapKey(announcement), id);
    }
  }

  private static String mapKey(Announcement announcement) {
    return announcement.service().scope()
        + "\n"
        + announcement.service().name()
        + "\n"
        + announcement.key();
  }

  private static boolean isResolved(Payload payload) {
    return payload instanceof IncidentUpdate update && update.state() == IncidentState.RESOLVED;
  }

  private static CompletionStage<Outcome> completed(Outcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }
}
