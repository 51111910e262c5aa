package io.jenkins.statushub.transport;

import org.jspecify.annotations.Nullable;

/**
 * What came back from one POST.
 *
 * @param status the HTTP status, or 0 where no whole answer came
 * @param retryAfter the {@code Retry-After} header as it came, or null
 * @param problem what went wrong, for people, without the hook URL; the beginning of the answer's
 *     body where there was one; empty for a success
 * @param reached whether the message may have got to the hub: false only where it certainly did not
 */
public record TransportResult(
    int status, @Nullable String retryAfter, String problem, boolean reached) {

  /** A whole answer. */
  public static TransportResult answered(int status, @Nullable String retryAfter, String problem) {
    return new TransportResult(status, retryAfter, problem, true);
  }

  /** No whole answer. */
  public static TransportResult failed(String problem, boolean reached) {
    return new TransportResult(0, null, problem, reached);
  }

  /** What the answer means. */
  public ResponseCategory category() {
    return ResponseCategory.of(status);
  }

  /** Whether the hub may have taken the message, although this answer does not say that it did. */
  public boolean mayHaveBeenTaken() {
    if (status == 0) {
      return reached;
    }
    boolean leftAlone = status == 425 || status == 429;
    return category() == ResponseCategory.UNAVAILABLE && !leftAlone;
  }
}
