package io.jenkins.statushub.cli;

import io.jenkins.statushub.announcement.AnnouncementBuilder;
import io.jenkins.statushub.environment.CiEnvironment;
import io.jenkins.statushub.environment.HookUrlRef;
import io.jenkins.statushub.input.ParameterException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an announcement is about. */
final class ServiceOptions {
  @Option(
      names = "--service",
      paramLabel = "<name>",
      description = "The service: the name under which its hook URL is known.")
  @Nullable String service;

  @Option(
      names = "--services",
      split = ",",
      paramLabel = "<name>",
      description = "Several services, separated by commas; each gets an announcement of its own.")
  @Nullable List<String> services;

  @Option(
      names = "--key",
      paramLabel = "<text>",
      description =
          "Groups updates into one incident: an open incident is found again by it, in a later run, too."
              + " Default: the job's name in CI; required elsewhere, unless --id is given.")
  @Nullable String key;

  @Option(
      names = "--id",
      paramLabel = "<text>",
      description = "An id of your own choosing for the incident or maintenance, used as it is.")
  @Nullable String id;

  private static final String ORIGIN =
      "command " + System.currentTimeMillis() + " " + ProcessHandle.current().pid();

  /** Returns all names, as given. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    if (service != null) {
      names.add(service);
    }
    if (services != null) {
      names.addAll(services);
    }
    return names;
  }

  /**
   * Returns the key: the given one, or the CI job's.
   *
   * @return null if there is none and an id is given instead
   * @throws ParameterException if there is neither
   */
  @Nullable String keyOrCiJob() {
    if (key != null && !key.isBlank()) {
      return key.trim();
    }
    if (id != null && !id.isBlank()) {
      return null;
    }
    CiEnvironment ci = CiEnvironment.detect(System::getenv);
    if (ci != null && ci.key() != null) {
      return ci.key();
    }
    throw ParameterException.required(
        "key",
        "a text that later runs give again, so that they find the incident, such as 'deploy-shop';"
            + " in CI the job's name is taken");
  }

  void fill(AnnouncementBuilder<?> builder, @Nullable String effectiveKey, HookUrlRef reference) {
    builder
        .services(names())
        .key(effectiveKey)
        .origin(ORIGIN)
        .hookUrlRef(reference.text())
        .sensitiveValues(HookUrlOptions.known(names(), reference));
  }

  static String origin() {
    return ORIGIN;
  }
}
