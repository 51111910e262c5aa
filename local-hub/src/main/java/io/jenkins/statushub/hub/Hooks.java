package io.jenkins.statushub.hub;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which secret opens which service's hook. A service comes into being when it is first asked for.
 */
final class Hooks {
  static final String PATH = "/hooks/v2/";

  private static final int SECRET_BYTES = 24;
  private static final int LONGEST_NAME = 100;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, String> secretByService = new LinkedHashMap<>();
  private final Map<String, String> serviceBySecret = new LinkedHashMap<>();

  synchronized String secretOf(String service) {
    String known = secretByService.get(service);
    if (known != null) {
      return known;
    }
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    declare(service, secret);
    return secret;
  }

  /**
   * Gives a service a secret of the caller's choice.
   *
   * @throws IllegalArgumentException if the name or the secret can't be used
   */
  synchronized void declare(String service, String secret) {
    if (service.isBlank()
        || service.length() > LONGEST_NAME
        || !Entry.printable(service).equals(service)) {
      throw new IllegalArgumentException(
          "a service needs a name of 1 to " + LONGEST_NAME + " printable characters");
    }
    if (!secret.matches("[A-Za-z0-9_-]{8,128}")) {
      throw new IllegalArgumentException(
          "the hook secret of " + service + " must be 8 to 128 letters, digits, '-' or '_'");
    }
    String owner = serviceBySecret.putIfAbsent(secret, service);
    if (owner != null && !owner.equals(service)) {
      throw new IllegalArgumentException(
          "the hook secret of " + service + " is that of " + owner + " already");
    }
    String before = secretByService.put(service, secret);
    if (before != null && !before.equals(secret)) {
      serviceBySecret.remove(before);
    }
  }

  /** The service whose hook is at this path; empty for every other path. */
  synchronized Optional<String> serviceAt(String path) {
    return path.startsWith(PATH)
        ? Optional.ofNullable(serviceBySecret.get(path.substring(PATH.length())))
        : Optional.empty();
  }

  synchronized List<String> services() {
    return List.copyOf(secretByService.keySet());
  }

  synchronized boolean knows(String service) {
    return secretByService.containsKey(service);
  }

  /** Whether a text holds one of the secrets. */
  synchronized boolean leaksIn(String text) {
    return serviceBySecret.keySet().stream().anyMatch(text::contains);
  }

  /** A text with every hook's secret taken out: what goes to a page must never hold one. */
  synchronized String redact(String text) {
    String clean = text;
    for (String secret : serviceBySecret.keySet()) {
      clean = clean.replace(secret, "[secret]");
    }
    return clean;
  }
}
