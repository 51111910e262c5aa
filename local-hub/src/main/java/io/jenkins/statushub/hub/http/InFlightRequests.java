package io.jenkins.statushub.hub.http;

/** Counts the requests to hooks that have begun and have no response yet. */
public final class InFlightRequests {
  private int current;
  private int peak;

  synchronized void begin() {
    current++;
    peak = Math.max(peak, current);
  }

  synchronized void end() {
    current--;
  }

  public synchronized int current() {
    return current;
  }

  public synchronized int peak() {
    return peak;
  }
}
