package io.jenkins.statushub.maven.extension.config;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.hook.ServiceNames;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.ledger.Notices;
import io.jenkins.statushub.maven.extension.state.OutstandingModules;
import io.jenkins.statushub.maven.settings.HookUrlRef;
import io.jenkins.statushub.maven.settings.HookUrlSources;
import io.jenkins.statushub.maven.settings.MavenStatusHubClient;
import io.jenkins.statushub.maven.support.Announcements;
import io.jenkins.statushub.maven.support.BuildIdentity;
import io.jenkins.statushub.maven.support.DeliverySettings;
import io.jenkins.statushub.maven.support.Parameters;
import io.jenkins.statushub.sending.DeliveryPolicy;
import io.jenkins.statushub.sending.HookUrls;
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
public final class AroundBuildConfig {
  private static final int MOST_FAILURES = 1000;

  private final MavenSession session;
  private final Provider<SettingsDecrypter> decrypter;
  private final HookUrls hookUrls;
  private final RawConfiguration given;
  private final List<String> services;
  private final String key;
  private final @Nullable String id;
  private final int openAfter;
  private final ResolvePolicy resolve;
  private final boolean dryRun;
  private final Path ledger;
  private final DeliveryPolicy policy;
  private final HookUrlRef route;
  private final MessageConfig maintenance;
  private final MessageConfig incident;
  private final MessageConfig update;
  private final MessageConfig resolved;

  private AroundBuildConfig(
      RawConfiguration given,
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
    resolve = ResolvePolicy.parse(given.text("", "resolve"));
    dryRun = Parameters.flag("dryRun", given.text("", "dryRun"));
    ledger = folder();
    policy =
        DeliverySettings.policy(
            given.text("", "attempts"),
            given.text("", "timeout"),
            given.text("", "requestTimeout"));
    route = HookUrlRef.of(given.text("", "urlVariable"), given.text("", "serverId"));
    maintenance = MessageConfig.of(ConfigNames.MAINTENANCE, given);
    incident = MessageConfig.of(ConfigNames.INCIDENT, given);
    update =
        MessageConfig.of(
            ConfigNames.UPDATE, given, incident, ConfigNames.ofBlock(ConfigNames.UPDATE));
    resolved = MessageConfig.of(ConfigNames.RESOLVED, given, incident, Set.of("title"));
    check();
  }

  /**
   * Reads what is configured.
   *
   * @throws ParameterException naming what has to be mended
   */
  public static AroundBuildConfig of(
      RawConfiguration given, MavenSession session, Provider<SettingsDecrypter> decrypter) {
    String key = given.text("", "key");
    return new AroundBuildConfig(
        given, session, decrypter, key == null ? BuildIdentity.key(session) : key.trim());
  }

  /**
   * Reads what is configured where no project can be read.
   *
   * @throws ParameterException naming what has to be mended, such as the key: without one, the
   *     incident could not be found again by a build that can read its project
   */
  public static AroundBuildConfig withoutProject(
      RawConfiguration given, MavenSession session, Provider<SettingsDecrypter> decrypter) {
    String key = given.text("", "key");
    if (key == null && given.text("", "id") == null) {
      throw new ParameterException(
          "key",
          "is required where the project can't be read, so nothing is said; allowed:"
              + " -Dstatushub.key=… in .mvn/maven.config");
    }
    return new AroundBuildConfig(
        given, session, decrypter, key == null ? BuildIdentity.key(session) : key.trim());
  }

  private void check() {
    if (!maintenance.isGiven() && !incident.isGiven()) {
      throw new ParameterException(
          ConfigNames.ELEMENT, "says nothing; allowed: <maintenance>, <incident>, or both");
    }
    if (!incident.isGiven() && (update.isGiven() || resolved.isGiven())) {
      throw new ParameterException(
          ConfigNames.INCIDENT, "is required where <update> or <resolved> is given");
    }
    if (resolve == ResolvePolicy.ALWAYS && id == null) {
      throw new ParameterException(
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

  private static List<String> services(RawConfiguration given) {
    Set<String> services = new LinkedHashSet<>();
    String one = given.text("", "service");
    if (one != null) {
      services.add(one.trim());
    }
    services.addAll(given.list("services"));
    if (services.isEmpty()) {
      throw ParameterException.required("service", ServiceNames.ALLOWED);
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
  public List<Announcement> announcements(MessageConfig block) {
    boolean window = block.name().equals(ConfigNames.MAINTENANCE);
    String origin = BuildIdentity.origin(session) + (window ? " maintenance" : "");
    // As with goals: an id of the user's own choosing needs no key to be found again.
    String found = given.text("", "key") == null && id != null ? null : key;
    return block.announcements(
        new MessageConfig.About(services, found, window ? null : id, origin, route.text()),
        Clock.systemUTC());
  }

  public void checkHookUrls() {
    Announcements.checkHookUrls(
        hookUrls, announcements(incident.isGiven() ? incident : maintenance));
  }

  /** Opens the door; to be closed. */
  public StatusHubClient open(Notices notices) {
    return MavenStatusHubClient.open(session, decrypter, hookUrls, ledger, policy, notices);
  }

  /** The modules that this session builds. */
  public List<String> modulesOfSession() {
    List<String> modules = new ArrayList<>();
    if (session.getProjects() != null) {
      for (MavenProject project : session.getProjects()) {
        modules.add(OutstandingModules.id(project));
      }
    }
    return modules;
  }

  public boolean isOffline() {
    return session.isOffline();
  }

  public List<String> services() {
    return services;
  }

  public String key() {
    return key;
  }

  public @Nullable String id() {
    return id;
  }

  public int openAfter() {
    return openAfter;
  }

  public ResolvePolicy resolve() {
    return resolve;
  }

  public boolean dryRun() {
    return dryRun;
  }

  public Path ledger() {
    return ledger;
  }

  public MessageConfig maintenance() {
    return maintenance;
  }

  public MessageConfig incident() {
    return incident;
  }

  public MessageConfig update() {
    return update;
  }

  public MessageConfig resolved() {
    return resolved;
  }
}
