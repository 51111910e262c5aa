package io.jenkins.statushub.sending;

import io.jenkins.statushub.concurrent.Deadline;
import io.jenkins.statushub.concurrent.LockHandle;
import io.jenkins.statushub.ledger.DeliveryQueue;
import io.jenkins.statushub.ledger.PendingGroup;
import io.jenkins.statushub.ledger.QueuedEntry;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Delivers what is pending: in order within an entry, entries independent of each other, one flush
 * at a time among all processes. Services are flushed side by side, so that a hub that does not
 * respond delays nobody else's updates. It reads the folder as it goes, so that its memory does not
 * grow with what is pending.
 */
final class Flush {
  /** Services that are flushed at the same time. */
  private static final int MAX_SERVICES = 16;

  private static final Duration MIN_LOCK_WAIT = Duration.ofSeconds(1);

  private final DeliveryQueue queue;
  private final SendingContext context;
  private final boolean onlyDue;
  private final Deadline deadline;
  private final Consumer<FlushReport> progress;
  private final Duration longestPlan;
  private final CompletableFuture<FlushReport> result = new CompletableFuture<>();

  private final Deque<PendingGroup> groups = new ArrayDeque<>();
  private final List<ServiceFlush> services = new ArrayList<>();
  private @Nullable LockHandle flushLock;
  private boolean pulling;
  private int last;
  private int delivered;
  private int rejected;
  private int expired;
  private int remaining;
  private boolean complete = true;
  private @Nullable Instant nextDue;

  /**
   * @param onlyDue whether to pass over what is planned for later
   * @param deadline when to begin nothing more
   * @param progress called after each entry
   */
  Flush(
      DeliveryQueue queue,
      SendingContext context,
      boolean onlyDue,
      Deadline deadline,
      Consumer<FlushReport> progress) {
    this.queue = queue;
    this.context = context;
    this.onlyDue = onlyDue;
    this.deadline = deadline;
    this.progress = progress;
    this.longestPlan = context.policy().longestDelay();
  }

  /** One entry that is to be looked at. */
  private record NextEntry(ServiceFlush service, String name) {}

  CompletableFuture<FlushReport> start() {
    try {
      if (!queue.exists()) {
        result.complete(FlushReport.NOTHING);
        return result;
      }
      flushLock = queue.tryFlushLock();
      if (flushLock == null) {
        result.complete(FlushReport.BUSY);
        return result;
      }
      groups.addAll(queue.groups());
      pull();
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
    return result;
  }

  /** Begins deliveries until enough are under way; called again whenever one ends. */
  private void pull() {
    synchronized (this) {
      if (pulling) {
        return;
      }
      pulling = true;
    }
    try {
      while (true) {
        NextEntry next;
        synchronized (this) {
          next = result.isDone() ? null : next();
          if (next == null) {
            pulling = false;
            break;
          }
        }
        begin(next.service(), next.name());
      }
      finishIfIdle();
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
  }

  /** Returns the next entry, one service after the other; null if none has room. */
  private @Nullable NextEntry next() throws IOException {
    openServices();
    if (deadline.isOver() || queue.isClosed()) {
      stop();
      return null;
    }
    for (int i = 0; i < services.size(); i++) {
      last = (last + 1) % services.size();
      ServiceFlush service = services.get(last);
      if (!service.hasRoom()) {
        continue;
      }
      if (service.hasNext()) {
        return new NextEntry(service, service.begin());
      }
      if (service.isIdle()) {
        service.close();
        services.remove(last);
        openServices();
        i = -1;
        last = 0;
      }
    }
    return null;
  }

  private void openServices() throws IOException {
    while (services.size() < MAX_SERVICES && !groups.isEmpty()) {
      services.add(new ServiceFlush(queue.names(groups.remove())));
    }
  }

  private void stop() {
    complete &= groups.isEmpty() && services.stream().noneMatch(ServiceFlush::hasNext);
    groups.clear();
    for (ServiceFlush service : List.copyOf(services)) {
      if (service.isIdle()) {
        service.close();
        services.remove(service);
      }
    }
  }

  private void begin(ServiceFlush service, String name) {
    QueuedEntry queued = load(name);
    if (queued == null || !isWanted(service, queued.entry())) {
      synchronized (this) {
        service.end();
      }
      return;
    }
    LedgerEntry entry = queued.entry();
    CompletableFuture<HookUrlResult> hookUrl;
    synchronized (this) {
      hookUrl =
          service.hookUrl(
              entry, ref -> HookUrlResult.find(context, entry.service(), ref, deadline));
    }
    var unused =
        hookUrl
            .thenCompose(
                url -> EntryDelivery.ofAll(queue, context, name, queued, url, deadline).start())
            .whenComplete(
                (delivery, failure) -> {
                  ended(service, entry, delivery, failure);
                  pull();
                });
  }

  private @Nullable QueuedEntry load(String name) {
    try {
      QueuedEntry queued = queue.load(name, null, deadline.atLeast(MIN_LOCK_WAIT));
      if (queued != null && queued.entry().head() == null) {
        // A crash came before it was moved to where it belongs.
        queue.putInPlace(name, deadline.atLeast(MIN_LOCK_WAIT));
        return null;
      }
      return queued;
    } catch (LedgerException e) {
      context.notices().accept(String.valueOf(e.getMessage()));
      return null;
    }
  }

  private synchronized boolean isWanted(ServiceFlush service, LedgerEntry entry) {
    UpdateRecord head = entry.head();
    boolean due = head == null || !onlyDue || head.isDue(context.clock().instant(), longestPlan);
    if (due && !service.isUnavailable()) {
      return true;
    }
    countRemaining(entry);
    return false;
  }

  private void ended(
      ServiceFlush service,
      LedgerEntry before,
      EntryDelivery.@Nullable Result delivery,
      @Nullable Throwable failure) {
    if (failure != null && !queue.isClosed()) {
      context
          .notices()
          .accept(
              "delivering "
                  + before.kind().wire()
                  + " "
                  + before.id()
                  + " failed: "
                  + OutcomeMessages.failure(failure));
    }
    FlushReport report;
    synchronized (this) {
      if (delivery == null) {
        service.end();
        countRemaining(before);
      } else {
        service.end(delivery);
        delivered += delivery.delivered();
        rejected += delivery.rejected();
        expired += delivery.expired();
        complete &= delivery.end() != EntryDelivery.End.OUT_OF_TIME;
        if (delivery.entry() != null && delivery.entry().head() != null) {
          countRemaining(delivery.entry());
        }
      }
      report = report();
    }
    try {
      progress.accept(report);
    } catch (RuntimeException e) {
      context.notices().accept("showing progress failed: " + e.getClass().getSimpleName());
    }
  }

  private void countRemaining(LedgerEntry entry) {
    remaining++;
    UpdateRecord head = entry.head();
    Instant at = head == null ? null : head.nextAttempt();
    if (at != null && (nextDue == null || at.isBefore(nextDue))) {
      nextDue = at;
    }
  }

  private FlushReport report() {
    return new FlushReport(delivered, rejected, expired, remaining, complete, false, nextDue);
  }

  private void finishIfIdle() {
    FlushReport report;
    synchronized (this) {
      if (!services.isEmpty() || !groups.isEmpty() || result.isDone()) {
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
    services.forEach(ServiceFlush::close);
    services.clear();
    if (flushLock != null) {
      flushLock.close();
      flushLock = null;
    }
  }
}
