package io.jenkins.plugins.statushub.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Looks up credentials on threads of their own, since a secrets backend may take long, or never
 * answer. Each owner has a few threads at the most, so that a backend which hangs holds up nobody
 * but those who use it.
 */
@Extension
public final class CredentialLookups {
  /** How long a look-up may take before it has failed. */
  static final Duration LIMIT = Duration.ofSeconds(10);

  /** How many look-ups of one owner run at once. */
  static final int THREADS_PER_OWNER = 3;

  private static final int THREADS = 24;
  private static final int MAX_WAITING = 500;

  private final ThreadPoolExecutor threads = threads();
  private final Map<String, OwnerLookups> byOwner = new HashMap<>();

  /** Returns the look-ups of this controller. */
  public static CredentialLookups get() {
    return ExtensionList.lookupSingleton(CredentialLookups.class);
  }

  /**
   * Runs a look-up as the system.
   *
   * @param owner whose credentials are looked up: the scope of a service
   * @return completes with what the look-up returns or throws; exceptionally as well if it takes
   *     longer than {@link #LIMIT}, waiting included, or too many wait already
   */
  public <T> CompletableFuture<T> run(String owner, Callable<T> lookup) {
    Task<T> task = new Task<>(owner, lookup);
    synchronized (byOwner) {
      OwnerLookups lookups = byOwner.computeIfAbsent(owner, any -> new OwnerLookups());
      if (lookups.running < THREADS_PER_OWNER) {
        start(lookups, task);
      } else if (lookups.waiting.size() < MAX_WAITING) {
        lookups.waiting.add(task);
      } else {
        task.result.completeExceptionally(
            new RejectedExecutionException(
                MAX_WAITING + " look-ups of credentials wait already; is a secrets backend down?"));
      }
    }
    return task.result
        .orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((value, failure) -> task.interrupt());
  }

  private void start(OwnerLookups lookups, Task<?> task) {
    lookups.running++;
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      lookups.running--;
      task.result.completeExceptionally(e);
    }
  }

  private void ended(String owner) {
    synchronized (byOwner) {
      OwnerLookups lookups = byOwner.get(owner);
      if (lookups == null) {
        return;
      }
      lookups.running--;
      Task<?> next = lookups.waiting.poll();
      while (next != null && next.result.isDone()) {
        next = lookups.waiting.poll();
      }
      if (next != null) {
        start(lookups, next);
      } else if (lookups.running == 0) {
        byOwner.remove(owner);
      }
    }
  }

  /** Releases the threads when Jenkins goes down. */
  @Terminator
  public static void shutDown() {
    get().threads.shutdownNow();
  }

  private static ThreadPoolExecutor threads() {
    AtomicInteger number = new AtomicInteger();
    return new ThreadPoolExecutor(
        0,
        THREADS,
        30,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "StatusHub credentials " + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  /** What one owner has under way. Guarded by the map of all. */
  private static final class OwnerLookups {
    private final Queue<Task<?>> waiting = new ArrayDeque<>();
    private int running;
  }

  private final class Task<T> implements Runnable {
    private final String owner;
    private final Callable<T> lookup;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private @Nullable Thread thread;

    Task(String owner, Callable<T> lookup) {
      this.owner = owner;
      this.lookup = lookup;
    }

    @Override
    public void run() {
      setThread(Thread.currentThread());
      T value = null;
      Throwable failure = null;
      try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
        if (!result.isDone()) {
          value = lookup.call();
        }
      } catch (Exception | LinkageError e) {
        failure = e;
      } finally {
        setThread(null);
        ended(owner);
      }
      if (failure == null) {
        result.complete(value);
      } else {
        result.completeExceptionally(failure);
      }
    }

    private synchronized void setThread(@Nullable Thread thread) {
      this.thread = thread;
      if (thread == null) {
        // An interruption that came too late is nothing to those who go on from here.
        Thread.interrupted();
      }
    }

    /** A look-up that nobody waits for any more ends early, if it heeds that. */
    synchronized void interrupt() {
      if (thread != null) {
        thread.interrupt();
      }
    }
  }
}
