package io.jenkins.statushub.delivery;

/** Threads that keep no JVM alive. */
final class Daemons {
  private Daemons() {}

  static Thread http(Runnable task) {
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
