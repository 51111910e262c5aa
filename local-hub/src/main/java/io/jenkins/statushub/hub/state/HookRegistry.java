package io.jenkins.statushub.hub.state;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The services and the secrets in their hook URLs. A service is created when its secret is first
 * requested.
 */
public final class HookRegistry {
  public static final String PATH = "/hooks/v2/";

  private static final int MAX_NAME_LENGTH = 100;

  private final HookSecrets secrets;
  private final Map<String, String> secretByService = new LinkedHashMap<>();
  private final Map<String, String> serviceBySecret = new LinkedHashMap<>();

  public HookRegistry(HookSecrets secrets) {
    this.secrets = secrets;
  }

  /** Returns a service's secret, and creates the service if it is new. */
  public synchronized String secretOf(String service) {
    String known = secretByService.get(service);
    if (known != null) {
      return known;
    }
    String secret = secrets.secretFor(service);
    register(service, secret);
    return secret;
  }

  /**
   * Registers a service with a chosen secret.
   *
   * @throws IllegalArgumentException if the name or the secret is invalid or already in use
   */
  public synchronized void register(String service, String secret) {
    if (service.isBlank()
        || service.length() > MAX_NAME_LENGTH
        || !TimelineEntry.printable(service).equals(service)) {
      throw new IllegalArgumentException(
          "a service needs a name of 1 to " + MAX_NAME_LENGTH + " printable characters");
    }
    if (!secret.matches("[A-Za-z0-9_-]{8,128}")) {
      throw new IllegalArgumentException(
          "the hook secret of " + service + " must be 8 to 128 letters, digits, '-' or '_'");
    }
    String other = serviceBySecret.putIfAbsent(secret, service);
    if (other != null && !other.equals(service)) {
      throw new IllegalArgumentException(
          "the hook secret of " + service + " is that of " + other + " already");
    }
    String previous = secretByService.put(service, secret);
    if (previous != null && !previous.equals(secret)) {
      serviceBySecret.remove(previous);
    }
  }

  /** Returns the service whose hook has this path; empty for every other path. */
  public synchronized Optional<String> serviceAt(String path) {
    return path.startsWith(PATH)
        ? Optional.ofNullable(serviceBySecret.get(path.substring(PATH.length())))
        : Optional.empty();
  }

  public synchronized List<String> services() {
    return List.copyOf(secretByService.keySet());
  }

  public synchronized boolean knows(String service) {
    return secretByService.containsKey(service);
  }

  /** Whether a text contains one of the secrets. */
  public synchronized boolean isSecretIn(String text) {
    return serviceBySecret.keySet().stream().anyMatch(text::contains);
  }

  /** Replaces every secret in a text by {@code [secret]}: no page or log may contain one. */
  public synchronized String redact(String text) {
    String clean = text;
    for (String secret : serviceBySecret.keySet()) {
      clean = clean.replace(secret, "[secret]");
    }
    return clean;
  }
}
