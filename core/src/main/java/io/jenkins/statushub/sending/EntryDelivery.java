package io.jenkins.statushub.sending;

import io.jenkins.statushub.concurrent.Deadline;
import io.jenkins.statushub.concurrent.LockHandle;
import io.jenkins.statushub.json.JsonValues;
import io.jenkins.statushub.ledger.DeliveryQueue;
import io.jenkins.statushub.ledger.QueuedEntry;
import io.jenkins.statushub.ledger.model.DeliveryState;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import io.jenkins.statushub.transport.HookUrl;
import io.jenkins.statushub.transport.RetryAfter;
import io.jenkins.statushub.transport.TransportResult;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the updates of one entry, in order, until a given update is settled, the time is over,
 * or the hub is unavailable. It holds the right to send this entry's updates, so that no two
 * threads or processes send the same one. No thread is held while it waits.
 */
final class EntryDelivery {
  /** How often to ask for the right to send while another process has it. */
  private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

  /** A request with less time than this is more likely to end in doubt than in a response. */
  private static final Duration MIN_REQUEST_TIME = Duration.ofMillis(100);

  /** How long to wait at least for the lock on what is to be read or recorded. */
  private static final Duration MIN_LOCK_WAIT = Duration.ofSeconds(2);

  /** How a delivery ended. */
  enum End {
    /** What was asked for is settled. */
    SETTLED,
    /** The hub could not be reached, or asked to wait. */
    UNAVAILABLE,
    /** The hook URL is unknown or wrong. */
    BLOCKED,
    /** Another thread or process had the right to send all the time. */
    BUSY,
    /** The time was over before its turn came. */
    OUT_OF_TIME,
    /** The entry does not exist any more. */
    GONE
  }

  /**
   * The result of a delivery.
   *
   * @param end how it ended
   * @param entry the entry as it was then; null if it is gone
   * @param delivered how many updates were delivered
   * @param rejected how many the hub rejected
   * @param expired how many expired
   */
  record Result(End end, @Nullable LedgerEntry entry, int delivered, int rejected, int expired) {}

  private final DeliveryQueue queue;
  private final SendingContext context;
  private final String name;
  private final HookUrlResult hookUrl;
  private final int through;
  private final int maxAttempts;
  private final boolean waits;
  private final Deadline deadline;
  private final CompletableFuture<Result> result = new CompletableFuture<>();
  private final Runnable closeListener = this::close;

  private @Nullable LockHandle sendLock;
  private @Nullable QueuedEntry known;
  private @Nullable LedgerEntry current;
  private @Nullable CompletableFuture<TransportResult> sent;
  private int sequence;
  private int attempts;
  private boolean inDoubt;
  private int delivered;
  private int rejected;
  private int expired;

  private EntryDelivery(
      DeliveryQueue queue,
      SendingContext context,
      String name,
      @Nullable QueuedEntry known,
      HookUrlResult hookUrl,
      int through,
      int maxAttempts,
      boolean waits,
      Deadline deadline) {
    this.queue = queue;
    this.context = context;
    this.name = name;
    this.known = known;
    this.hookUrl = hookUrl;
    this.through = through;
    this.maxAttempts = maxAttempts;
    this.waits = waits;
    this.deadline = deadline;
  }

  /**
   * Returns a delivery for a caller that waits for one update to be settled.
   *
   * @param name the entry's name
   * @param known the entry as it was last loaded or recorded; null if it was not
   * @param through the sequence number of that update
   * @param deadline when to stop
   */
  static EntryDelivery through(
      DeliveryQueue queue,
      SendingContext context,
      String name,
      @Nullable QueuedEntry known,
      HookUrlResult hookUrl,
      int through,
      Deadline deadline) {
    int attempts = context.policy().attempts();
    return new EntryDelivery(
        queue, context, name, known, hookUrl, through, attempts, true, deadline);
  }

  /** Returns a delivery of all updates of an entry: one attempt each, and no waiting. */
  static EntryDelivery ofAll(
      DeliveryQueue queue,
      SendingContext context,
      String name,
      QueuedEntry known,
      HookUrlResult hookUrl,
      Deadline deadline) {
    return new EntryDelivery(
        queue, context, name, known, hookUrl, Integer.MAX_VALUE, 1, false, deadline);
  }

  /** Starts on the calling thread, which then does file work but no waiting. */
  CompletableFuture<Result> start() {
    if (queue.addCloseListener(closeListener)) {
      proceed();
    } else {
      close();
    }
    return result;
  }

  private void proceedLater(Duration delay) {
    current = null;
    schedule(this::proceed, delay);
  }

  private void schedule(Runnable task, Duration delay) {
    context.scheduler().schedule(() -> execute(task), delay);
  }

  private void execute(Runnable task) {
    try {
      context.executor().execute(task);
    } catch (Throwable e) {
      // The executor is shut down, or no thread can be started.
      abort(e);
    }
  }

  /** Goes on. Whatever is thrown ends the delivery: a caller must not wait for ever. */
  private void proceed() {
    try {
      while (!result.isDone()) {
        CompletableFuture<TransportResult> response = sent;
        if (response == null) {
          if (!prepare()) {
            return;
          }
        } else if (response.isDone()) {
          sent = null;
          if (!handle(response.join())) {
            return;
          }
        } else {
          var unused = response.thenRun(() -> execute(this::proceed));
          return;
        }
      }
    } catch (Throwable e) {
      abort(e);
    }
  }

  private Deadline lockDeadline() {
    return deadline.atLeast(MIN_LOCK_WAIT);
  }

  /** Begins the next request; returns false if the delivery ended or waits. */
  private boolean prepare() throws LedgerException {
    if (!hasSendLock() && !acquireSendLock()) {
      return false;
    }
    LedgerEntry entry = current == null ? load() : current;
    current = null;
    if (entry == null) {
      finish(End.GONE, null);
      return false;
    }
    UpdateRecord head = entry.head();
    if (head == null || head.sequence() > through) {
      finish(End.SETTLED, entry);
      return false;
    }
    if (head.sequence() != sequence) {
      sequence = head.sequence();
      attempts = 0;
      inDoubt = head.inDoubt();
    }
    Instant now = context.clock().instant();
    if (head.isResolved() && head.sequence() != 1 && !entry.isPublished()) {
      String reason = "nothing of the incident was published, so there is none to resolve";
      save(entry, update -> update.settledAs(DeliveryState.SKIPPED, now, reason), false);
      return true;
    }
    Instant backoffUntil = queue.backoffUntil(entry.service());
    if (backoffUntil != null) {
      return waitOrPostpone(entry, head, Duration.between(now, backoffUntil), backoffUntil);
    }
    if (hookUrl instanceof HookUrlResult.Found found) {
      return post(found.url(), entry, head, now);
    }
    if (hookUrl instanceof HookUrlResult.Unknown unknown) {
      return keep(entry, head, DeliveryState.BLOCKED, now, unknown.reason(), End.BLOCKED);
    }
    String reason = ((HookUrlResult.Unavailable) hookUrl).reason();
    return keep(entry, head, DeliveryState.PENDING, now, reason, End.UNAVAILABLE);
  }

  /** Asks for the right to send; returns false if the delivery ended or asks again later. */
  private boolean acquireSendLock() throws LedgerException {
    AtomicBoolean asked = new AtomicBoolean();
    Runnable again =
        () -> {
          if (!asked.getAndSet(true)) {
            proceed();
          }
        };
    Runnable whenFree = waits ? () -> schedule(again, Duration.ZERO) : () -> {};
    if (take(queue.trySendLock(name, whenFree))) {
      return true;
    }
    if (waits && deadline.allows(POLL_INTERVAL)) {
      schedule(again, POLL_INTERVAL);
    } else {
      finish(End.BUSY, load());
    }
    return false;
  }

  private boolean post(HookUrl url, LedgerEntry entry, UpdateRecord head, Instant now) {
    if (deadline.isOver()) {
      finish(End.OUT_OF_TIME, entry);
      return false;
    }
    Duration timeout = context.policy().timeoutWithin(deadline.remaining());
    current = entry;
    if (head.isResolved() && !head.inDoubt()) {
      // On disk before it is sent, so that a later process knows that the hub may have it.
      save(entry, update -> update.begun(now), true);
    }
    byte[] json = JsonValues.write(payload(entry, head, now));
    CompletableFuture<TransportResult> response;
    try {
      response = context.transport().post(url, json, timeout).toCompletableFuture();
    } catch (RuntimeException e) {
      response = CompletableFuture.failedFuture(e);
    }
    sent = response.handle(EntryDelivery::orFailed);
    return true;
  }

  private static TransportResult orFailed(
      @Nullable TransportResult response, @Nullable Throwable failure) {
    if (response != null) {
      return response;
    }
    String kind = failure == null ? "nothing" : failure.getClass().getSimpleName();
    return TransportResult.failed("the request failed in an unexpected way (" + kind + ")", true);
  }

  /** A window that is over before it could be delivered notifies nobody. */
  private Map<String, @Nullable Object> payload(LedgerEntry entry, UpdateRecord head, Instant now) {
    if (head.isSilent() || !isOver(head, now)) {
      return head.payload();
    }
    if (attempts == 0) {
      context.notices().accept(OutcomeMessages.sentLate(entry, head));
    }
    Map<String, @Nullable Object> silent = new LinkedHashMap<>(head.payload());
    silent.put("silent", true);
    return silent;
  }

  private static boolean isOver(UpdateRecord window, Instant now) {
    if (window.endTime().isEmpty()) {
      return false;
    }
    try {
      return !now.isBefore(Instant.parse(window.endTime()))
          && window.recorded().isBefore(Instant.parse(window.endTime()));
    } catch (DateTimeException e) {
      return false;
    }
  }

  private boolean waitOrPostpone(
      LedgerEntry entry, UpdateRecord head, Duration pause, Instant until) throws LedgerException {
    if (waits && deadline.allows(pause)) {
      proceedLater(pause);
      return false;
    }
    String reason = "the hub asked to wait until " + until;
    finish(
        End.UNAVAILABLE,
        until.equals(head.nextAttempt())
            ? entry
            : change(head.sequence(), update -> update.postponed(until, reason), false));
    return false;
  }

  /** Handles a response; returns false if the delivery ended or goes on later. */
  private boolean handle(TransportResult response) throws LedgerException {
    Instant now = context.clock().instant();
    LedgerEntry entry = Objects.requireNonNull(current);
    UpdateRecord head = Objects.requireNonNull(entry.update(sequence));
    current = null;
    attempts++;
    boolean doubtBefore = inDoubt;
    inDoubt |= response.mayHaveBeenTaken();
    Instant asked = backOffIfAsked(entry, response, now);
    AttemptDecision decision =
        AttemptDecision.of(response, head, doubtBefore, pauseWithinLimits(now, asked));
    String problem = response.problem();
    if (decision instanceof AttemptDecision.Delivered) {
      delivered++;
      save(entry, update -> update.attempted(DeliveryState.DELIVERED, now, false, ""), false);
      return true;
    }
    if (decision instanceof AttemptDecision.TakenAsDelivered) {
      delivered++;
      String reason = "an earlier attempt counts as the delivery: " + problem;
      save(entry, update -> update.attempted(DeliveryState.DELIVERED, now, false, reason), false);
      context.notices().accept(OutcomeMessages.takenAsDelivered(entry, head, problem));
      return true;
    }
    if (decision instanceof AttemptDecision.Rejected) {
      rejected++;
      save(
          entry,
          update -> update.attempted(DeliveryState.REJECTED, now, doubtBefore, problem),
          false);
      return true;
    }
    if (decision instanceof AttemptDecision.TryAgain again) {
      proceedLater(again.pause());
      return false;
    }
    End end = decision instanceof AttemptDecision.Blocked ? End.BLOCKED : End.UNAVAILABLE;
    return keep(entry, head, decision.waitingState(), now, problem, end);
  }

  /** Obeys a {@code Retry-After}; returns until when to wait, or null if the hub did not ask. */
  private @Nullable Instant backOffIfAsked(
      LedgerEntry entry, TransportResult response, Instant now) {
    Instant asked = RetryAfter.parse(response.retryAfter(), now, context.policy().retryAfterCap());
    if (asked == null || !asked.isAfter(now)) {
      return null;
    }
    try {
      queue.backOff(entry.service(), asked, lockDeadline());
    } catch (LedgerException e) {
      context.notices().accept(String.valueOf(e.getMessage()));
    }
    return asked;
  }

  /** Returns the pause before the next attempt of this run; null if there is none. */
  private @Nullable Duration pauseWithinLimits(Instant now, @Nullable Instant asked) {
    Duration pause = context.policy().backoff(attempts, context.random());
    if (asked != null) {
      Duration wanted = Duration.between(now, asked);
      pause = wanted.compareTo(pause) > 0 ? wanted : pause;
    }
    return attempts < maxAttempts && deadline.allows(pause.plus(MIN_REQUEST_TIME)) ? pause : null;
  }

  private @Nullable LedgerEntry load() throws LedgerException {
    known = queue.load(name, known, lockDeadline());
    return known == null ? null : known.entry();
  }

  private @Nullable LedgerEntry change(
      int update, UnaryOperator<UpdateRecord> change, boolean durable) throws LedgerException {
    known = queue.change(name, known, update, change, durable, lockDeadline());
    return known == null ? null : known.entry();
  }

  /**
   * Saves what became of the head. If that fails it is remembered, so that none is doubled.
   *
   * @param durable whether a power failure must not take it back
   */
  private void save(LedgerEntry entry, UnaryOperator<UpdateRecord> change, boolean durable) {
    try {
      current = change(sequence, change, durable);
    } catch (LedgerException e) {
      queue.rememberUnsaved(name, sequence, change);
      context.notices().accept(String.valueOf(e.getMessage()));
      current = entry.change(sequence, change);
    }
  }

  /** Keeps an update for a later run, or lets it expire; returns true if the next one follows. */
  private boolean keep(
      LedgerEntry entry,
      UpdateRecord head,
      DeliveryState state,
      Instant now,
      String reason,
      End end)
      throws LedgerException {
    if (context.policy().isExpired(head.recorded(), now, head.failures() + 1)) {
      expired++;
      String last = context.policy().expireAfter().toHours() + " hours without success: " + reason;
      save(entry, update -> update.attempted(DeliveryState.EXPIRED, now, inDoubt, last), false);
      context.notices().accept(OutcomeMessages.expired(entry, head, reason));
      // What follows has been waiting as long, or is worth an attempt of its own.
      return true;
    }
    Instant next = now.plus(context.policy().pendingDelay(head.failures()));
    Instant backoffUntil = queue.backoffUntil(entry.service());
    Instant at = backoffUntil != null && backoffUntil.isAfter(next) ? backoffUntil : next;
    boolean doubt = inDoubt;
    finish(
        end,
        change(head.sequence(), update -> update.failed(state, now, doubt, at, reason), false));
    return false;
  }

  private synchronized boolean hasSendLock() {
    return sendLock != null;
  }

  /** Takes the right to send, if it was given; an end that came meanwhile releases it. */
  private boolean take(@Nullable LockHandle lock) {
    synchronized (this) {
      sendLock = lock;
    }
    if (lock != null && result.isDone()) {
      release();
    }
    return lock != null;
  }

  private void finish(End end, @Nullable LedgerEntry entry) {
    release();
    result.complete(new Result(end, entry, delivered, rejected, expired));
  }

  private void close() {
    abort(new LedgerException("the ledger was closed", null));
  }

  private void abort(Throwable e) {
    release();
    result.completeExceptionally(e);
  }

  private void release() {
    queue.removeCloseListener(closeListener);
    LockHandle lock;
    synchronized (this) {
      lock = sendLock;
      sendLock = null;
    }
    if (lock != null) {
      lock.close();
    }
  }
}
