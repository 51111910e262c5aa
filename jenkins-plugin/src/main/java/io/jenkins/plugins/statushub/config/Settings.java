package io.jenkins.plugins.statushub.config;

import hudson.Util;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.sending.DeliveryPolicy;
import io.jenkins.statushub.text.DescriptionFormat;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The controller's settings as they are at one moment. Filled before it is published and never
 * changed afterwards, so that a build sees the settings before a <em>Save</em> or those after it.
 */
final class Settings {
  private static final DeliveryPolicy DEFAULT = DeliveryPolicy.DEFAULT;

  private List<StatusHubService> services = new ArrayList<>();
  private @Nullable String allowedHosts;
  private @Nullable String ledgerFolder;
  private @Nullable String format;
  private int attempts = DEFAULT.attempts();
  private int timeoutSeconds = seconds(DEFAULT.timeout());
  private int requestTimeoutSeconds = seconds(DEFAULT.requestTimeout());
  private int expireAfterHours = (int) DEFAULT.expireAfter().toHours();

  Settings() {}

  Settings(Settings other) {
    services = other.services;
    allowedHosts = other.allowedHosts;
    ledgerFolder = other.ledgerFolder;
    format = other.format;
    attempts = other.attempts;
    timeoutSeconds = other.timeoutSeconds;
    requestTimeoutSeconds = other.requestTimeoutSeconds;
    expireAfterHours = other.expireAfterHours;
  }

  /** Puts defaults where a file was edited by hand to hold what is not allowed. */
  private Object readResolve() {
    Settings checked = new Settings();
    List<StatusHubService> read = Util.fixNull(services);
    checked.services =
        new ArrayList<>(read.stream().filter(service -> isFirst(service, read)).toList());
    lenient(() -> checked.setAllowedHosts(allowedHosts));
    lenient(() -> checked.setLedgerFolder(ledgerFolder));
    lenient(() -> checked.setFormat(format));
    lenient(() -> checked.setAttempts(attempts));
    lenient(() -> checked.setTimeoutSeconds(timeoutSeconds));
    lenient(() -> checked.setRequestTimeoutSeconds(requestTimeoutSeconds));
    lenient(() -> checked.setExpireAfterHours(expireAfterHours));
    return checked;
  }

  private static boolean isFirst(StatusHubService service, List<StatusHubService> all) {
    return ServiceLists.find(all, service.getName()) == service;
  }

  private static void lenient(Runnable setter) {
    try {
      setter.run();
    } catch (ParameterException e) {
      StatusHubConfiguration.LOGGER.warning(
          () -> "a setting of StatusHub is left at its default: " + e.getMessage());
    }
  }

  List<StatusHubService> services() {
    return List.copyOf(services);
  }

  void setServices(@Nullable List<StatusHubService> services) {
    this.services = ServiceLists.check(services);
  }

  boolean isLimitedTo(String folder) {
    return services.stream()
        .anyMatch(service -> FolderLimits.read(service.getFolders()).folders().contains(folder));
  }

  void folderMoved(String oldFullName, String newFullName) {
    List<StatusHubService> moved = new ArrayList<>();
    for (StatusHubService service : services) {
      FolderLimits limits = FolderLimits.read(service.getFolders());
      moved.add(
          limits.folders().contains(oldFullName)
              ? service.withFolders(limits.moved(oldFullName, newFullName))
              : service);
    }
    services = moved;
  }

  @Nullable String allowedHosts() {
    return allowedHosts;
  }

  void setAllowedHosts(@Nullable String allowedHosts) {
    AllowedHosts.parse(allowedHosts);
    this.allowedHosts = Util.fixEmptyAndTrim(allowedHosts);
  }

  @Nullable String ledgerFolder() {
    return ledgerFolder;
  }

  void setLedgerFolder(@Nullable String ledgerFolder) {
    String folder = Util.fixEmptyAndTrim(ledgerFolder);
    if (folder != null && !isAbsolute(folder)) {
      throw ParameterException.invalidValue(
          "ledgerFolder", folder, "an absolute path of a folder, or nothing for the default");
    }
    this.ledgerFolder = folder;
  }

  private static boolean isAbsolute(String folder) {
    try {
      return Path.of(folder).isAbsolute();
    } catch (InvalidPathException e) {
      return false;
    }
  }

  @Nullable String format() {
    return format;
  }

  void setFormat(@Nullable String format) {
    DescriptionFormat parsed = DescriptionFormat.parse(format);
    this.format = parsed == DescriptionFormat.PLAIN ? null : parsed.wire();
  }

  int attempts() {
    return attempts;
  }

  void setAttempts(int attempts) {
    this.attempts = checked("attempts", attempts, 20, "");
  }

  int timeoutSeconds() {
    return timeoutSeconds;
  }

  void setTimeoutSeconds(int timeoutSeconds) {
    this.timeoutSeconds = checked("timeoutSeconds", timeoutSeconds, 3600, " seconds");
  }

  int requestTimeoutSeconds() {
    return requestTimeoutSeconds;
  }

  void setRequestTimeoutSeconds(int requestTimeoutSeconds) {
    this.requestTimeoutSeconds =
        checked("requestTimeoutSeconds", requestTimeoutSeconds, 3600, " seconds");
  }

  int expireAfterHours() {
    return expireAfterHours;
  }

  void setExpireAfterHours(int expireAfterHours) {
    this.expireAfterHours = checked("expireAfterHours", expireAfterHours, 8784, " hours");
  }

  DeliveryPolicy policy() {
    return DEFAULT
        .withAttempts(attempts)
        .withTimeout(Duration.ofSeconds(timeoutSeconds))
        .withRequestTimeout(Duration.ofSeconds(requestTimeoutSeconds))
        .withExpireAfter(Duration.ofHours(expireAfterHours));
  }

  private static int checked(String parameter, int value, int most, String unit) {
    if (value < 1 || value > most) {
      throw ParameterException.invalidValue(
          parameter, Integer.toString(value), "1 to " + most + unit);
    }
    return value;
  }

  private static int seconds(Duration duration) {
    return (int) duration.toSeconds();
  }
}
