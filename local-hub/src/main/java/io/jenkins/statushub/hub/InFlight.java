package io.jenkins.statushub.hub;

/** Counts the requests to hooks that have begun and have no answer yet. */
final class InFlight {
  private int now;
  private int peak;

  synchronized void begin() {
    now++;
    peak = Math.max(peak, now);
  }

  synchronized void end() {
    now--;
  }

  synchronized int now() {
    return now;
  }

  synchronized int peak() {
    return peak;
  }
}
