package io.jenkins.statushub.sending;

import io.jenkins.statushub.concurrent.Deadline;
import io.jenkins.statushub.ledger.Ledger;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import io.jenkins.statushub.ledger.store.LedgerFileNames;
import io.jenkins.statushub.ledger.store.LedgerLocks.LockHandle;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Delivers what is pending: in order within an entry, entries independent of each other, one flush
 * at a time among all processes. Each service has a lane of its own, so that a hub which does not
 * answer holds up nobody else's updates. It reads the folder as it goes, so that its memory does
 * not grow with what is pending.
 */
final class Flush {
  /** Services that are seen to at the same time. */
  private static final int LANES = 16;

  /** Entries of a service that are under way at the same time, once one got through. */
  private static final int WIDTH = 4;

  /** After how many failures in a row a service is left alone until the next flush. */
  private static final int MAX_FAILURES_IN_ROW = 3;

  private final Ledger ledger;
  private final DeliveryContext context;
  private final boolean onlyDue;
  private final Deadline deadline;
  private final Consumer<FlushReport> progress;
  private final Duration longestPlan;
  private final CompletableFuture<FlushReport> result = new CompletableFuture<>();

  private final Deque<String> services = new ArrayDeque<>();
  private final List<Lane> lanes = new ArrayList<>();
  private @Nullable LockHandle held;
  private boolean pulling;
  private int turn;
  private int delivered;
  private int refused;
  private int expired;
  private int remaining;
  private boolean complete = true;
  private @Nullable Instant nextDue;

  /**
   * @param onlyDue whether to leave alone what is planned for later
   * @param deadline when to begin nothing more
   * @param progress told after each entry
   */
  Flush(
      Ledger ledger,
      DeliveryContext context,
      boolean onlyDue,
      Deadline deadline,
      Consumer<FlushReport> progress) {
    this.ledger = ledger;
    this.context = context;
    this.onlyDue = onlyDue;
    this.deadline = deadline;
    this.progress = progress;
    this.longestPlan = longestPlan(context);
  }

  private static Duration longestPlan(DeliveryContext context) {
    Duration longest = context.policy().retryAfterCap();
    for (Duration delay : context.policy().pendingDelays()) {
      longest = delay.compareTo(longest) > 0 ? delay : longest;
    }
    return longest;
  }

  /** The entries of one service. */
  private static final class Lane {
    final Stream<String> stream;
    final Iterator<String> names;
    int underWay;
    int failuresInRow;
    boolean well;

    Lane(Stream<String> stream) {
      this.stream = stream;
      this.names = stream.iterator();
    }

    boolean hasRoom() {
      return underWay < (well ? WIDTH : 1);
    }
  }

  /** One entry that is to be looked at. */
  private record Turn(Lane lane, String name) {}

  CompletableFuture<FlushReport> start() {
    try {
      if (!ledger.exists()) {
        result.complete(FlushReport.NOTHING);
        return result;
      }
      held = ledger.tryFlushLock();
      if (held == null) {
        result.complete(FlushReport.BUSY);
        return result;
      }
      Set<String> found = new LinkedHashSet<>();
      try (Stream<String> names =
          ledger.store().translatingErrors(() -> ledger.store().pendingNames())) {
        names.forEach(name -> found.add(LedgerFileNames.prefixOf(name)));
      }
      services.addAll(found);
      pull();
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
    return result;
  }

  /** Begins runs until enough are under way; called again whenever one ends. */
  private void pull() {
    synchronized (this) {
      if (pulling) {
        return;
      }
      pulling = true;
    }
    try {
      while (true) {
        Turn next;
        synchronized (this) {
          next = result.isDone() ? null : next();
          if (next == null) {
            pulling = false;
            break;
          }
          next.lane().underWay++;
        }
        begin(next.lane(), next.name());
      }
      finishIfIdle();
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
  }

  /** The next entry of the lanes that have room, one lane after the other; null if none has. */
  private @Nullable Turn next() throws IOException {
    openLanes();
    if (deadline.isOver() || ledger.isClosed()) {
      stop();
      return null;
    }
    for (int i = 0; i < lanes.size(); i++) {
      turn = (turn + 1) % lanes.size();
      Lane lane = lanes.get(turn);
      if (!lane.hasRoom()) {
        continue;
      }
      if (lane.names.hasNext()) {
        return new Turn(lane, lane.names.next());
      }
      if (lane.underWay == 0) {
        lane.stream.close();
        lanes.remove(turn);
        openLanes();
        i = -1;
        turn = 0;
      }
    }
    return null;
  }

  private void openLanes() throws IOException {
    while (lanes.size() < LANES && !services.isEmpty()) {
      String prefix = services.remove();
      lanes.add(
          new Lane(
              ledger
                  .store()
                  .pendingNames()
                  .filter(name -> LedgerFileNames.prefixOf(name).equals(prefix))));
    }
  }

  private void stop() {
    complete &= services.isEmpty() && lanes.stream().noneMatch(lane -> lane.names.hasNext());
    services.clear();
    for (Lane lane : List.copyOf(lanes)) {
      if (lane.underWay == 0) {
        lane.stream.close();
        lanes.remove(lane);
      }
    }
  }

  private void begin(Lane lane, String name) {
    LedgerEntry entry;
    try {
      entry = ledger.read(name, deadline.leftOr(Duration.ofSeconds(1)));
      if (entry != null && entry.head() == null) {
        // A crash came before it was moved to where it belongs.
        ledger.change(name, 0, update -> update, deadline.leftOr(Duration.ofSeconds(1)));
        entry = null;
      }
    } catch (LedgerException e) {
      context.notices().warn(String.valueOf(e.getMessage()));
      entry = null;
    }
    if (entry == null || !isWanted(lane, entry)) {
      synchronized (this) {
        lane.underWay--;
      }
      return;
    }
    LedgerEntry wanted = entry;
    var unused =
        EntryDelivery.ofAll(ledger, context, name, deadline)
            .start()
            .whenComplete(
                (run, failure) -> {
                  ended(lane, wanted, run, failure);
                  pull();
                });
  }

  private synchronized boolean isWanted(Lane lane, LedgerEntry entry) {
    UpdateRecord head = entry.head();
    boolean due = head == null || !onlyDue || head.isDue(context.clock().instant(), longestPlan);
    if (due && lane.failuresInRow < MAX_FAILURES_IN_ROW) {
      return true;
    }
    remains(entry);
    return false;
  }

  private void ended(
      Lane lane,
      LedgerEntry before,
      EntryDelivery.@Nullable Result run,
      @Nullable Throwable failure) {
    if (failure != null && !ledger.isClosed()) {
      context
          .notices()
          .warn(
              "flushing "
                  + before.kind().wire()
                  + " "
                  + before.id()
                  + " failed: "
                  + OutcomeMessages.failure(failure));
    }
    FlushReport report;
    synchronized (this) {
      lane.underWay--;
      if (run == null) {
        remains(before);
      } else {
        delivered += run.delivered();
        refused += run.refused();
        expired += run.expired();
        complete &= run.end() != EntryDelivery.End.OUT_OF_TIME;
        if (run.entry() != null && run.entry().head() != null) {
          remains(run.entry());
        }
        boolean answered = run.delivered() + run.refused() > 0;
        boolean failed =
            run.end() == EntryDelivery.End.UNAVAILABLE
                || run.end() == EntryDelivery.End.HOOK_URL_INVALID;
        lane.well |= answered;
        if (answered) {
          lane.failuresInRow = 0;
        } else if (failed) {
          lane.failuresInRow++;
        }
      }
      report = report();
    }
    try {
      progress.accept(report);
    } catch (RuntimeException e) {
      context.notices().warn("showing progress failed: " + e.getClass().getSimpleName());
    }
  }

  private void remains(LedgerEntry entry) {
    remaining++;
    UpdateRecord head = entry.head();
    Instant at = head == null ? null : head.nextAttempt();
    if (at != null && (nextDue == null || at.isBefore(nextDue))) {
      nextDue = at;
    }
  }

  private FlushReport report() {
    return new FlushReport(delivered, refused, expired, remaining, complete, false, nextDue);
  }

  private void finishIfIdle() {
    FlushReport report;
    synchronized (this) {
      if (!lanes.isEmpty() || !services.isEmpty() || result.isDone()) {
        return;
      }
      release();
      report = report();
    }
    result.complete(report);
  }

  private void fail(Throwable e) {
    synchronized (this) {
      release();
    }
    result.completeExceptionally(e);
  }

  private void release() {
    lanes.forEach(lane -> lane.stream.close());
    lanes.clear();
    if (held != null) {
      held.close();
      held = null;
    }
  }
}
