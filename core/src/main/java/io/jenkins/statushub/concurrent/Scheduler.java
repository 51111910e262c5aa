package io.jenkins.statushub.concurrent;

import java.time.Duration;

/**
 * Runs a task later, without holding a thread meanwhile. Passed in, so that tests need no sleep.
 */
@FunctionalInterface
public interface Scheduler {

  /**
   * Runs the task once, after the delay.
   *
   * @param delay zero or more
   */
  void schedule(Runnable task, Duration delay);
}
