package io.jenkins.statushub.concurrent;

import io.jenkins.statushub.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** A scheduler whose tasks run when a test moves the time, on the thread of the test. */
public final class ManualScheduler implements Scheduler {
  private final ManualClock clock;
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparing(Task::due).thenComparing(Task::number));
  private final List<Duration> delays = new ArrayList<>();
  private long count;

  public ManualScheduler(ManualClock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void schedule(Runnable task, Duration delay) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("a delay of " + delay);
    }
    delays.add(delay);
    tasks.add(new Task(clock.instant().plus(delay), count++, task));
  }

  /** Moves the clock and runs everything that falls due on the way, at its moment, in order. */
  public void advance(Duration by) {
    Instant end = clock.instant().plus(by);
    for (Task task = next(end); task != null; task = next(end)) {
      if (task.due().isAfter(clock.instant())) {
        clock.set(task.due());
      }
      task.work().run();
    }
    clock.set(end);
  }

  /** Moves the clock to the next task and runs it; false if there is none. */
  public boolean runNext() {
    Task task = next(Instant.MAX);
    if (task == null) {
      return false;
    }
    if (task.due().isAfter(clock.instant())) {
      clock.set(task.due());
    }
    task.work().run();
    return true;
  }

  /** Like {@link #runNext()}, unless the next task is due later than after a time. */
  public boolean runNextWithin(Duration time) {
    Task task = next(clock.instant().plus(time));
    if (task == null) {
      return false;
    }
    if (task.due().isAfter(clock.instant())) {
      clock.set(task.due());
    }
    task.work().run();
    return true;
  }

  private synchronized @Nullable Task next(Instant end) {
    Task task = tasks.peek();
    return task == null || task.due().isAfter(end) ? null : tasks.poll();
  }

  /** How many tasks wait. */
  public synchronized int waiting() {
    return tasks.size();
  }

  /** All delays that were ever asked for, in order. */
  public synchronized List<Duration> delays() {
    return List.copyOf(delays);
  }

  private record Task(Instant due, long number, Runnable work) {}
}
