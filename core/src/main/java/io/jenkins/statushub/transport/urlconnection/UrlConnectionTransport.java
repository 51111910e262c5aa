package io.jenkins.statushub.transport.urlconnection;

import io.jenkins.statushub.transport.HookUrl;
import io.jenkins.statushub.transport.HttpProxy;
import io.jenkins.statushub.transport.HttpProxySelector;
import io.jenkins.statushub.transport.Transport;
import io.jenkins.statushub.transport.TransportErrors;
import io.jenkins.statushub.transport.TransportResult;
import io.jenkins.statushub.transport.TransportResults;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Posts by {@link HttpURLConnection}, whose first request in a cold JVM costs a tenth of {@code
 * java.net.http}'s. Each post takes two short-lived daemon threads, because neither a name's lookup
 * nor a dripping answer can be bounded in time on one: made for a few posts at a time. Stages
 * complete on such a thread.
 */
public final class UrlConnectionTransport implements Transport {
  private static final int LONGEST_CONNECT_MILLIS = 5_000;

  private final HttpProxySelector proxies;
  private final @Nullable SSLSocketFactory tls;

  /** Goes the way of the JVM's own proxy settings. */
  public UrlConnectionTransport() {
    this(null, null);
  }

  /**
   * Goes the given way.
   *
   * @param proxies chooses the way for each request; null for the JVM's own settings
   * @param tls makes the sockets for https; null for the JVM's own
   */
  public UrlConnectionTransport(
      @Nullable HttpProxySelector proxies, @Nullable SSLSocketFactory tls) {
    this.proxies =
        proxies != null
            ? proxies
            : new HttpProxySelector() {
              @Override
              public @Nullable HttpProxy to(String scheme, String host) {
                return null;
              }
            };
    this.tls = tls;
  }

  @Override
  public CompletionStage<TransportResult> post(HookUrl url, byte[] json, Duration timeout) {
    Post post = new Post(url, json.clone(), timeout);
    start(post, "statushub-deadline");
    return post.result;
  }

  private static Thread start(Runnable task, String name) {
    Thread thread = new Thread(null, task, name, 0, false);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** How far a post has come. */
  private enum Phase {
    CONNECTING,
    WAITING,
    READING,
    DONE,
    ABANDONED
  }

  /** One post. Run by the thread that keeps the deadline; a second one does the work. */
  private final class Post implements Runnable {
    final CompletableFuture<TransportResult> result = new CompletableFuture<>();
    private final HookUrl url;
    private final byte[] json;
    private final Duration timeout;
    private final int millis;
    private Phase phase = Phase.CONNECTING;
    private @Nullable HttpURLConnection connection;
    private @Nullable TransportResult answer;

    Post(HookUrl url, byte[] json, Duration timeout) {
      this.url = url;
      this.json = json;
      this.timeout = timeout;
      this.millis = (int) Math.max(1, Math.min(Integer.MAX_VALUE, timeout.toMillis()));
    }

    @Override
    public void run() {
      Thread worker =
          start(
              new Runnable() {
                @Override
                public void run() {
                  work();
                }
              },
              "statushub-post");
      try {
        worker.join(millis);
      } catch (InterruptedException e) {
        // Nobody but this class knows the thread; the post ends as if its time were up.
        Thread.currentThread().interrupt();
      }
      result.complete(end());
    }

    /** The answer, or the end of waiting for it. */
    private synchronized TransportResult end() {
      if (answer != null) {
        return answer;
      }
      Phase reached = phase;
      phase = Phase.ABANDONED;
      if (reached == Phase.WAITING && connection != null) {
        // While a body is being read, disconnect() would wait for the reader; that one looks at the
        // phase between reads, and each read is bounded.
        connection.disconnect();
      }
      return reached == Phase.CONNECTING
          ? TransportResult.failed(TransportErrors.noConnection(timeout), false)
          : TransportResult.failed(TransportErrors.noAnswer(timeout), true);
    }

    /**
     * Steps on, unless the post has timed out: what was reported as not sent must not be sent
     * afterwards.
     */
    private synchronized void enter(Phase next) throws IOException {
      if (phase == Phase.ABANDONED) {
        throw new IOException("timed out");
      }
      phase = next;
    }

    private synchronized Phase phase() {
      return phase;
    }

    private synchronized void done(TransportResult found) {
      if (phase != Phase.ABANDONED) {
        phase = Phase.DONE;
        answer = found;
      }
    }

    private void work() {
      HttpURLConnection opened = null;
      try {
        opened = open();
        synchronized (this) {
          connection = opened;
        }
        done(exchange(opened));
      } catch (IOException | RuntimeException | Error e) {
        // Errors too: the JDK reads interim answers recursively, so that endless ones overflow the
        // stack, and whoever waits should not learn of an error by a timeout.
        done(failed(e, phase()));
        disconnect(opened);
      }
    }

    private TransportResult failed(Throwable e, Phase reached) {
      boolean timedOut = e instanceof SocketTimeoutException;
      if (reached == Phase.CONNECTING && timedOut) {
        // The JDK's own time-out may come just before the deadline; both are the same to people.
        return TransportResult.failed(TransportErrors.noConnection(timeout), false);
      }
      return reached == Phase.READING && !timedOut
          ? TransportResult.failed(TransportErrors.BROKEN_OFF, true)
          : TransportResult.failed(TransportErrors.of(e, timeout), reached != Phase.CONNECTING);
    }

    private HttpURLConnection open() throws IOException {
      URL target = url.revealUrl();
      HttpProxy proxy = proxies.to(target.getProtocol(), target.getHost());
      String authorization = proxy == null ? null : proxy.authorization();
      boolean tunnels =
          proxy != null && authorization != null && target.getProtocol().equals("https");
      HttpURLConnection opened =
          (HttpURLConnection)
              (proxy == null
                  ? target.openConnection()
                  : target.openConnection(tunnels ? Proxy.NO_PROXY : proxy.proxy()));
      if (opened instanceof HttpsURLConnection secure) {
        SSLSocketFactory sockets = tls != null ? tls : secure.getSSLSocketFactory();
        if (proxy != null && tunnels) {
          sockets = new TunnelSocketFactory(sockets, proxy);
          // It could not be found again: the JDK keeps connections by their factory.
          opened.setRequestProperty("Connection", "close");
        }
        secure.setSSLSocketFactory(sockets);
      } else if (authorization != null) {
        opened.setRequestProperty("Proxy-Authorization", authorization);
      }
      opened.setConnectTimeout(Math.min(millis, LONGEST_CONNECT_MILLIS));
      opened.setReadTimeout(millis);
      opened.setInstanceFollowRedirects(false);
      opened.setUseCaches(false);
      opened.setDoOutput(true);
      opened.setRequestMethod("POST");
      // Without this the JDK keeps the body and sends it again by itself when a connection breaks.
      opened.setFixedLengthStreamingMode(json.length);
      opened.setRequestProperty("Content-Type", "application/json");
      opened.setRequestProperty("Accept", "*/*");
      opened.setRequestProperty("User-Agent", TransportResults.USER_AGENT);
      return opened;
    }

    private TransportResult exchange(HttpURLConnection opened) throws IOException {
      URI uri = url.reveal();
      opened.connect();
      enter(Phase.WAITING);
      try (OutputStream body = opened.getOutputStream()) {
        body.write(json);
      }
      int status = opened.getResponseCode();
      if (!InterimResponses.isDue(status) && !TransportResults.isFinal(status)) {
        throw new ProtocolException();
      }
      enter(Phase.READING);
      if (InterimResponses.isDue(status)) {
        TransportResult late = InterimResponses.read(opened.getInputStream(), uri);
        opened.disconnect();
        return late;
      }
      // None where the JDK wants to repeat the request with credentials, which it can't: 401, 407.
      InputStream stream = status >= 400 ? opened.getErrorStream() : opened.getInputStream();
      byte[] start = new byte[TransportResults.MAX_BODY];
      int length = 0;
      boolean ended = stream == null;
      while (stream != null && !ended && length < start.length && phase() == Phase.READING) {
        int read = stream.read(start, length, start.length - length);
        ended = read < 0;
        length += Math.max(0, read);
      }
      if (ended) {
        if (stream != null) {
          if (brokeOff(opened, status, length)) {
            throw new EOFException();
          }
          stream.close();
        }
      } else {
        opened.disconnect();
      }
      return TransportResults.of(
          uri, status, opened.getHeaderField("Retry-After"), start, length, !ended);
    }

    /**
     * Whether an answer ended too early, which the JDK does not notice in two cases: a body that is
     * shorter than announced, and a head that is cut off, which it takes for one that ended. RFC
     * 9112, 9.6: an answer whose body ends with the connection says {@code Connection: close}.
     */
    private boolean brokeOff(HttpURLConnection opened, int status, int length) {
      long announced = opened.getContentLengthLong();
      if (announced >= 0) {
        return status != HttpURLConnection.HTTP_NOT_MODIFIED && length < announced;
      }
      String first = opened.getHeaderField(0);
      return status != HttpURLConnection.HTTP_NO_CONTENT
          && status != HttpURLConnection.HTTP_NOT_MODIFIED
          && opened.getHeaderField("Transfer-Encoding") == null
          && opened.getHeaderField("Connection") == null
          && first != null
          && first.startsWith("HTTP/1.1");
    }

    private void disconnect(@Nullable HttpURLConnection opened) {
      if (opened != null) {
        opened.disconnect();
      }
    }
  }
}
