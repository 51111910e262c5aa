package io.jenkins.statushub.maven.support;

import io.jenkins.statushub.sending.DeliveryPolicy;
import org.jspecify.annotations.Nullable;

/** The delivery policy of a build, from its parameters. */
public final class DeliverySettings {
  private DeliverySettings() {}

  /**
   * Reads them; null and blank mean the default.
   *
   * @throws io.jenkins.statushub.input.ParameterException naming the parameter that is wrong
   */
  public static DeliveryPolicy policy(
      @Nullable String attempts, @Nullable String timeout, @Nullable String requestTimeout) {
    DeliveryPolicy policy = DeliveryPolicy.DEFAULT;
    if (isSet(attempts)) {
      policy = policy.withAttempts(Parameters.number("attempts", attempts, 1, 20));
    }
    if (isSet(timeout)) {
      policy = policy.withTimeout(Parameters.shortDuration("timeout", timeout));
    }
    if (isSet(requestTimeout)) {
      policy =
          policy.withRequestTimeout(Parameters.shortDuration("requestTimeout", requestTimeout));
    }
    return policy;
  }

  private static boolean isSet(@Nullable String text) {
    return text != null && !text.isBlank();
  }
}
