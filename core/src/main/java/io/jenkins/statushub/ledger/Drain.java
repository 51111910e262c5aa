package io.jenkins.statushub.ledger;

import io.jenkins.statushub.ledger.LedgerLocks.Held;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Delivers what is parked: in order within an entry, entries independent of each other, one drain
 * at a time among all processes. It reads the folder as it goes, so that its memory does not grow
 * with what is parked.
 */
final class Drain {
  /** Entries whose updates are under way at the same time. */
  private static final int WIDTH = 4;

  /** After how many failures in a row a service is left alone until the next drain. */
  private static final int UNWELL = 3;

  private final Ledger ledger;
  private final DeliveryContext context;
  private final boolean onlyDue;
  private final Instant deadline;
  private final Consumer<DrainReport> progress;
  private final CompletableFuture<DrainReport> result = new CompletableFuture<>();

  private final Map<String, Integer> failuresInRow = new HashMap<>();
  private @Nullable Held held;
  private @Nullable Stream<String> stream;
  private @Nullable Iterator<String> names;
  private boolean pulling;
  private boolean exhausted;
  private int underWay;
  private int delivered;
  private int refused;
  private int givenUp;
  private int remaining;
  private boolean complete = true;
  private @Nullable Instant nextDue;

  /**
   * @param onlyDue whether to leave alone what is planned for later
   * @param deadline when to begin nothing more
   * @param progress told after each entry
   */
  Drain(
      Ledger ledger,
      DeliveryContext context,
      boolean onlyDue,
      Instant deadline,
      Consumer<DrainReport> progress) {
    this.ledger = ledger;
    this.context = context;
    this.onlyDue = onlyDue;
    this.deadline = deadline;
    this.progress = progress;
  }

  CompletableFuture<DrainReport> start() {
    try {
      if (!ledger.exists()) {
        result.complete(DrainReport.NOTHING);
        return result;
      }
      held = ledger.tryDrain();
      if (held == null) {
        result.complete(DrainReport.BUSY);
        return result;
      }
      stream = ledger.store().inWords(() -> ledger.store().parkedNames());
      names = stream.iterator();
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
    while (true) {
      String name;
      synchronized (this) {
        name = result.isDone() || underWay >= WIDTH ? null : nextName();
        if (name == null) {
          pulling = false;
          break;
        }
        underWay++;
      }
      begin(name);
    }
    finishIfIdle();
  }

  private @Nullable String nextName() {
    if (exhausted || names == null) {
      return null;
    }
    if (!context.clock().instant().isBefore(deadline)) {
      exhausted = true;
      complete = !names.hasNext();
      return null;
    }
    if (!names.hasNext()) {
      exhausted = true;
      return null;
    }
    return names.next();
  }

  private void begin(String name) {
    Entry entry;
    try {
      entry = ledger.read(name);
    } catch (LedgerException e) {
      context.notices().warn(String.valueOf(e.getMessage()));
      entry = null;
    }
    if (entry == null || !isWanted(entry)) {
      ended(null, null);
      return;
    }
    Entry wanted = entry;
    var unused =
        new DeliveryRun(ledger, context, name, Integer.MAX_VALUE, 1, deadline)
            .start()
            .whenComplete(
                (run, failure) -> {
                  if (failure != null) {
                    context
                        .notices()
                        .warn(
                            "draining "
                                + wanted.kind().wire()
                                + " "
                                + wanted.id()
                                + " failed: "
                                + failure.getMessage());
                  }
                  ended(run, wanted);
                  pull();
                });
  }

  private synchronized boolean isWanted(Entry entry) {
    Update head = entry.head();
    if (head == null) {
      return true;
    }
    boolean unwell = failuresInRow.getOrDefault(entry.service(), 0) >= UNWELL;
    if (unwell || (onlyDue && !head.isDue(context.clock().instant()))) {
      remaining++;
      planned(head.nextAttempt());
      return false;
    }
    return true;
  }

  private void ended(DeliveryRun.@Nullable Result run, @Nullable Entry entry) {
    DrainReport report;
    synchronized (this) {
      underWay--;
      if (run != null) {
        delivered += run.delivered();
        refused += run.refused();
        givenUp += run.givenUp();
        Update head = run.entry() == null ? null : run.entry().head();
        if (head != null) {
          remaining++;
          planned(head.nextAttempt());
        }
      }
      if (entry != null && run != null) {
        int failures = failuresInRow.getOrDefault(entry.service(), 0);
        boolean failed =
            run.delivered() == 0
                && (run.end() == DeliveryRun.End.UNAVAILABLE
                    || run.end() == DeliveryRun.End.WRONG_ADDRESS);
        failuresInRow.put(entry.service(), failed ? failures + 1 : 0);
      }
      report = report();
    }
    if (entry != null) {
      progress.accept(report);
    }
  }

  private void planned(@Nullable Instant at) {
    if (at != null && (nextDue == null || at.isBefore(nextDue))) {
      nextDue = at;
    }
  }

  private DrainReport report() {
    return new DrainReport(delivered, refused, givenUp, remaining, complete, false, nextDue);
  }

  private void finishIfIdle() {
    DrainReport report;
    synchronized (this) {
      if (underWay > 0 || !exhausted || result.isDone()) {
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
    if (stream != null) {
      stream.close();
      stream = null;
    }
    if (held != null) {
      held.close();
      held = null;
    }
  }
}
