package io.jenkins.statushub.maven.support;

import io.jenkins.statushub.sending.DeliveryPolicy;
import org.jspecify.annotations.Nullable;

/** How hard a build tries, from its parameters. */
public final class DeliverySettings {
  private DeliverySettings() {}

  /**
   * Reads them; what is not given stays as it is by default.
   *
   * @throws io.jenkins.statushub.input.ParameterException naming the parameter that is wrong
   */
  public static DeliveryPolicy policy(
      @Nullable String attempts, @Nullable String timeout, @Nullable String requestTimeout) {
    DeliveryPolicy policy = DeliveryPolicy.DEFAULT;
    if (isGiven(attempts)) {
      policy = policy.withAttempts(Parameters.number("attempts", attempts, 1, 20));
    }
    if (isGiven(timeout)) {
      policy = policy.withTimeout(Parameters.shortDuration("timeout", timeout));
    }
    if (isGiven(requestTimeout)) {
      policy =
          policy.withRequestTimeout(Parameters.shortDuration("requestTimeout", requestTimeout));
    }
    return policy;
  }

  private static boolean isGiven(@Nullable String text) {
    return text != null && !text.isBlank();
  }
}
