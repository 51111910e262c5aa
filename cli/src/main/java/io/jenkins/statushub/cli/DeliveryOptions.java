package io.jenkins.statushub.cli;

import io.jenkins.statushub.sending.DeliveryPolicy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How hard delivery is tried. */
final class DeliveryOptions {
  @Option(
      names = "--attempts",
      paramLabel = "<n>",
      description = "The most attempts before it is kept for later; 1 to 20. Default: 3.")
  @Nullable String attempts;

  @Option(
      names = "--timeout",
      paramLabel = "<duration>",
      description = "How long all attempts may take together: 10s (default), 1m.")
  @Nullable String timeout;

  @Option(
      names = "--request-timeout",
      paramLabel = "<duration>",
      description = "How long one attempt may take. Default: 10s.")
  @Nullable String requestTimeout;

  @Option(
      names = "--dry-run",
      description = "Check everything and show what would be sent, but send and record nothing.")
  boolean dryRun;

  /**
   * Returns the policy.
   *
   * @throws io.jenkins.statushub.input.ParameterException naming the parameter that is wrong
   */
  DeliveryPolicy policy() {
    DeliveryPolicy policy = DeliveryPolicy.DEFAULT;
    if (attempts != null) {
      policy = policy.withAttempts(OptionValues.number("attempts", attempts, 1, 20));
    }
    if (timeout != null) {
      policy = policy.withTimeout(OptionValues.shortDuration("timeout", timeout));
    }
    if (requestTimeout != null) {
      policy =
          policy.withRequestTimeout(OptionValues.shortDuration("requestTimeout", requestTimeout));
    }
    return policy;
  }
}
