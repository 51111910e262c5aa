package io.jenkins.statushub.benchmarks.jenkins;

import java.util.Locale;

/**
 * What a build is made to do.
 *
 * @param steps how many branches with a step each
 * @param hubSeconds how long the hub takes to answer, or the step to sleep
 * @param durability the name of Jenkins' {@code FlowDurabilityHint}
 */
record Load(int steps, int hubSeconds, String durability) {
  Load withHubSeconds(int seconds) {
    return new Load(steps, seconds, durability);
  }

  /** What is asked of the controller, without how it keeps its builds. */
  String work() {
    return String.format(Locale.ROOT, "%,d × %d s", steps, hubSeconds);
  }

  static String words(String durability) {
    return durability.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  @Override
  public String toString() {
    return work() + ", " + words(durability);
  }
}
