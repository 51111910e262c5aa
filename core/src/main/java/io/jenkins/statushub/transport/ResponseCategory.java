package io.jenkins.statushub.transport;

/** What an answer means for the message that was sent. */
public enum ResponseCategory {
  /** The hub has it. */
  ACCEPTED,
  /** The hub or the network is unavailable: try again. */
  UNAVAILABLE,
  /** The address is wrong or no longer valid: a corrected hook URL can still deliver it. */
  HOOK_URL_INVALID,
  /** The hub does not want this message: a person has to look at it. */
  REJECTED;

  /**
   * The table of docs/delivery.md.
   *
   * @param status an HTTP status, or 0 where no whole answer came
   */
  public static ResponseCategory of(int status) {
    if (status >= 200 && status < 300) {
      return ACCEPTED;
    }
    return switch (status) {
      case 408, 425, 429 -> UNAVAILABLE;
      case 401, 403, 404, 410 -> HOOK_URL_INVALID;
      default -> {
        if (status >= 300 && status < 400) {
          yield HOOK_URL_INVALID;
        }
        yield status >= 400 && status < 500 ? REJECTED : UNAVAILABLE;
      }
    };
  }
}
