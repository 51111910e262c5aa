package io.jenkins.statushub.sending;

import io.jenkins.statushub.concurrent.Deadline;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.json.JsonValues;
import io.jenkins.statushub.ledger.Ledger;
import io.jenkins.statushub.ledger.model.DeliveryState;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import io.jenkins.statushub.ledger.store.LedgerLocks;
import io.jenkins.statushub.transport.HookUrl;
import io.jenkins.statushub.transport.RetryAfter;
import io.jenkins.statushub.transport.TransportResult;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Delivers what one entry still has to say, in order, until a given update is settled, the time is
 * over, or the hub is unwell. Whoever runs holds the right to send this entry's updates, so that no
 * two threads or processes send the same one; others wait for their turn. No thread is held while
 * waiting.
 */
final class EntryDelivery {
  /** How often to ask for the right to send while another process has it. */
  private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

  /** A request with less time than this is more likely to end in doubt than in an answer. */
  private static final Duration MIN_REQUEST_TIME = Duration.ofMillis(100);

  /** How long to wait at least for the lock on what is to be read or recorded. */
  private static final Duration LEAST_LOCK_WAIT = Duration.ofSeconds(2);

  /** How a run ended. */
  enum End {
    /** What was asked for is settled. */
    SETTLED,
    /** The hub could not be reached, or wants to be left alone. */
    UNAVAILABLE,
    /** The hook URL is unknown or wrong. */
    HOOK_URL_INVALID,
    /** Somebody else had the right to send for all the time that there was. */
    BUSY,
    /** The time was over before its turn came. */
    OUT_OF_TIME,
    /** The entry is not there any more. */
    GONE
  }

  /**
   * The result of a run.
   *
   * @param end how it ended
   * @param entry the entry as it was then; null if it is gone
   * @param delivered how many updates this run delivered
   * @param refused how many the hub refused
   * @param expired how many were given up on
   */
  record Result(End end, @Nullable LedgerEntry entry, int delivered, int refused, int expired) {}

  private final Ledger ledger;
  private final DeliveryContext context;
  private final String name;
  private final int through;
  private final int maxAttempts;
  private final boolean waits;
  private final Deadline deadline;
  private final CompletableFuture<Result> result = new CompletableFuture<>();
  private final Runnable ending = this::close;

  private LedgerLocks.@Nullable LockHandle held;
  private @Nullable LedgerEntry current;
  private @Nullable CompletableFuture<TransportResult> sent;
  private String service = "";
  private int sequence;
  private int attempts;
  private boolean inDoubt;
  private int delivered;
  private int refused;
  private int expired;

  private EntryDelivery(
      Ledger ledger,
      DeliveryContext context,
      String name,
      int through,
      int maxAttempts,
      boolean waits,
      Deadline deadline) {
    this.ledger = ledger;
    this.context = context;
    this.name = name;
    this.through = through;
    this.maxAttempts = maxAttempts;
    this.waits = waits;
    this.deadline = deadline;
  }

  /**
   * For somebody who waits for one update to be settled.
   *
   * @param name the entry's name
   * @param through the sequence number of that update
   * @param deadline when to stop
   */
  static EntryDelivery through(
      Ledger ledger, DeliveryContext context, String name, int through, Deadline deadline) {
    int attempts = context.policy().attempts();
    return new EntryDelivery(ledger, context, name, through, attempts, true, deadline);
  }

  /**
   * For all that an entry has to say: one attempt, and no waiting, since others are to be seen to.
   */
  static EntryDelivery ofAll(
      Ledger ledger, DeliveryContext context, String name, Deadline deadline) {
    return new EntryDelivery(ledger, context, name, Integer.MAX_VALUE, 1, false, deadline);
  }

  /** Starts on the calling thread, which then does file work but no waiting. */
  CompletableFuture<Result> start() {
    if (ledger.onClose(ending)) {
      go();
    } else {
      ending.run();
    }
    return result;
  }

  private void later(Duration delay) {
    current = null;
    schedule(this::go, delay);
  }

  private void schedule(Runnable task, Duration delay) {
    context.scheduler().schedule(() -> execute(task), delay);
  }

  private void execute(Runnable task) {
    try {
      context.executor().execute(task);
    } catch (Throwable e) {
      // Rejected, or there is no thread to be had.
      abort(e);
    }
  }

  /**
   * Goes on. Whatever is thrown ends the run: a caller that waited for ever would hold up a build.
   */
  private void go() {
    try {
      while (!result.isDone()) {
        CompletableFuture<TransportResult> answer = sent;
        if (answer == null) {
          if (!prepare()) {
            return;
          }
        } else if (answer.isDone()) {
          sent = null;
          if (!handle(answer.join())) {
            return;
          }
        } else {
          var unused = answer.thenRun(() -> execute(this::go));
          return;
        }
      }
    } catch (Throwable e) {
      abort(e);
    }
  }

  private static TransportResult orFailed(
      @Nullable TransportResult answer, @Nullable Throwable failure) {
    if (answer != null) {
      return answer;
    }
    String kind = failure == null ? "nothing" : failure.getClass().getSimpleName();
    return TransportResult.failed("the request failed in an unexpected way (" + kind + ")", true);
  }

  private Duration lockWait() {
    return deadline.leftOr(LEAST_LOCK_WAIT);
  }

  /** Begins the next request, or sees that there is none; false if the run ended or waits. */
  private boolean prepare() throws LedgerException {
    if (!isHeld()) {
      AtomicBoolean asked = new AtomicBoolean();
      Runnable again =
          () -> {
            if (!asked.getAndSet(true)) {
              go();
            }
          };
      if (!take(
          ledger.trySendLock(name, waits ? () -> schedule(again, Duration.ZERO) : () -> {}))) {
        if (!waits || !deadline.allows(POLL_INTERVAL)) {
          finish(End.BUSY, ledger.read(name, lockWait()));
          return false;
        }
        schedule(again, POLL_INTERVAL);
        return false;
      }
    }
    LedgerEntry entry = current == null ? ledger.read(name, lockWait()) : current;
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
    service = entry.service();
    if (head.sequence() != sequence) {
      sequence = head.sequence();
      attempts = 0;
      inDoubt = head.inDoubt();
    }
    Instant now = context.clock().instant();
    if (head.isResolved() && head.sequence() != 1 && !entry.isPublished()) {
      String why = "nothing of the incident got to the hub, so its end is not told";
      record(entry, update -> update.settledAs(DeliveryState.SKIPPED, now, why));
      return true;
    }
    Instant backoffUntil = backoffUntil();
    if (backoffUntil != null) {
      return waitOrPark(entry, head, Duration.between(now, backoffUntil), backoffUntil);
    }
    return post(entry, head, now);
  }

  private boolean post(LedgerEntry entry, UpdateRecord head, Instant now) throws LedgerException {
    if (deadline.isOver()) {
      finish(End.OUT_OF_TIME, entry);
      return false;
    }
    HookUrl url;
    try {
      url = context.hookUrls().find(entry.service(), entry.hookUrlRef());
    } catch (ParameterException e) {
      String why = String.valueOf(e.getMessage());
      return park(head, DeliveryState.BLOCKED, now, why, End.HOOK_URL_INVALID);
    } catch (RuntimeException e) {
      // Its message may hold anything, so it is not shown.
      String why = "the hook URL could not be looked up (" + e.getClass().getSimpleName() + ")";
      return park(head, DeliveryState.PENDING, now, why, End.UNAVAILABLE);
    }
    Duration timeout = context.policy().timeoutWithin(deadline.left());
    current = entry;
    if (head.isResolved() && !head.inDoubt()) {
      // On disk before it is sent, so that a later process knows that the hub may have it.
      record(entry, update -> update.begun(now));
    }
    CompletableFuture<TransportResult> answer;
    try {
      answer =
          context
              .transport()
              .post(url, JsonValues.write(head.payload()), timeout)
              .toCompletableFuture();
    } catch (RuntimeException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    sent = answer.handle(EntryDelivery::orFailed);
    return true;
  }

  private boolean waitOrPark(LedgerEntry entry, UpdateRecord head, Duration pause, Instant until)
      throws LedgerException {
    if (waits && deadline.allows(pause)) {
      later(pause);
      return false;
    }
    String why = "the hub asked to be left alone until " + until;
    LedgerEntry pending =
        until.equals(head.nextAttempt())
            ? entry
            : ledger.change(
                name, head.sequence(), update -> update.postponed(until, why), lockWait());
    finish(End.UNAVAILABLE, pending);
    return false;
  }

  /** Takes an answer; false if the run ended or goes on later. */
  private boolean handle(TransportResult answer) throws LedgerException {
    Instant now = context.clock().instant();
    LedgerEntry entry = current;
    UpdateRecord head = entry == null ? null : entry.update(sequence);
    current = null;
    if (entry == null || head == null) {
      throw new IllegalStateException("an answer without a question");
    }
    attempts++;
    boolean doubt = inDoubt;
    switch (answer.category()) {
      case ACCEPTED -> {
        delivered++;
        record(entry, update -> update.attempted(DeliveryState.DELIVERED, now, false, ""));
        return true;
      }
      case REJECTED -> {
        if (head.isResolved() && doubt && isAboutTheMessage(answer.status())) {
          delivered++;
          takeAsDelivered(entry, head, answer, now);
          return true;
        }
        refused++;
        record(
            entry,
            update -> update.attempted(DeliveryState.REJECTED, now, doubt, answer.problem()));
        return true;
      }
      case HOOK_URL_INVALID -> {
        return park(head, DeliveryState.BLOCKED, now, answer.problem(), End.HOOK_URL_INVALID);
      }
      case UNAVAILABLE -> {
        inDoubt |= answer.mayHaveBeenTaken();
        return tryAgain(answer, head, now);
      }
    }
    throw new IllegalStateException("no such verdict");
  }

  /** Whether a refusal may be for what is said, rather than for how the request was made. */
  private static boolean isAboutTheMessage(int status) {
    return status != 405 && status != 413 && status != 415;
  }

  /**
   * An end that may have got to the hub before, and is refused now: the hub has it, for nothing may
   * follow an end, not even the same one. To take it as refused would leave the incident open here,
   * and the next trouble would be told to an incident that is over.
   */
  private void takeAsDelivered(
      LedgerEntry entry, UpdateRecord head, TransportResult answer, Instant now) {
    String why = "taken as delivered by an earlier attempt: " + answer.problem();
    record(entry, update -> update.attempted(DeliveryState.DELIVERED, now, false, why));
    context.notices().warn(OutcomeMessages.takenAsDelivered(entry, head, answer.problem()));
  }

  private boolean tryAgain(TransportResult answer, UpdateRecord head, Instant now)
      throws LedgerException {
    Duration pause = context.policy().backoff(attempts, context.random());
    Instant asked = RetryAfter.parse(answer.retryAfter(), now, context.policy().retryAfterCap());
    if (asked != null && asked.isAfter(now)) {
      backOff(asked);
      Duration wanted = Duration.between(now, asked);
      pause = wanted.compareTo(pause) > 0 ? wanted : pause;
    }
    if (attempts < maxAttempts && deadline.allows(pause.plus(MIN_REQUEST_TIME))) {
      later(pause);
      return false;
    }
    return park(head, DeliveryState.PENDING, now, answer.problem(), End.UNAVAILABLE);
  }

  private void backOff(Instant until) {
    try {
      ledger.backOff(service, until, lockWait());
    } catch (LedgerException e) {
      context.notices().warn(String.valueOf(e.getMessage()));
    }
  }

  /** Records what became of the head. If that fails it is kept in mind, so that none is doubled. */
  private void record(LedgerEntry entry, UnaryOperator<UpdateRecord> change) {
    try {
      current = ledger.change(name, sequence, change, lockWait());
    } catch (LedgerException e) {
      ledger.remember(name, sequence, change);
      context.notices().warn(String.valueOf(e.getMessage()));
      current = entry.change(sequence, change);
    }
  }

  /** Keeps an update for later, or gives up on it; true if the run goes on with the next one. */
  private boolean park(UpdateRecord head, DeliveryState as, Instant now, String why, End end)
      throws LedgerException {
    if (now.isAfter(head.accepted().plus(context.policy().expireAfter()))) {
      expired++;
      String last = "given up on after " + context.policy().expireAfter().toHours() + " hours: ";
      current =
          ledger.change(
              name,
              head.sequence(),
              update -> update.attempted(DeliveryState.EXPIRED, now, inDoubt, last + why),
              lockWait());
      if (current != null) {
        context.notices().warn(OutcomeMessages.expired(current, head, why));
      }
      // What follows has been waiting as long, or is worth a try of its own.
      return true;
    }
    Instant next = now.plus(context.policy().pendingDelay(head.failures()));
    Instant backoffUntil = backoffUntil();
    Instant at = backoffUntil != null && backoffUntil.isAfter(next) ? backoffUntil : next;
    finish(
        end,
        ledger.change(
            name, head.sequence(), update -> update.failed(as, now, inDoubt, at, why), lockWait()));
    return false;
  }

  private @Nullable Instant backoffUntil() throws LedgerException {
    return ledger.store().lookUp(() -> ledger.store().backoffUntil(service));
  }

  private synchronized boolean isHeld() {
    return held != null;
  }

  /** Takes the right to send, if it was given; an end that came meanwhile gives it back. */
  private boolean take(LedgerLocks.@Nullable LockHandle given) {
    synchronized (this) {
      held = given;
    }
    if (given != null && result.isDone()) {
      release();
    }
    return given != null;
  }

  private void finish(End end, @Nullable LedgerEntry entry) {
    release();
    result.complete(new Result(end, entry, delivered, refused, expired));
  }

  private void close() {
    abort(new LedgerException("the ledger was closed", null));
  }

  private void abort(Throwable e) {
    release();
    result.completeExceptionally(e);
  }

  private void release() {
    ledger.ended(ending);
    LedgerLocks.LockHandle holding;
    synchronized (this) {
      holding = held;
      held = null;
    }
    if (holding != null) {
      holding.close();
    }
  }
}
