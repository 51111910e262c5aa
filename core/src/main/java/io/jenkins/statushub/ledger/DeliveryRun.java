package io.jenkins.statushub.ledger;

import io.jenkins.statushub.delivery.Answer;
import io.jenkins.statushub.delivery.HookUrl;
import io.jenkins.statushub.delivery.RetryAfter;
import io.jenkins.statushub.hook.JsonValues;
import io.jenkins.statushub.hook.MistakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Delivers what one entry still has to say, in order, until a given update is settled, the time is
 * over, or the hub is unwell. Whoever runs holds the right to send this entry's updates, so that no
 * two threads or processes send the same one; others wait for their turn. No thread is held while
 * waiting.
 */
final class DeliveryRun {
  /** How often to ask for the right to send while somebody else has it. */
  private static final Duration TURN = Duration.ofMillis(20);

  /** How a run ended. */
  enum End {
    /** What was asked for is settled. */
    SETTLED,
    /** The hub could not be reached, or wants to be left alone. */
    UNAVAILABLE,
    /** The hook URL is unknown or wrong. */
    WRONG_ADDRESS,
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
   * @param givenUp how many were given up on
   */
  record Result(End end, @Nullable Entry entry, int delivered, int refused, int givenUp) {}

  private final Ledger ledger;
  private final DeliveryContext context;
  private final String name;
  private final int through;
  private final int maxAttempts;
  private final Instant deadline;
  private final CompletableFuture<Result> result = new CompletableFuture<>();

  private LedgerLocks.@Nullable Held held;
  private int sequence;
  private int attempts;
  private int delivered;
  private int refused;
  private int givenUp;

  /**
   * @param name the entry's name
   * @param through the sequence number of the last update that has to be settled
   * @param maxAttempts how often each update is tried
   * @param deadline when to stop
   */
  DeliveryRun(
      Ledger ledger,
      DeliveryContext context,
      String name,
      int through,
      int maxAttempts,
      Instant deadline) {
    this.ledger = ledger;
    this.context = context;
    this.name = name;
    this.through = through;
    this.maxAttempts = maxAttempts;
    this.deadline = deadline;
  }

  /** Starts on the calling thread, which then does file work but no waiting. */
  CompletableFuture<Result> start() {
    go(null);
    return result;
  }

  private void later(Duration delay) {
    context.scheduler().schedule(() -> context.executor().execute(() -> go(null)), delay);
  }

  /**
   * Goes on, with an answer if one has come. Whatever is thrown ends the run: a caller that waited
   * for ever would hold up a build.
   */
  private void go(@Nullable Answer answer) {
    try {
      Answer next = answer;
      while (!result.isDone()) {
        if (next != null && !handle(next)) {
          return;
        }
        CompletionStage<Answer> sent = send();
        if (sent == null) {
          return;
        }
        CompletableFuture<Answer> future = sent.toCompletableFuture();
        if (!future.isDone()) {
          // Nothing to do with the new stage: go() reports whatever goes wrong.
          var unused =
              future.whenCompleteAsync(
                  (got, failure) -> go(orFailed(got, failure)), context.executor());
          return;
        }
        next = orFailed(future.handle((got, failure) -> orFailed(got, failure)).join(), null);
      }
    } catch (Throwable e) {
      release();
      result.completeExceptionally(e);
    }
  }

  private static Answer orFailed(@Nullable Answer answer, @Nullable Throwable failure) {
    if (answer != null) {
      return answer;
    }
    String kind = failure == null ? "nothing" : failure.getClass().getSimpleName();
    return Answer.failed("the request failed in an unexpected way (" + kind + ")", true);
  }

  /** Begins the next request; null if none was begun, because the run ended or goes on later. */
  private @Nullable CompletionStage<Answer> send() throws LedgerException {
    Instant now = context.clock().instant();
    if (held == null) {
      held = ledger.trySending(name);
      if (held == null) {
        return waitForTurn(now);
      }
    }
    Entry entry = withoutPointlessEnd(ledger.read(name));
    if (entry == null) {
      return finish(End.GONE, null);
    }
    Update head = entry.head();
    if (head == null || head.sequence() > through) {
      return finish(End.SETTLED, entry);
    }
    if (head.sequence() != sequence) {
      sequence = head.sequence();
      attempts = 0;
    }
    Instant heldUntil = ledger.store().lookUp(() -> ledger.store().heldUntil(entry.service()));
    if (heldUntil != null && now.isBefore(heldUntil)) {
      return waitOrPark(entry, head, now, heldUntil);
    }
    Duration left = Duration.between(now, deadline);
    if (left.isNegative() || left.isZero()) {
      return finish(End.OUT_OF_TIME, entry);
    }
    HookUrl url;
    try {
      url = context.hookUrls().find(entry.service(), entry.route());
    } catch (MistakeException e) {
      return parkForAddress(head, now, String.valueOf(e.getMessage()));
    }
    return context
        .transport()
        .post(url, JsonValues.write(head.payload()), context.policy().timeoutWithin(left));
  }

  private @Nullable CompletionStage<Answer> waitForTurn(Instant now) throws LedgerException {
    if (!now.plus(TURN).isBefore(deadline)) {
      return finish(End.BUSY, ledger.read(name));
    }
    later(TURN);
    return null;
  }

  /** The end of an incident of which nothing got to the hub is not told. */
  private @Nullable Entry withoutPointlessEnd(@Nullable Entry entry) throws LedgerException {
    Update head = entry == null ? null : entry.head();
    if (entry == null || head == null || !head.isResolved() || head.sequence() == 1) {
      return entry;
    }
    if (entry.isPublished()) {
      return entry;
    }
    return ledger.change(
        name,
        head.sequence(),
        update ->
            update.settledAs(
                Standing.SKIPPED,
                context.clock().instant(),
                "nothing of the incident got to the hub, so its end is not told"));
  }

  private @Nullable CompletionStage<Answer> waitOrPark(
      Entry entry, Update head, Instant now, Instant until) throws LedgerException {
    // A run with a single attempt is a drain's: it has others to see to meanwhile.
    if (maxAttempts > 1 && until.isBefore(deadline)) {
      later(Duration.between(now, until));
      return null;
    }
    String why = "the hub asked to be left alone until " + until;
    Entry parked =
        until.equals(head.nextAttempt())
            ? entry
            : ledger.change(name, head.sequence(), update -> update.postponed(until, why));
    return finish(End.UNAVAILABLE, parked);
  }

  private @Nullable CompletionStage<Answer> parkForAddress(Update head, Instant now, String why)
      throws LedgerException {
    return park(head, Standing.REJECTED, now, why, End.WRONG_ADDRESS) ? send() : null;
  }

  /** Takes an answer; false if the run ended or goes on later. */
  private boolean handle(Answer answer) throws LedgerException {
    Instant now = context.clock().instant();
    attempts++;
    switch (answer.verdict()) {
      case ACCEPTED -> {
        delivered++;
        settle(Standing.DELIVERED, now, "");
        return true;
      }
      case REFUSED -> {
        refused++;
        settle(Standing.REFUSED, now, answer.problem());
        return true;
      }
      case WRONG_ADDRESS -> {
        return parkHead(Standing.REJECTED, now, answer.problem(), End.WRONG_ADDRESS);
      }
      case UNAVAILABLE -> {
        return tryAgain(answer, now);
      }
    }
    throw new IllegalStateException("no such verdict");
  }

  private boolean tryAgain(Answer answer, Instant now) throws LedgerException {
    Entry entry = ledger.read(name);
    Instant next = now.plus(context.policy().backoff(attempts, context.random()));
    Instant asked = RetryAfter.parse(answer.retryAfter(), now, context.policy().retryAfterCap());
    if (asked != null && entry != null) {
      ledger
          .store()
          .inWords(
              () -> {
                ledger.store().hold(entry.service(), asked);
                return asked;
              });
      next = asked.isAfter(next) ? asked : next;
    }
    if (attempts < maxAttempts && next.isBefore(deadline)) {
      later(Duration.between(now, next));
      return false;
    }
    return parkHead(Standing.PARKED, now, answer.problem(), End.UNAVAILABLE);
  }

  private void settle(Standing as, Instant now, String why) throws LedgerException {
    int settled = sequence;
    ledger.change(name, settled, update -> update.attempted(as, now, why));
  }

  private boolean parkHead(Standing as, Instant now, String why, End end) throws LedgerException {
    Entry entry = ledger.read(name);
    Update head = entry == null ? null : entry.update(sequence);
    if (head == null) {
      finish(End.GONE, entry);
      return false;
    }
    return park(head, as, now, why, end);
  }

  /** Keeps an update for later, or gives up on it; true if the run goes on with the next one. */
  private boolean park(Update head, Standing as, Instant now, String why, End end)
      throws LedgerException {
    if (now.isAfter(head.accepted().plus(context.policy().giveUpAfter()))) {
      givenUp++;
      Entry entry =
          ledger.change(
              name,
              head.sequence(),
              update ->
                  update.attempted(
                      Standing.GIVEN_UP, now, "given up on after " + hours() + " hours: " + why));
      if (entry != null) {
        context.notices().warn(OutcomeWords.givenUp(entry, head, why));
      }
      // What follows has been waiting as long, or is worth a try of its own.
      return true;
    }
    Instant next = now.plus(context.policy().parkedDelay(head.failures()));
    Instant heldUntil = heldUntil(head);
    Instant at = heldUntil != null && heldUntil.isAfter(next) ? heldUntil : next;
    finish(end, ledger.change(name, head.sequence(), update -> update.failed(as, now, at, why)));
    return false;
  }

  private @Nullable Instant heldUntil(Update head) throws LedgerException {
    Entry entry = ledger.read(name);
    return entry == null
        ? head.nextAttempt()
        : ledger.store().lookUp(() -> ledger.store().heldUntil(entry.service()));
  }

  private long hours() {
    return context.policy().giveUpAfter().toHours();
  }

  private @Nullable CompletionStage<Answer> finish(End end, @Nullable Entry entry) {
    release();
    result.complete(new Result(end, entry, delivered, refused, givenUp));
    return null;
  }

  private void release() {
    LedgerLocks.Held holding = held;
    held = null;
    if (holding != null) {
      holding.close();
    }
  }
}
