package io.jenkins.plugins.statushub.announcement;

/**
 * How work ended: a block, or a freestyle build.
 *
 * @param kind whether it failed, succeeded, or neither
 * @param reason one clause for the build's log
 */
public record WorkResult(Kind kind, String reason) {
  /** The three ends of work. */
  public enum Kind {
    /** An incident opens. */
    FAILED,
    /** An open incident is resolved. */
    SUCCEEDED,
    /** Nothing is announced. */
    NEITHER
  }

  /** Returns work that failed. */
  public static WorkResult failed(String reason) {
    return new WorkResult(Kind.FAILED, reason);
  }

  /** Returns work that succeeded. */
  public static WorkResult succeeded() {
    return new WorkResult(Kind.SUCCEEDED, "it succeeded");
  }

  /** Returns work that neither failed nor succeeded. */
  public static WorkResult neither(String reason) {
    return new WorkResult(Kind.NEITHER, reason);
  }
}
