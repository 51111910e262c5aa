package io.jenkins.statushub.maven.extension;

import io.jenkins.statushub.StatusHub;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.delivery.DeliveryPolicy;
import io.jenkins.statushub.hook.MistakeException;
import io.jenkins.statushub.hook.ServiceNames;
import io.jenkins.statushub.ledger.HookUrls;
import io.jenkins.statushub.ledger.Notices;
import io.jenkins.statushub.maven.Announcing;
import io.jenkins.statushub.maven.BuildIdentity;
import io.jenkins.statushub.maven.DeliverySettings;
import io.jenkins.statushub.maven.Doors;
import io.jenkins.statushub.maven.HookUrlSources;
import io.jenkins.statushub.maven.Parameters;
import io.jenkins.statushub.maven.UrlRoute;
import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.inject.Provider;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** What is to be said around one session, read and checked. */
final class Plan {
  private static final int MOST_FAILURES = 1000;

  private final MavenSession session;
  private final Provider<SettingsDecrypter> decrypter;
  private final HookUrls hookUrls;
  private final Configuration given;
  private final List<String> services;
  private final String key;
  private final @Nullable String id;
  private final int openAfter;
  private final Resolve resolve;
  private final boolean dryRun;
  private final Path ledger;
  private final DeliveryPolicy policy;
  private final UrlRoute route;
  private final Block maintenance;
  private final Block incident;
  private final Block update;
  private final Block resolved;

  private Plan(
      Configuration given,
      MavenSession session,
      Provider<SettingsDecrypter> decrypter,
      String key) {
    this.given = given;
    this.session = session;
    this.decrypter = decrypter;
    this.key = key;
    hookUrls = new HookUrlSources(session, decrypter);
    given.checkNames();
    services = services(given);
    id = given.text("", "id");
    openAfter = Parameters.number("openAfter", orElse("openAfter", "1"), 1, MOST_FAILURES);
    resolve = Resolve.parse(given.text("", "resolve"));
    dryRun = Parameters.flag("dryRun", given.text("", "dryRun"));
    ledger = folder();
    policy =
        DeliverySettings.policy(
            given.text("", "attempts"), given.text("", "budget"), given.text("", "requestTimeout"));
    route = UrlRoute.of(given.text("", "urlVariable"), given.text("", "serverId"));
    maintenance = Block.of(Names.MAINTENANCE, given);
    incident = Block.of(Names.INCIDENT, given);
    update = Block.of(Names.UPDATE, given, incident, Names.ofBlock(Names.UPDATE));
    resolved = Block.of(Names.RESOLVED, given, incident, Set.of("title"));
    check();
  }

  /**
   * Reads what is configured.
   *
   * @throws MistakeException naming what has to be mended
   */
  static Plan of(Configuration given, MavenSession session, Provider<SettingsDecrypter> decrypter) {
    String key = given.text("", "key");
    return new Plan(
        given, session, decrypter, key == null ? BuildIdentity.key(session) : key.trim());
  }

  /**
   * Reads what is configured where no project can be read.
   *
   * @throws MistakeException naming what has to be mended, such as the key: without one, the
   *     incident could not be found again by a build that can read its project
   */
  static Plan withoutProject(
      Configuration given, MavenSession session, Provider<SettingsDecrypter> decrypter) {
    String key = given.text("", "key");
    if (key == null && given.text("", "id") == null) {
      throw new MistakeException(
          "key",
          "is required where the project can't be read, so nothing is said; allowed:"
              + " -Dstatushub.key=… in .mvn/maven.config");
    }
    return new Plan(
        given, session, decrypter, key == null ? BuildIdentity.key(session) : key.trim());
  }

  private void check() {
    if (!maintenance.isGiven() && !incident.isGiven()) {
      throw new MistakeException(
          Names.ELEMENT, "says nothing; allowed: <maintenance>, <incident>, or both");
    }
    if (!incident.isGiven() && (update.isGiven() || resolved.isGiven())) {
      throw new MistakeException(
          Names.INCIDENT, "is required where <update> or <resolved> is given");
    }
    if (resolve == Resolve.ALWAYS && id == null) {
      throw new MistakeException(
          "resolve", "'always' needs an id to resolve; allowed: ifOpen, never, or give <id>, too");
    }
    route.checkFor(services.size());
    if (maintenance.isGiven()) {
      maintenance.flag("failOnError");
      announcements(maintenance);
    }
    if (incident.isGiven()) {
      announcements(incident);
      announcements(update);
      announcements(resolved);
    }
  }

  private static List<String> services(Configuration given) {
    Set<String> services = new LinkedHashSet<>();
    String one = given.text("", "service");
    if (one != null) {
      services.add(one.trim());
    }
    services.addAll(given.list("services"));
    if (services.isEmpty()) {
      throw MistakeException.missing("service", ServiceNames.ALLOWED);
    }
    return List.copyOf(services);
  }

  private String orElse(String name, String otherwise) {
    String text = given.text("", name);
    return text == null ? otherwise : text;
  }

  private Path folder() {
    String folder = given.text("", "ledger");
    if (folder == null) {
      String home = session.getSystemProperties().getProperty("user.home");
      return Path.of(home == null ? System.getProperty("user.home") : home, ".statushub", "ledger");
    }
    return Path.of(String.valueOf(session.getExecutionRootDirectory()))
        .resolve(new File(folder.trim()).toPath());
  }

  /** One announcement for each service, as of now. */
  List<Announcement> announcements(Block block) {
    boolean window = block.name().equals(Names.MAINTENANCE);
    String origin = BuildIdentity.origin(session) + (window ? " maintenance" : "");
    // As with goals: an id of the user's own choosing needs no key to be found again.
    String found = given.text("", "key") == null && id != null ? null : key;
    return block.announcements(
        new Block.About(services, found, window ? null : id, origin, route.text()),
        Clock.systemUTC());
  }

  void checkHookUrls() {
    Announcing.checkHookUrls(hookUrls, announcements(incident.isGiven() ? incident : maintenance));
  }

  /** Opens the door; to be closed. */
  StatusHub open(Notices notices) {
    return Doors.open(session, decrypter, hookUrls, ledger, policy, notices);
  }

  /** The modules that this session builds. */
  List<String> modulesOfSession() {
    List<String> modules = new ArrayList<>();
    if (session.getProjects() != null) {
      for (MavenProject project : session.getProjects()) {
        modules.add(Owed.id(project));
      }
    }
    return modules;
  }

  boolean isOffline() {
    return session.isOffline();
  }

  List<String> services() {
    return services;
  }

  String key() {
    return key;
  }

  @Nullable String id() {
    return id;
  }

  int openAfter() {
    return openAfter;
  }

  Resolve resolve() {
    return resolve;
  }

  boolean dryRun() {
    return dryRun;
  }

  Path ledger() {
    return ledger;
  }

  Block maintenance() {
    return maintenance;
  }

  Block incident() {
    return incident;
  }

  Block update() {
    return update;
  }

  Block resolved() {
    return resolved;
  }
}
