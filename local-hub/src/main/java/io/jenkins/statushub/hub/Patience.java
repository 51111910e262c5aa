package io.jenkins.statushub.hub;

import java.time.Duration;

/**
 * How long a client may keep a connection busy with nothing.
 *
 * @param idle until a request is there, from the connection's beginning or the last answer
 * @param reading from a request's head to its end
 */
record Patience(Duration idle, Duration reading) {
  static final Patience USUAL = new Patience(Duration.ofSeconds(120), Duration.ofSeconds(30));
}
