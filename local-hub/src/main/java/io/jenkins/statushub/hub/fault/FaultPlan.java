package io.jenkins.statushub.hub.fault;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which faults the next requests get. First come the faults queued for the service, then those
 * queued for any service, then those that apply until they are cleared, then the selector. Safe for
 * use by many threads.
 */
public final class FaultPlan {
  /** Stands for "any service"; no service can have this name. */
  public static final String ANY_SERVICE = "";

  private static final int MAX_QUEUED = 100_000;

  private final Map<String, Deque<Fault>> queued = new HashMap<>();
  private final Map<String, Fault> untilCleared = new HashMap<>();
  private @Nullable Function<String, Optional<Fault>> selector;

  /** Queues faults for the next requests of a service, one for each request. */
  public synchronized void queue(String service, List<Fault> faults) {
    Deque<Fault> queue = queued.computeIfAbsent(service, name -> new ArrayDeque<>());
    if (queue.size() + faults.size() > MAX_QUEUED) {
      throw new IllegalArgumentException(
          "at most " + MAX_QUEUED + " faults can be queued for a service");
    }
    queue.addAll(faults);
  }

  /** Injects a fault into every request of a service until it is cleared. */
  public synchronized void setUntilCleared(String service, Fault fault) {
    untilCleared.put(service, fault);
  }

  /** Returns the fault that applies to a service until it is cleared; null for none. */
  public synchronized @Nullable Fault untilCleared(String service) {
    return untilCleared.get(service);
  }

  /** Asks a function for the fault of each request that no other rule covers. */
  public synchronized void setSelector(Function<String, Optional<Fault>> selector) {
    this.selector = selector;
  }

  /** Removes the faults of one service. */
  public synchronized void clear(String service) {
    queued.remove(service);
    untilCleared.remove(service);
  }

  /** Removes all faults and the selector. */
  public synchronized void clearAll() {
    queued.clear();
    untilCleared.clear();
    selector = null;
  }

  /** Takes the fault for the next request of a service; null for none. */
  public synchronized @Nullable Fault next(String service) {
    for (String name : List.of(service, ANY_SERVICE)) {
      Deque<Fault> queue = queued.get(name);
      if (queue != null && !queue.isEmpty()) {
        return queue.poll();
      }
    }
    for (String name : List.of(service, ANY_SERVICE)) {
      Fault fault = untilCleared.get(name);
      if (fault != null) {
        return fault;
      }
    }
    return selector == null ? null : selector.apply(service).orElse(null);
  }

  /** Describes what is planned, one line for each service that has faults. */
  public synchronized List<String> describe() {
    var lines = new ArrayList<String>();
    queued.forEach(
        (service, queue) -> {
          if (!queue.isEmpty()) {
            lines.add(displayName(service) + ": next " + queue.size() + ", first " + queue.peek());
          }
        });
    untilCleared.forEach(
        (service, fault) -> lines.add(displayName(service) + ": until cleared, " + fault));
    if (selector != null) {
      lines.add("any service: as the running program selects");
    }
    return lines;
  }

  private static String displayName(String service) {
    return service.equals(ANY_SERVICE) ? "any service" : service;
  }
}
