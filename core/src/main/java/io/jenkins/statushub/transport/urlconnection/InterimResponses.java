package io.jenkins.statushub.transport.urlconnection;

import io.jenkins.statushub.transport.TransportResult;
import io.jenkins.statushub.transport.TransportResults;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The final answer behind an interim one. {@link java.net.HttpURLConnection} before JDK 20 knows
 * only one interim answer, 100: it takes a 102 or 103 for the final one, and what follows for its
 * body. Without this an update that a hub accepted so would be sent again and again.
 */
final class InterimResponses {
  /** As many as {@code java.net.http} reads. */
  private static final int MOST_INTERIM = 8;

  private static final int MAX_HEAD = 32 * 1024;

  private final InputStream in;
  private final StringBuilder line = new StringBuilder();
  private int headBytes;

  private InterimResponses(InputStream in) {
    this.in = in;
  }

  /** Whether a status is interim, with another one behind it. 101 is final in its way. */
  static boolean isDue(int status) {
    return status >= 102 && status < 200;
  }

  /**
   * Reads the final answer.
   *
   * @param in what follows the interim answer
   * @throws IOException if it is not HTTP or breaks off; the message is of no interest
   */
  static TransportResult read(InputStream in, URI url) throws IOException {
    InterimResponses answer = new InterimResponses(in);
    for (int i = 0; i <= MOST_INTERIM; i++) {
      int status = answer.status();
      String retryAfter = null;
      long length = -1;
      for (String header = answer.line(); !header.isEmpty(); header = answer.line()) {
        retryAfter = value(header, "retry-after:", retryAfter);
        String announced = value(header, "content-length:", null);
        length = announced == null ? length : number(announced);
      }
      if (!isDue(status)) {
        byte[] start =
            in.readNBytes((int) Math.min(Math.max(0, length), TransportResults.MAX_BODY));
        if (start.length < Math.min(length, TransportResults.MAX_BODY)) {
          throw new EOFException();
        }
        boolean cut = start.length < length;
        return TransportResults.of(url, status, retryAfter, start, start.length, cut);
      }
    }
    throw new ProtocolException();
  }

  private int status() throws IOException {
    String first = line();
    if (!first.startsWith("HTTP/1.") || first.length() < 12 || first.charAt(8) != ' ') {
      throw new ProtocolException();
    }
    return (int) number(first.substring(9, 12));
  }

  private static @Nullable String value(String header, String name, @Nullable String otherwise) {
    return header.toLowerCase(Locale.ROOT).startsWith(name)
        ? header.substring(name.length()).strip()
        : otherwise;
  }

  private static long number(String digits) throws ProtocolException {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new ProtocolException();
    }
  }

  private String line() throws IOException {
    line.setLength(0);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException();
      }
      if (++headBytes > MAX_HEAD) {
        throw new ProtocolException();
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }
}
