package io.jenkins.statushub.concurrent;

/** Threads that keep no JVM alive. */
public final class DaemonThreads {
  private DaemonThreads() {}

  public static Thread http(Runnable task) {
    return named(task, "statushub-http");
  }

  static Thread scheduler(Runnable task) {
    return named(task, "statushub-scheduler");
  }

  private static Thread named(Runnable task, String name) {
    Thread thread = new Thread(null, task, name, 0, false);
    thread.setDaemon(true);
    return thread;
  }
}
