package io.jenkins.statushub.transport.httpclient;

import io.jenkins.statushub.concurrent.DaemonThreads;
import io.jenkins.statushub.transport.HookUrl;
import io.jenkins.statushub.transport.Transport;
import io.jenkins.statushub.transport.TransportErrors;
import io.jenkins.statushub.transport.TransportResult;
import io.jenkins.statushub.transport.TransportResults;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Posts by {@link HttpClient}, holding no thread while it waits: for warm JVMs with many posts at a
 * time. Stages complete on the client's executor.
 */
public final class HttpClientTransport implements Transport {
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);
  private static final int THREADS = 4;

  private final HttpClient client;
  private final HttpClient.Version version;
  private final Executor executor;

  private HttpClientTransport(HttpClient client, HttpClient.Version version) {
    if (client.followRedirects() != HttpClient.Redirect.NEVER) {
      throw new IllegalArgumentException(
          "the client follows redirects, which would hand the secret to another host");
    }
    this.client = client;
    this.version = version;
    this.executor = client.executor().orElseGet(ForkJoinPool::commonPool);
  }

  /**
   * Uses a client that somebody else made and keeps; HTTP/1.1, whatever the client prefers.
   *
   * @throws IllegalArgumentException if it follows redirects
   */
  public static HttpClientTransport over(HttpClient client) {
    return over(client, HttpClient.Version.HTTP_1_1);
  }

  /**
   * Uses a client that somebody else made and keeps.
   *
   * @param version what to speak
   * @throws IllegalArgumentException if it follows redirects
   */
  public static HttpClientTransport over(HttpClient client, HttpClient.Version version) {
    return new HttpClientTransport(client, version);
  }

  /**
   * Makes a client of its own, with a few daemon threads that end when idle.
   *
   * @param proxies chooses the proxy for each request; null for the JVM's own settings
   * @param proxyCredentials answers a proxy that asks; null for none
   * @param tls null for the JVM's own
   */
  public static HttpClientTransport create(
      @Nullable ProxySelector proxies,
      @Nullable Authenticator proxyCredentials,
      @Nullable SSLContext tls) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LONGEST_CONNECT)
            .executor(fewThreads());
    if (proxies != null) {
      builder.proxy(proxies);
    }
    if (proxyCredentials != null) {
      builder.authenticator(proxyCredentials);
    }
    if (tls != null) {
      builder.sslContext(tls);
    }
    return over(builder.build());
  }

  private static Executor fewThreads() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            DaemonThreads::http);
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  @Override
  public CompletionStage<TransportResult> post(HookUrl url, byte[] json, Duration timeout) {
    Exchange exchange = new Exchange(url, json.clone(), timeout);
    try {
      exchange.start();
    } catch (RuntimeException e) {
      // Not chained: the JDK's words about an address hold it.
      exchange.result.complete(TransportResult.failed(TransportErrors.of(e, timeout), false));
    }
    return exchange.result;
  }

  /** One post. */
  private final class Exchange {
    final CompletableFuture<TransportResult> result = new CompletableFuture<>();
    private final HookUrl url;
    private final Duration timeout;
    private final OneTimeBody body;
    private final Bounded answer = new Bounded();
    private volatile @Nullable CompletableFuture<HttpResponse<byte[]>> sending;
    private volatile @Nullable TransportResult late;
    private volatile @Nullable TransportResult taken;

    Exchange(HookUrl url, byte[] json, Duration timeout) {
      this.url = url;
      this.timeout = timeout;
      this.body = new OneTimeBody(json);
    }

    void start() {
      HttpRequest request =
          HttpRequest.newBuilder(url.reveal())
              .version(version)
              .header("Content-Type", "application/json")
              .header("Accept", "*/*")
              .header("User-Agent", TransportResults.USER_AGENT)
              .POST(body)
              .build();
      CompletableFuture<HttpResponse<byte[]>> response =
          client.sendAsync(
              request,
              info -> {
                answer.begin(start -> take(info, start));
                return answer;
              });
      sending = response;
      // The client's own timeout does not cover the answer's body. Completing this one lets go of
      // all that waits for the deadline, which cancelling a delayed task does not.
      CompletableFuture<TransportResult> deadline =
          new CompletableFuture<TransportResult>()
              .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
      var unused = deadline.thenAccept(result::complete).exceptionallyAsync(this::giveUp, executor);
      unused =
          response
              .handle(this::outcome)
              .exceptionally(
                  mistake -> TransportResult.failed(TransportErrors.of(mistake, timeout), true))
              .thenAccept(deadline::complete);
    }

    private @Nullable Void giveUp(Throwable timedOut) {
      // Forbidden before the outcome is known to anybody, or a connection could still come about
      // and carry what was reported as not sent.
      late =
          body.forbid()
              ? TransportResult.failed(TransportErrors.noConnection(timeout), false)
              : TransportResult.failed(TransportErrors.noAnswer(timeout), true);
      answer.cancel();
      CompletableFuture<?> stage = sending;
      if (stage != null) {
        stage.cancel(true);
      }
      result.complete(late);
      return null;
    }

    /**
     * Takes an answer before the client completes its stage. It does that on the JVM's common pool
     * or, where there are only two processors, on a thread made for each answer: but not where the
     * stage is complete already.
     */
    private void take(ResponseInfo info, byte[] start) {
      taken = answered(info.statusCode(), info.headers(), start);
      CompletableFuture<HttpResponse<byte[]>> stage = sending;
      if (stage != null) {
        stage.complete(null);
      }
    }

    private TransportResult outcome(
        @Nullable HttpResponse<byte[]> got, @Nullable Throwable failure) {
      TransportResult already = taken;
      if (already != null) {
        return already;
      }
      if (got == null) {
        return failed(failure == null ? new IOException("no answer") : failure);
      }
      // None where a proxy refused to make a tunnel: then nobody was asked to take one.
      byte[] start = got.body() == null ? new byte[0] : got.body();
      return answered(got.statusCode(), got.headers(), start);
    }

    private TransportResult answered(int status, HttpHeaders headers, byte[] start) {
      return TransportResults.of(
          url.reveal(),
          status,
          headers.firstValue("Retry-After").orElse(null),
          start,
          start.length,
          answer.cut);
    }

    private TransportResult failed(Throwable failure) {
      if (late != null) {
        return late;
      }
      Throwable cause =
          failure instanceof CompletionException && failure.getCause() != null
              ? failure.getCause()
              : failure;
      if (body.refused) {
        return TransportResult.failed(TransportErrors.NO_ANSWER, true);
      }
      if (answer.hasBegun()) {
        return TransportResult.failed(TransportErrors.BROKEN_OFF, true);
      }
      return TransportResult.failed(
          TransportErrors.of(cause, timeout), body.begun() && !beforeRequest(cause));
    }

    private boolean beforeRequest(Throwable cause) {
      return cause instanceof ConnectException
          || cause instanceof HttpConnectTimeoutException
          || cause instanceof UnresolvedAddressException
          || cause instanceof SSLHandshakeException
          || TransportErrors.isNotTls(cause);
    }
  }

  /**
   * A request's body that can be sent once. The client repeats a request by itself when a kept
   * connection turns out to be dead and {@code jdk.httpclient.enableAllMethodRetry} is set, which
   * is not ours to decide: then it finds nothing to send.
   */
  private static final class OneTimeBody implements BodyPublisher {
    private final BodyPublisher bytes;
    private final int length;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean begun;
    volatile boolean refused;

    OneTimeBody(byte[] json) {
      bytes = BodyPublishers.ofByteArray(json);
      length = json.length;
    }

    /** Whether anything of the body may be on its way; without it a request is incomplete. */
    boolean begun() {
      return begun;
    }

    /** Lets nothing more go; true if nothing has gone yet. */
    boolean forbid() {
      return closed.compareAndSet(false, true);
    }

    @Override
    public long contentLength() {
      return length;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
      if (closed.compareAndSet(false, true)) {
        begun = true;
        bytes.subscribe(subscriber);
      } else {
        refused = true;
        subscriber.onSubscribe(NOTHING);
        subscriber.onError(new IOException("not sent again"));
      }
    }

    private static final Flow.Subscription NOTHING =
        new Flow.Subscription() {
          @Override
          public void request(long n) {}

          @Override
          public void cancel() {}
        };
  }

  /** The beginning of an answer's body; what follows is not read. */
  private static final class Bounded implements BodySubscriber<byte[]> {
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteArrayOutputStream start = new ByteArrayOutputStream(0);
    private Flow.@Nullable Subscription subscription;
    private volatile @Nullable Consumer<byte[]> taker;
    volatile boolean cut;

    /**
     * An answer has come in, its body is to follow.
     *
     * @param taker is given the body once it is there, before the client is
     */
    void begin(Consumer<byte[]> taker) {
      this.taker = taker;
    }

    boolean hasBegun() {
      return taker != null;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
      return body;
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription newSubscription) {
      if (subscription != null || body.isDone()) {
        newSubscription.cancel();
        return;
      }
      subscription = newSubscription;
      newSubscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      if (keep(buffers)) {
        finish();
      }
    }

    /** Whether that is enough. */
    private synchronized boolean keep(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        byte[] taken =
            new byte[Math.min(buffer.remaining(), TransportResults.MAX_BODY - start.size())];
        buffer.get(taken);
        start.writeBytes(taken);
        cut |= buffer.hasRemaining();
      }
      if (subscription != null) {
        if (cut) {
          subscription.cancel();
        } else {
          subscription.request(1);
        }
      }
      return cut;
    }

    @Override
    public void onError(Throwable failure) {
      body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      finish();
    }

    private void finish() {
      byte[] got = start.toByteArray();
      Consumer<byte[]> first = taker;
      if (first != null && !body.isDone()) {
        first.accept(got);
      }
      body.complete(got);
    }

    synchronized void cancel() {
      if (subscription != null) {
        subscription.cancel();
      }
    }
  }
}
