package io.jenkins.plugins.statushub.pages;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The origin of an update that a person announced on the ledger's page, and no build. */
final class AdministratorOrigin {
  private static final String PREFIX = "administrator:";

  private AdministratorOrigin() {}

  /** Returns the origin for a user's id. It can't be taken for a build's. */
  static String of(String userId) {
    return PREFIX + URLEncoder.encode(userId, StandardCharsets.UTF_8);
  }

  /** Returns the user's id; empty if the origin is another one. */
  static String parse(@Nullable String origin) {
    if (origin == null || !origin.startsWith(PREFIX)) {
      return "";
    }
    try {
      return URLDecoder.decode(origin.substring(PREFIX.length()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
