package io.jenkins.statushub.hub;

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
 * How the next requests are to be treated. What was queued for the service comes first, then what
 * was queued for any service, then what stands until cleared, then the function.
 */
final class MisbehaviourPlan {
  /** Stands for "any service"; no service can have this name. */
  static final String ANY = "";

  private static final int MOST_QUEUED = 100_000;

  private final Map<String, Deque<Misbehaviour>> queued = new HashMap<>();
  private final Map<String, Misbehaviour> standing = new HashMap<>();
  private @Nullable Function<String, Optional<Misbehaviour>> chooser;

  synchronized void queue(String service, List<Misbehaviour> behaviours) {
    Deque<Misbehaviour> queue = queued.computeIfAbsent(service, name -> new ArrayDeque<>());
    if (queue.size() + behaviours.size() > MOST_QUEUED) {
      throw new IllegalArgumentException(
          "at most " + MOST_QUEUED + " misbehaviours can be queued for a service");
    }
    queue.addAll(behaviours);
  }

  synchronized void keepTo(String service, Misbehaviour behaviour) {
    standing.put(service, behaviour);
  }

  synchronized void chooseBy(Function<String, Optional<Misbehaviour>> chooser) {
    this.chooser = chooser;
  }

  synchronized void clear(String service) {
    queued.remove(service);
    standing.remove(service);
  }

  synchronized void clearAll() {
    queued.clear();
    standing.clear();
    chooser = null;
  }

  synchronized @Nullable Misbehaviour next(String service) {
    for (String name : List.of(service, ANY)) {
      Deque<Misbehaviour> queue = queued.get(name);
      if (queue != null && !queue.isEmpty()) {
        return queue.poll();
      }
    }
    for (String name : List.of(service, ANY)) {
      Misbehaviour behaviour = standing.get(name);
      if (behaviour != null) {
        return behaviour;
      }
    }
    return chooser == null ? null : chooser.apply(service).orElse(null);
  }

  /** In words, one line for each service that has something waiting. */
  synchronized List<String> inWords() {
    var lines = new ArrayList<String>();
    queued.forEach(
        (service, queue) -> {
          if (!queue.isEmpty()) {
            lines.add(named(service) + ": next " + queue.size() + ", first " + queue.peek());
          }
        });
    standing.forEach((service, way) -> lines.add(named(service) + ": until cleared, " + way));
    if (chooser != null) {
      lines.add("any service: as the running program chooses");
    }
    return lines;
  }

  private static String named(String service) {
    return service.equals(ANY) ? "any service" : service;
  }
}
