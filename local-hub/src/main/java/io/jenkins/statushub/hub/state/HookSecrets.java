package io.jenkins.statushub.hub.state;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Generates the secrets in hook URLs: 32 characters that fit into a URL's path. */
@FunctionalInterface
public interface HookSecrets {
  /** The shortest seed in bytes. */
  int MIN_SEED_BYTES = 16;

  /** Returns the secret for a service's name. */
  String secretFor(String service);

  /** Generates a new random secret on each call. */
  static HookSecrets random() {
    SecureRandom random = new SecureRandom();
    return service -> {
      byte[] bytes = new byte[24];
      random.nextBytes(bytes);
      return encode(bytes);
    };
  }

  /**
   * Derives secrets from a seed by HMAC-SHA256, so that a name always has the same one. A secret
   * reveals neither the seed nor the secrets of other services.
   *
   * @throws IllegalArgumentException if the seed is shorter than {@value #MIN_SEED_BYTES} bytes
   */
  static HookSecrets derivedFrom(byte[] seed) {
    if (seed.length < MIN_SEED_BYTES) {
      throw new IllegalArgumentException(
          "the seed of the hook URLs has "
              + seed.length
              + " bytes; it must have at least "
              + MIN_SEED_BYTES);
    }
    SecretKeySpec key = new SecretKeySpec(seed, "HmacSHA256");
    return service -> {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(key);
        byte[] hash = mac.doFinal(service.getBytes(StandardCharsets.UTF_8));
        return encode(Arrays.copyOf(hash, 24));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java has HMAC-SHA256", e);
      }
    };
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
