package io.jenkins.statushub.hub.http;

import java.time.Duration;

/**
 * How long a client may keep a connection open without making progress.
 *
 * @param idle until a request begins, from the start of the connection or the last response
 * @param reading from a request's headers to its end
 */
public record Timeouts(Duration idle, Duration reading) {
  public static final Timeouts DEFAULT =
      new Timeouts(Duration.ofSeconds(120), Duration.ofSeconds(30));
}
