package io.jenkins.statushub.transport;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's exceptions in words of our own: theirs may hold the hook URL, and say the same thing
 * differently in each of its two HTTP clients. Looked at by type and by the fixed parts of a
 * message; no part of a message is passed on.
 */
public final class TransportErrors {
  static final String NOT_HTTP = "the answer was not HTTP";
  public static final String BROKEN_OFF = "the answer broke off";
  public static final String NO_ANSWER = "the connection was closed without an answer";
  private static final int LONGEST_CHAIN = 16;

  private TransportErrors() {}

  public static String noConnection(Duration timeout) {
    return "could not connect within " + spoken(timeout);
  }

  public static String noAnswer(Duration timeout) {
    return "no answer within " + spoken(timeout);
  }

  private static String spoken(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }

  /**
   * Words for a failure.
   *
   * @param timeout what the request was given
   */
  public static String of(Throwable failure, Duration timeout) {
    String tls = null;
    String words = null;
    Throwable cause = failure;
    // The innermost one knows best.
    for (int i = 0; cause != null && i < LONGEST_CHAIN; i++, cause = cause.getCause()) {
      if (cause instanceof SSLException || cause instanceof CertificateException) {
        tls = tls(cause, tls);
      } else {
        String more = plain(cause, timeout);
        words = more == null ? words : more;
      }
    }
    if (tls != null) {
      return "TLS failure: " + tls;
    }
    return words != null
        ? words
        : "the connection failed (" + failure.getClass().getSimpleName() + ")";
  }

  /** Whether the other side answered in something else than TLS, so before any request. */
  public static boolean isNotTls(Throwable cause) {
    String message = message(cause);
    return cause instanceof SSLException
        && (message.contains("plaintext connection")
            || message.contains("unrecognized SSL message"));
  }

  private static String tls(Throwable cause, @Nullable String soFar) {
    String message = message(cause);
    if (cause instanceof CertificateExpiredException) {
      return "certificate expired";
    }
    if (cause instanceof CertificateNotYetValidException) {
      return "certificate not valid yet";
    }
    if (message.contains("No name matching")
        || message.contains("No subject alternative")
        || message.contains("HTTPS hostname wrong")) {
      return "certificate is for another host";
    }
    if (message.contains("PKIX") || message.contains("trustAnchors")) {
      return "certificate not trusted";
    }
    if (isNotTls(cause)) {
      return "the other side does not speak TLS";
    }
    return soFar == null ? "no agreement with the other side" : soFar;
  }

  private static @Nullable String plain(Throwable cause, Duration timeout) {
    String message = message(cause);
    if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
      return "name not found";
    }
    if (cause instanceof SocketTimeoutException
        || cause.getClass().getName().equals("java.net.http.HttpTimeoutException")) {
      return noAnswer(timeout);
    }
    if (cause.getClass().getName().equals("java.net.http.HttpConnectTimeoutException")) {
      return noConnection(timeout);
    }
    if (cause instanceof NoRouteToHostException) {
      return "could not connect (no route to host)";
    }
    if (cause instanceof ConnectException) {
      return message.contains("refused")
          ? "could not connect (connection refused)"
          : "could not connect";
    }
    if (cause instanceof ProtocolException) {
      return NOT_HTTP;
    }
    if (message.contains("unnel")) {
      return "could not connect (the proxy refused" + statusIn(message) + ")";
    }
    if (message.contains("reset") || message.contains("Broken pipe")) {
      return "connection reset";
    }
    if (message.contains("nexpected end of file") || message.contains("received no bytes")) {
      return NO_ANSWER;
    }
    if (message.contains("parser state")) {
      return BROKEN_OFF;
    }
    return null;
  }

  /** The first number of three digits: the rest may be anything. */
  private static String statusIn(String message) {
    for (int i = 0; i + 4 <= message.length(); i++) {
      if (message.charAt(i) == ' '
          && isDigit(message.charAt(i + 1))
          && isDigit(message.charAt(i + 2))
          && isDigit(message.charAt(i + 3))) {
        return ": HTTP " + message.substring(i + 1, i + 4);
      }
    }
    return "";
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static String message(Throwable cause) {
    return cause.getMessage() == null ? "" : cause.getMessage();
  }
}
