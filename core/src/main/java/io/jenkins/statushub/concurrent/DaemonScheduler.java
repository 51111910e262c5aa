package io.jenkins.statushub.concurrent;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks later on one daemon thread, which is started when the first one is given and ends when
 * there was none for a while. Tasks should be short: they wait for each other.
 */
public final class DaemonScheduler implements Scheduler, AutoCloseable {
  private static final long IDLE_SECONDS = 30;

  private final ScheduledThreadPoolExecutor thread;

  /** Starts nothing yet. */
  public DaemonScheduler() {
    thread = new ScheduledThreadPoolExecutor(1, DaemonThreads::scheduler);
    thread.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    thread.allowCoreThreadTimeOut(true);
    // Once closed, nothing new is taken, and nothing that waits is run.
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    thread.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  /** {@inheritDoc} A task that comes after {@link #close()} is dropped. */
  @Override
  public void schedule(Runnable task, Duration delay) {
    var unused = thread.schedule(task, Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
  }

  /** Drops what waits; a task that runs is not disturbed. */
  @Override
  public void close() {
    // By itself it would still run what is due and waits for another task's end.
    thread.getQueue().clear();
    thread.shutdown();
  }
}
