package io.jenkins.plugins.statushub.http;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import io.jenkins.statushub.transport.HookUrl;
import io.jenkins.statushub.transport.Transport;
import io.jenkins.statushub.transport.TransportResult;
import io.jenkins.statushub.transport.httpclient.HttpClientTransport;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sends the controller's requests: one HTTP client with few threads, however many builds wait.
 * Closing it does nothing, since clients of the core come and go with the settings.
 */
@Extension
public final class ControllerTransport implements Transport {
  private static final int THREADS = 2;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final ThreadPoolExecutor threads = threads();
  private @Nullable Transport transport;

  /** Returns the transport of this controller. */
  public static ControllerTransport get() {
    return ExtensionList.lookupSingleton(ControllerTransport.class);
  }

  @Override
  public CompletionStage<TransportResult> post(HookUrl url, byte[] json, Duration timeout) {
    return transport().post(url, json, timeout);
  }

  private synchronized Transport transport() {
    if (transport == null) {
      transport =
          HttpClientTransport.over(
              HttpClient.newBuilder()
                  .followRedirects(HttpClient.Redirect.NEVER)
                  .connectTimeout(CONNECT_TIMEOUT)
                  .proxy(new ControllerProxy())
                  .authenticator(new ControllerProxy.Credentials())
                  .executor(threads)
                  .build());
    }
    return transport;
  }

  /** Releases the threads when Jenkins goes down. */
  @Terminator
  public static void shutDown() {
    get().threads.shutdown();
  }

  private static ThreadPoolExecutor threads() {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "StatusHub HTTP " + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }
}
