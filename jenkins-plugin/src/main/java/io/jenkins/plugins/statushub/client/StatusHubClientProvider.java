package io.jenkins.plugins.statushub.client;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.plugins.statushub.http.ControllerTransport;
import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.sending.DeliveryPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import jenkins.util.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Holds the controller's one client of StatusHub. Few threads, however many builds wait: some for
 * files, some for the network, some for credentials, none for waiting.
 */
@Extension
public final class StatusHubClientProvider {
  private static final Logger LOGGER = Logger.getLogger(StatusHubClientProvider.class.getName());
  private static final int FILE_THREADS = 3;

  private final ThreadPoolExecutor files = threads();
  private final HookUrlLookup hookUrls = new HookUrlLookup(executor());

  /**
   * Clients of earlier settings, for as long as anything under way uses them: weakly, since they
   * hold nothing but what the garbage collector takes with them.
   */
  private final Set<StatusHubClient> opened = Collections.newSetFromMap(new WeakHashMap<>());

  private @Nullable Current current;
  private volatile boolean closed;

  /** The client, and the settings that it was made by. */
  private record Current(StatusHubClient client, DeliveryPolicy policy, Path folder) {}

  /** Returns the provider of this controller. */
  public static StatusHubClientProvider get() {
    return ExtensionList.lookupSingleton(StatusHubClientProvider.class);
  }

  /** Returns the client, by the settings as they are now. */
  public synchronized StatusHubClient client() {
    DeliveryPolicy policy = StatusHubConfiguration.get().policy();
    Path folder = folder();
    Current made = current;
    if (made == null || !made.policy().equals(policy) || !made.folder().equals(folder)) {
      // What is under way goes on by the settings that it began with.
      StatusHubClient client =
          StatusHubClient.builder(folder, hookUrls)
              .transport(ControllerTransport.get())
              .scheduler(StatusHubClientProvider::later)
              .executor(executor())
              .policy(policy)
              .notices(LOGGER::warning)
              .build();
      opened.add(client);
      made = new Current(client, policy, folder);
      current = made;
    }
    return made.client();
  }

  /** Returns where the ledger lies. */
  public static Path folder() {
    return StatusHubConfiguration.get().ledgerPath();
  }

  /** Runs file work as the system, on few threads. Never to be blocked for long. */
  public Executor executor() {
    return task -> {
      try {
        files.execute(() -> asSystem(task));
      } catch (RejectedExecutionException e) {
        LOGGER.fine(
            "dropped a task because Jenkins is going down: what it was for is taken up then");
      }
    };
  }

  /** Runs a task later, holding no thread meanwhile. */
  public static void later(Runnable task, Duration delay) {
    Timer.get().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Whether Jenkins is going down: builds are not to be continued any more. */
  public boolean isClosed() {
    return closed;
  }

  /** Returns how many clients are in use, for tests. */
  public synchronized int openClients() {
    return opened.size();
  }

  private static void asSystem(Runnable task) {
    try (ACLContext unused = ACL.as2(ACL.SYSTEM2)) {
      task.run();
    }
  }

  /** Releases files and threads when Jenkins goes down. */
  @Terminator
  public static void close() {
    get().closeAll();
  }

  private synchronized void closeAll() {
    closed = true;
    files.shutdown();
    List.copyOf(opened).forEach(StatusHubClient::close);
    opened.clear();
  }

  private static ThreadPoolExecutor threads() {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            FILE_THREADS,
            FILE_THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "StatusHub " + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }
}
