package io.jenkins.plugins.statushub.client;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.sending.DeliveryPolicy;
import io.jenkins.statushub.transport.Transport;
import io.jenkins.statushub.transport.httpclient.HttpClientTransport;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.jspecify.annotations.Nullable;

/**
 * The controller's one door to StatusHub. Few threads, however many builds wait: some for files,
 * some for the network, none for waiting.
 */
@Extension
public final class StatusHubClientProvider {
  private static final Logger LOGGER = Logger.getLogger(StatusHubClientProvider.class.getName());
  private static final int FILE_THREADS = 3;
  private static final int HTTP_THREADS = 2;

  private final ThreadPoolExecutor files = threads("StatusHub", FILE_THREADS);
  private final ThreadPoolExecutor http = threads("StatusHub HTTP", HTTP_THREADS);
  private final List<StatusHubClient> opened = new ArrayList<>();
  private @Nullable Transport transport;
  private @Nullable StatusHubClient hub;
  private @Nullable DeliveryPolicy policy;
  private volatile boolean closed;

  /** The door of this controller. */
  public static StatusHubClientProvider get() {
    return ExtensionList.lookupSingleton(StatusHubClientProvider.class);
  }

  /** The core's door, by the settings as they are now. */
  public synchronized StatusHubClient hub() {
    DeliveryPolicy wanted = StatusHubConfiguration.get().policy();
    StatusHubClient current = hub;
    if (current == null || !wanted.equals(policy)) {
      // What is under way goes on by the settings that it began with.
      current =
          StatusHubClient.builder(folder(), new HookUrlLookup())
              .transport(transport())
              .scheduler(StatusHubClientProvider::later)
              .executor(executor())
              .policy(wanted)
              .notices(LOGGER::warning)
              .build();
      opened.add(current);
      hub = current;
      policy = wanted;
    }
    return current;
  }

  /** Where the ledger lies. */
  public static Path folder() {
    return Jenkins.get().getRootDir().toPath().resolve("statushub").resolve("ledger");
  }

  /** Runs file work and look-ups, as the system, on few threads. Never to be blocked for long. */
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

  /** Whether Jenkins is going down: nothing is to be told to builds any more. */
  public boolean isClosed() {
    return closed;
  }

  private static void asSystem(Runnable task) {
    try (ACLContext unused = ACL.as2(ACL.SYSTEM2)) {
      task.run();
    }
  }

  private Transport transport() {
    if (transport == null) {
      transport =
          HttpClientTransport.over(
              HttpClient.newBuilder()
                  .followRedirects(HttpClient.Redirect.NEVER)
                  .connectTimeout(Duration.ofSeconds(5))
                  .proxy(new ControllerProxy())
                  .authenticator(new ControllerProxy.Credentials())
                  .executor(http)
                  .build());
    }
    return transport;
  }

  /** Lets go of files and threads when Jenkins goes down. */
  @Terminator
  public static void close() {
    get().closeAll();
  }

  private synchronized void closeAll() {
    closed = true;
    files.shutdown();
    http.shutdown();
    opened.forEach(StatusHubClient::close);
    opened.clear();
  }

  private static ThreadPoolExecutor threads(String name, int count) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            count,
            count,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, name + " " + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }
}
