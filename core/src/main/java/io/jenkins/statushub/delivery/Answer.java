package io.jenkins.statushub.delivery;

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
public record Answer(int status, @Nullable String retryAfter, String problem, boolean reached) {

  /** A whole answer. */
  public static Answer answered(int status, @Nullable String retryAfter, String problem) {
    return new Answer(status, retryAfter, problem, true);
  }

  /** No whole answer. */
  public static Answer failed(String problem, boolean reached) {
    return new Answer(0, null, problem, reached);
  }

  /** What the answer means. */
  public Verdict verdict() {
    return Verdict.of(status);
  }

  /** Whether the hub may have taken the message, although this answer does not say that it did. */
  public boolean mayHaveBeenTaken() {
    if (status == 0) {
      return reached;
    }
    boolean leftAlone = status == 425 || status == 429;
    return verdict() == Verdict.UNAVAILABLE && !leftAlone;
  }
}
