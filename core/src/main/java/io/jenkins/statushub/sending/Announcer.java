package io.jenkins.statushub.sending;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.concurrent.Deadline;
import io.jenkins.statushub.ledger.AnnouncementRecorder;
import io.jenkins.statushub.ledger.DeliveryQueue;
import io.jenkins.statushub.ledger.RecordResult;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Takes an announcement to the hub: finds the hook URL, records the announcement, delivers it, and
 * returns the outcome.
 */
public final class Announcer {
  /** How long file work may go on after the time limit, before an announcement is let go. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final AnnouncementRecorder recorder;
  private final DeliveryQueue queue;
  private final SendingContext context;
  private final UnrecordedSending unrecordedSending;

  /**
   * @param recorder records what is announced
   * @param queue the same ledger, for delivery
   * @param context delivers it
   */
  public Announcer(AnnouncementRecorder recorder, DeliveryQueue queue, SendingContext context) {
    this.recorder = recorder;
    this.queue = queue;
    this.context = context;
    this.unrecordedSending = new UnrecordedSending(recorder, context, queue.isAbsent());
  }

  /**
   * Announces something. The stage completes normally, whatever happens.
   *
   * @param timeout how long to try; zero to record it only
   */
  public CompletionStage<Outcome> announce(Announcement announcement, Duration timeout) {
    if (timeout.isZero()) {
      return enqueue(announcement, "sending is switched off");
    }
    Deadline deadline = Deadline.after(timeout, context.ticker());
    CompletableFuture<Outcome> result =
        HookUrlResult.find(context, announcement.service(), announcement.hookUrlRef(), deadline)
            .thenCompose(
                url ->
                    inExecutor(
                        () -> announce(announcement, url, deadline),
                        () ->
                            completed(
                                record(announcement, "this process is shutting down", deadline))))
            .exceptionally(e -> failedUnexpectedly(announcement, e));
    return withinLimit(announcement, result, deadline);
  }

  /**
   * Records an announcement without trying to send it.
   *
   * @param reason why it is not sent, for people
   */
  public CompletionStage<Outcome> enqueue(Announcement announcement, String reason) {
    Deadline deadline = Deadline.after(context.policy().timeout(), context.ticker());
    CompletableFuture<Outcome> result =
        HookUrlResult.find(context, announcement.service(), announcement.hookUrlRef(), deadline)
            .thenCompose(
                url ->
                    url instanceof HookUrlResult.Unknown unknown
                        ? completed(OutcomeMessages.failed(announcement, unknown.reason()))
                        : inExecutor(
                            () -> completed(record(announcement, reason, deadline)),
                            () -> completed(record(announcement, reason, deadline))))
            .exceptionally(e -> failedUnexpectedly(announcement, e));
    return withinLimit(announcement, result, deadline);
  }

  /** File work that hangs, as on a network file system that is gone, must not hold up a build. */
  private CompletableFuture<Outcome> withinLimit(
      Announcement announcement, CompletableFuture<Outcome> result, Deadline deadline) {
    if (!result.isDone()) {
      context
          .scheduler()
          .schedule(
              () -> result.complete(OutcomeMessages.timedOut(announcement)),
              deadline.remaining().plus(GRACE));
    }
    return result;
  }

  private static Outcome failedUnexpectedly(Announcement announcement, Throwable e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return OutcomeMessages.failed(announcement, OutcomeMessages.failure(cause));
  }

  private CompletionStage<Outcome> announce(
      Announcement announcement, HookUrlResult hookUrl, Deadline deadline) {
    if (hookUrl instanceof HookUrlResult.Unknown unknown) {
      return completed(OutcomeMessages.failed(announcement, unknown.reason()));
    }
    RecordResult recorded;
    try {
      recorded = recorder.record(announcement, deadline);
    } catch (LedgerException e) {
      String problem = OutcomeMessages.failure(e);
      if (e.isAboutEntry() || !(hookUrl instanceof HookUrlResult.Found found)) {
        return completed(OutcomeMessages.failed(announcement, problem));
      }
      return unrecordedSending.send(announcement, found.url(), problem, deadline);
    }
    if (recorded instanceof RecordResult.Skipped skipped) {
      return completed(OutcomeMessages.skipped(announcement, skipped.id(), skipped.reason()));
    }
    return deliver(announcement, (RecordResult.Recorded) recorded, hookUrl, deadline);
  }

  private Outcome record(Announcement announcement, String reason, Deadline deadline) {
    try {
      RecordResult result = recorder.record(announcement, deadline);
      if (result instanceof RecordResult.Skipped skipped) {
        return OutcomeMessages.skipped(announcement, skipped.id(), skipped.reason());
      }
      RecordResult.Recorded recorded = (RecordResult.Recorded) result;
      return OutcomeMessages.pending(recorded.entry(), recorded.sequence(), reason)
          .withWarnings(announcement.warnings());
    } catch (LedgerException e) {
      return OutcomeMessages.failed(announcement, OutcomeMessages.failure(e));
    }
  }

  private CompletionStage<Outcome> deliver(
      Announcement announcement,
      RecordResult.Recorded recorded,
      HookUrlResult hookUrl,
      Deadline deadline) {
    LedgerEntry entry = recorded.entry();
    int sequence = recorded.sequence();
    return EntryDelivery.through(
            queue, context, recorded.name(), recorded.known(), hookUrl, sequence, deadline)
        .start()
        .handle(
            (delivery, failure) ->
                failure == null
                    ? outcome(delivery, entry, sequence)
                    : OutcomeMessages.pending(entry, sequence, OutcomeMessages.failure(failure)))
        .thenApply(outcome -> outcome.withWarnings(announcement.warnings()));
  }

  private static Outcome outcome(
      EntryDelivery.Result delivery, LedgerEntry recorded, int sequence) {
    LedgerEntry entry = delivery.entry() == null ? recorded : delivery.entry();
    return switch (delivery.end()) {
      case BUSY -> {
        UpdateRecord update = entry.update(sequence);
        yield update == null || update.delivery().isSettled()
            ? OutcomeMessages.of(entry, sequence)
            : OutcomeMessages.pending(entry, sequence, "earlier updates are still being sent");
      }
      case OUT_OF_TIME ->
          OutcomeMessages.pending(entry, sequence, "the time limit for sending was reached");
      case GONE -> OutcomeMessages.pending(entry, sequence, "its ledger file is gone");
      case SETTLED, UNAVAILABLE, BLOCKED -> OutcomeMessages.of(entry, sequence);
    };
  }

  /**
   * Delivers what is pending. The stage completes exceptionally with a {@link LedgerException} if
   * the ledger can't be read.
   *
   * @param onlyDue whether to pass over what is planned for later
   * @param timeout how long to begin anything more
   * @param progress called after each entry; must not throw
   */
  public CompletionStage<FlushReport> flush(
      boolean onlyDue, Duration timeout, Consumer<FlushReport> progress) {
    Deadline deadline = Deadline.after(timeout, context.ticker());
    CompletableFuture<FlushReport> result = new CompletableFuture<>();
    try {
      context
          .executor()
          .execute(
              () ->
                  transfer(
                      () -> new Flush(queue, context, onlyDue, deadline, progress).start(),
                      result));
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(
          new LedgerException("nothing is delivered: this process is shutting down", e));
    }
    return result.thenApply(
        report -> {
          if (!report.busy() && !queue.isClosed()) {
            queue.cleanUpIfDue();
          }
          return report;
        });
  }

  /** Runs a task in the executor, or another one on this thread if the executor is shut down. */
  private <T> CompletionStage<T> inExecutor(
      Supplier<CompletionStage<T>> task, Supplier<CompletionStage<T>> ifShutDown) {
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      context.executor().execute(() -> transfer(task, result));
    } catch (RejectedExecutionException e) {
      transfer(ifShutDown, result);
    }
    return result;
  }

  private static <T> void transfer(
      Supplier<? extends CompletionStage<T>> task, CompletableFuture<T> result) {
    try {
      var unused =
          task.get()
              .whenComplete(
                  (value, failure) -> {
                    if (failure == null) {
                      result.complete(value);
                    } else {
                      result.completeExceptionally(failure);
                    }
                  });
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
  }

  private static CompletionStage<Outcome> completed(Outcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }
}
