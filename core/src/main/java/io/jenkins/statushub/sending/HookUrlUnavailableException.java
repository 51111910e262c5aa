package io.jenkins.statushub.sending;

import java.io.IOException;

/**
 * Reports that a hook URL can't be found out at the moment. Unlike that of any other exception, its
 * message is shown to users, so it must not hold a hook URL.
 */
public final class HookUrlUnavailableException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was not found, and where to correct it
   */
  public HookUrlUnavailableException(String message) {
    super(message);
  }
}
