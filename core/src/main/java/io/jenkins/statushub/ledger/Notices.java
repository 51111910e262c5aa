package io.jenkins.statushub.ledger;

/** Takes what people should know although no announcement failed, a line at a time. */
@FunctionalInterface
public interface Notices {

  /**
   * Says a line. Must not throw.
   *
   * @param line for people; backoff no hook URL
   */
  void warn(String line);
}
