package io.jenkins.statushub.maven.extension.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The names that {@code <aroundBuild>} has. Those of a block are the parameters of the goal of that
 * kind; a test compares them with the plugin's descriptor.
 */
public final class ConfigNames {
  /** The element in the plugin's configuration. */
  public static final String ELEMENT = "aroundBuild";

  /** The beginning of properties that no goal has. */
  static final String PREFIX = "statushub.aroundBuild.";

  /** How Maven calls environment variables among the system properties. */
  static final String ENVIRONMENT_PREFIX = "env.STATUSHUB_AROUNDBUILD_";

  static final String MAINTENANCE = "maintenance";
  static final String INCIDENT = "incident";
  static final String UPDATE = "update";
  static final String RESOLVED = "resolved";

  /** The messages, in the order in which they are announced. */
  public static final List<String> BLOCKS = List.of(MAINTENANCE, INCIDENT, UPDATE, RESOLVED);

  /** Parameters that mean the same for goals, and have the same properties. */
  static final Set<String> SHARED_WITH_GOALS =
      Set.of(
          "service",
          "services",
          "key",
          "skip",
          "ledger",
          "urlVariable",
          "serverId",
          "dryRun",
          "attempts",
          "timeout",
          "requestTimeout");

  /** Parameters that make sense around a build alone. */
  static final Set<String> OWN = Set.of("goals", "id", "openAfter", "resolve");

  /** Properties of goals that are no misspelt ones of the extension. */
  static final Set<String> OF_GOALS_ALONE =
      Set.of(
          "statushub.id",
          "statushub.url",
          "statushub.title",
          "statushub.description",
          "statushub.format",
          "statushub.state",
          "statushub.status",
          "statushub.startTime",
          "statushub.endTime",
          "statushub.duration",
          "statushub.allowDuplicate",
          "statushub.silent",
          "statushub.draft",
          "statushub.extraJson",
          "statushub.failOnError",
          "statushub.perModule",
          "statushub.retry",
          "statushub.discard",
          "statushub.close",
          "statushub.json",
          "statushub.outputFile",
          "statushub.port",
          "statushub.envFile",
          "statushub.hub.strict",
          "statushub.hub.stateFolder");

  private static final Set<String> TOP = union(SHARED_WITH_GOALS, OWN);
  private static final Set<String> IN_MAINTENANCE =
      Set.of(
          "title",
          "description",
          "format",
          "status",
          "startTime",
          "endTime",
          "duration",
          "allowDuplicate",
          "silent",
          "draft",
          "extra",
          "extraJson",
          "failOnError");
  private static final Set<String> IN_INCIDENT =
      Set.of(
          "title",
          "description",
          "format",
          "state",
          "status",
          "silent",
          "draft",
          "extra",
          "extraJson");
  private static final Set<String> IN_RESOLVED =
      Set.of("title", "description", "format", "silent", "extra", "extraJson");

  private ConfigNames() {}

  private static Set<String> union(Set<String> one, Set<String> other) {
    TreeSet<String> both = new TreeSet<>(one);
    both.addAll(other);
    return both;
  }

  /** Returns the names that a block takes; those of the element itself for an empty one. */
  public static Set<String> ofBlock(String block) {
    return switch (block) {
      case "" -> TOP;
      case MAINTENANCE -> IN_MAINTENANCE;
      case RESOLVED -> IN_RESOLVED;
      default -> IN_INCIDENT;
    };
  }

  /** Returns the property that stands in for an element; null if it has none. */
  public static @Nullable String property(String block, String name) {
    if (name.equals("extra")) {
      return null;
    }
    return block.isEmpty() && SHARED_WITH_GOALS.contains(name)
        ? "statushub." + name
        : PREFIX + path(block, name);
  }

  /** Returns Maven's name of the environment variable that stands in for a property of ours. */
  static String environmentVariable(String property) {
    return ENVIRONMENT_PREFIX
        + property.substring(PREFIX.length()).replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /** Returns a name as mistakes show it. */
  static String path(String block, String name) {
    return block.isEmpty() ? name : block + "." + name;
  }

  /** Returns whether a property that begins with {@link #PREFIX} is one of ours. */
  static boolean isProperty(String property) {
    return property.startsWith(PREFIX) && allPaths().contains(property.substring(PREFIX.length()));
  }

  /** Returns whether somebody meant a property of ours, or its environment variable. */
  static boolean isMeantAsOwn(String property) {
    String letters =
        property.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "").replace(".", "");
    return property.startsWith(ENVIRONMENT_PREFIX) || letters.startsWith("statushubaroundbuild");
  }

  /** Returns the properties that no goal has. */
  static Set<String> ownProperties() {
    return prefixed(path -> PREFIX + path);
  }

  /** Returns the environment variables, as Maven calls them. */
  static Set<String> environmentVariables() {
    return prefixed(path -> environmentVariable(PREFIX + path));
  }

  private static Set<String> prefixed(UnaryOperator<String> change) {
    Set<String> names = new TreeSet<>();
    allPaths().forEach(path -> names.add(change.apply(path)));
    return names;
  }

  /** Returns the properties that are shared with goals, and those of goals that resemble them. */
  static Set<String> propertiesOfGoals() {
    Set<String> names = new TreeSet<>(OF_GOALS_ALONE);
    SHARED_WITH_GOALS.forEach(name -> names.add("statushub." + name));
    return names;
  }

  /** Returns what may follow {@link #PREFIX}. */
  static Set<String> allPaths() {
    Set<String> paths = new TreeSet<>(OWN);
    for (String block : BLOCKS) {
      for (String name : ofBlock(block)) {
        if (property(block, name) != null) {
          paths.add(path(block, name));
        }
      }
    }
    return paths;
  }
}
