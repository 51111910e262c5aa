package io.jenkins.statushub.transport;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Turns what a transport received into an {@link TransportResult}. */
public final class TransportResults {
  /** How much of an answer's body is read, in bytes. */
  public static final int MAX_BODY = 4096;

  /** What a request says of itself. */
  public static final String USER_AGENT = "statushub-maven-jenkins";

  private TransportResults() {}

  /**
   * An answer with a status.
   *
   * @param url where the request went: nothing of it will be in the answer
   * @param retryAfter the header, or null
   * @param body the beginning of the body, perhaps empty
   * @param length how much of {@code body} is in use
   * @param cut whether the body went on
   */
  public static TransportResult of(
      URI url, int status, @Nullable String retryAfter, byte[] body, int length, boolean cut) {
    if (!isFinal(status)) {
      return TransportResult.failed(TransportErrors.NOT_HTTP, true);
    }
    if (status < 300) {
      return TransportResult.answered(status, null, "");
    }
    if (status == 407) {
      // Only a proxy may say so, and it has passed nothing on.
      return TransportResult.failed("could not connect (the proxy refused: HTTP 407)", false);
    }
    StringBuilder problem = new StringBuilder("HTTP ").append(status);
    if (status < 400) {
      problem.append(
          ", a redirect, which is not followed because it would hand the secret to another address;"
              + " copy the hook URL from StatusHub once more");
    }
    String reason = ResponseReason.of(new String(body, 0, length, StandardCharsets.UTF_8));
    String text = new Redaction(url).clean(reason, cut);
    if (!text.isEmpty()) {
      problem.append(": ").append(text);
    }
    return TransportResult.answered(status, readable(retryAfter), problem.toString());
  }

  /** Whether HTTP knows it as the status of a whole answer. */
  public static boolean isFinal(int status) {
    return status >= 200 && status <= 599;
  }

  /** A header that can't be read is free text of somebody else's, and of no use. */
  private static @Nullable String readable(@Nullable String retryAfter) {
    return RetryAfter.parse(retryAfter, Instant.EPOCH) == null ? null : retryAfter;
  }
}
