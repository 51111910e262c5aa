package io.jenkins.statushub.maven.extension.config;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.around.IncidentPolicy;
import io.jenkins.statushub.environment.HookUrlRef;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.hook.ServiceNames;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.input.Problems;
import io.jenkins.statushub.maven.extension.state.OutstandingModules;
import io.jenkins.statushub.maven.settings.HookUrlSources;
import io.jenkins.statushub.maven.settings.MavenStatusHubClient;
import io.jenkins.statushub.maven.settings.SettingsSecrets;
import io.jenkins.statushub.maven.support.BuildIdentity;
import io.jenkins.statushub.maven.support.DeliverySettings;
import io.jenkins.statushub.maven.support.LedgerFolder;
import io.jenkins.statushub.maven.support.Parameters;
import io.jenkins.statushub.sending.DeliveryPolicy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.inject.Provider;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** What is to be announced around one session, read and checked. */
public final class AroundBuildConfig {
  private final MavenSession session;
  private final RawConfiguration raw;
  private final SettingsSecrets secrets;
  private final HookUrlSources hookUrls;
  private final List<String> services;
  private final String key;
  private final @Nullable String id;
  private final IncidentPolicy policy;
  private final boolean dryRun;
  private final LedgerFolder ledger;
  private final DeliveryPolicy delivery;
  private final @Nullable String hookUrlRef;
  private final MessageConfig maintenance;
  private final MessageConfig incident;
  private final MessageConfig update;
  private final MessageConfig resolved;

  private AroundBuildConfig(
      RawConfiguration raw,
      MavenSession session,
      Provider<SettingsDecrypter> decrypter,
      @Nullable String defaultKey) {
    this.raw = raw;
    this.session = session;
    secrets = new SettingsSecrets(session, decrypter);
    hookUrls = new HookUrlSources(session, secrets);
    Problems problems = new Problems();
    raw.checkNames(problems);
    maintenance = MessageConfig.of(ConfigNames.MAINTENANCE, raw);
    incident = MessageConfig.of(ConfigNames.INCIDENT, raw);
    update =
        MessageConfig.of(
            ConfigNames.UPDATE, raw, incident, ConfigNames.ofBlock(ConfigNames.UPDATE));
    resolved = MessageConfig.of(ConfigNames.RESOLVED, raw, incident, Set.of("title"));
    services = orElse(problems.check(() -> services(raw)), List.of());
    id = problems.check(() -> raw.text("", "id"));
    String foundKey = problems.check(() -> key(raw, defaultKey, id));
    key = foundKey == null ? "" : foundKey.trim();
    policy =
        orElse(
            problems.check(
                () -> IncidentPolicy.parse(raw.text("", "openAfter"), raw.text("", "resolve"), id)),
            new IncidentPolicy(1, IncidentPolicy.Resolve.IF_OPEN));
    dryRun = orElse(problems.check(() -> Parameters.flag("dryRun", raw.text("", "dryRun"))), false);
    ledger =
        orElse(
            problems.check(() -> LedgerFolder.of(session, raw.text("", "ledger"))),
            LedgerFolder.of(session, null));
    delivery = orElse(problems.check(() -> delivery(raw)), DeliveryPolicy.DEFAULT);
    HookUrlRef ref =
        problems.check(
            () -> HookUrlRef.of(raw.text("", "urlVariable"), raw.text("", "serverId"), null));
    hookUrlRef = ref == null ? null : ref.text();
    if (ref != null) {
      problems.check(
          () -> {
            ref.checkFor(services.size());
            return ref;
          });
    }
    checkTogether(problems);
    checkMessages(problems);
    problems.throwIfAny();
  }

  /**
   * Reads what is configured.
   *
   * @throws ParameterException with all mistakes
   */
  public static AroundBuildConfig of(
      RawConfiguration raw, MavenSession session, Provider<SettingsDecrypter> decrypter) {
    return new AroundBuildConfig(raw, session, decrypter, BuildIdentity.key(session));
  }

  /**
   * Reads what is configured if no project can be read.
   *
   * @throws ParameterException with all mistakes, such as a missing key: without one, a build that
   *     can read its project would not find the incident again
   */
  public static AroundBuildConfig withoutProject(
      RawConfiguration raw, MavenSession session, Provider<SettingsDecrypter> decrypter) {
    return new AroundBuildConfig(raw, session, decrypter, null);
  }

  private static <T> T orElse(@Nullable T value, T fallback) {
    return value == null ? fallback : value;
  }

  /** Null if there is an id alone. */
  private static @Nullable String key(
      RawConfiguration raw, @Nullable String defaultKey, @Nullable String id) {
    String key = raw.text("", "key");
    if (key == null && defaultKey == null && id == null) {
      throw ParameterException.required("key", BuildIdentity.KEY_ALLOWED);
    }
    return key == null ? defaultKey : key;
  }

  private static List<String> services(RawConfiguration raw) {
    Set<String> services = new LinkedHashSet<>();
    String one = raw.text("", "service");
    if (one != null) {
      services.add(one.trim());
    }
    services.addAll(raw.list("services"));
    if (services.isEmpty()) {
      throw ParameterException.required("service", ServiceNames.ALLOWED);
    }
    services.forEach(ServiceNames::check);
    return List.copyOf(services);
  }

  private static DeliveryPolicy delivery(RawConfiguration raw) {
    return DeliverySettings.policy(
        raw.text("", "attempts"), raw.text("", "timeout"), raw.text("", "requestTimeout"));
  }

  private void checkTogether(Problems problems) {
    if (!maintenance.isSet() && !incident.isSet()) {
      problems.add(
          new ParameterException(
              ConfigNames.ELEMENT, "has no message; allowed: <maintenance>, <incident>, or both"));
    }
    if (!incident.isSet() && (update.isSet() || resolved.isSet())) {
      problems.add(
          new ParameterException(
              ConfigNames.INCIDENT, "is required if <update> or <resolved> is there"));
    }
  }

  /** All of them before the build begins: after it, nothing can be fixed any more. */
  private void checkMessages(Problems problems) {
    if (services.isEmpty()) {
      return;
    }
    if (maintenance.isSet()) {
      problems.check(() -> maintenance.flag("failOnError"));
      problems.check(() -> announcement(maintenance, services.get(0), null, false));
    }
    if (incident.isSet()) {
      for (MessageConfig message : List.of(incident, update, resolved)) {
        problems.check(() -> announcement(message, services.get(0), id, false));
      }
    }
  }

  /**
   * Returns one announcement for each service, as of now.
   *
   * @param ids returns the id of a service's incident; null lets the ledger give or find one
   */
  public List<Announcement> announcements(
      MessageConfig message, Function<String, @Nullable String> ids) {
    List<Announcement> announcements = new ArrayList<>();
    for (String service : services) {
      announcements.add(announcement(message, ids.apply(service), service));
    }
    return announcements;
  }

  /**
   * Returns an announcement about one service, as of now.
   *
   * @param incidentId the id of the incident; null lets the ledger give or find one
   */
  public Announcement announcement(
      MessageConfig message, @Nullable String incidentId, String service) {
    return announcement(message, service, incidentId, !message.isOf(ConfigNames.MAINTENANCE));
  }

  private Announcement announcement(
      MessageConfig message, String service, @Nullable String incidentId, boolean lenient) {
    boolean window = message.isOf(ConfigNames.MAINTENANCE);
    String origin = BuildIdentity.origin(session) + (window ? " maintenance" : "");
    // As with goals: an id of the user's own choosing needs no key to be found again.
    String usedKey = id != null && raw.text("", "key") == null ? null : key;
    return message.announcement(
        new MessageConfig.About(
            service, usedKey, window ? null : incidentId, origin, hookUrlRef, lenient),
        Clock.systemUTC());
  }

  /** Returns the services whose hook URLs are not known, each with a line that says why. */
  public Map<String, String> unknownHookUrls() {
    Map<String, String> unknown = new TreeMap<>();
    for (String service : services) {
      try {
        hookUrls.get(ServiceId.of(service), hookUrlRef);
      } catch (ParameterException e) {
        unknown.put(service, String.valueOf(e.getMessage()));
      }
    }
    return unknown;
  }

  /** Makes a client, to be closed. */
  public StatusHubClient open(Consumer<String> notices) {
    return MavenStatusHubClient.open(session, secrets, hookUrls, ledger.path(), delivery, notices);
  }

  /** Returns the modules that this session builds. */
  public List<String> modulesOfSession() {
    List<String> modules = new ArrayList<>();
    if (session.getProjects() != null) {
      for (MavenProject project : session.getProjects()) {
        modules.add(OutstandingModules.id(project));
      }
    }
    return modules;
  }

  /** Returns what a user should know about a ledger that is new in a CI job; null if nothing. */
  public @Nullable String newLedgerNotice() {
    return id == null ? ledger.newUnderCi(BuildIdentity.ci(session)) : null;
  }

  /** Returns why there can't be a ledger; null if there can. */
  public @Nullable String ledgerProblem() {
    return ledger.problem();
  }

  /** Returns whether Maven works offline. */
  public boolean isOffline() {
    return session.isOffline();
  }

  /** Returns the services, at least one. */
  public List<String> services() {
    return services;
  }

  /** Returns the key that groups builds; empty if there is an id alone. */
  public String key() {
    return key;
  }

  /** Returns the id of the user's own choosing; null if there is none. */
  public @Nullable String id() {
    return id;
  }

  /** Returns when a failed build opens an incident, and what a successful one resolves. */
  public IncidentPolicy policy() {
    return policy;
  }

  /** Returns what a killed build is found by: not the key alone, which other tools may share. */
  public String markerKey() {
    return "maven " + key;
  }

  /** Returns whether everything is shown and nothing sent. */
  public boolean dryRun() {
    return dryRun;
  }

  /** Returns the ledger's folder; null if there can't be one. */
  public @Nullable Path ledger() {
    return ledger.path();
  }

  /** Returns the message of the beginning. */
  public MessageConfig maintenance() {
    return maintenance;
  }

  /** Returns the message of the first failure. */
  public MessageConfig incident() {
    return incident;
  }

  /** Returns the message of further failures. */
  public MessageConfig update() {
    return update;
  }

  /** Returns the message of the success that ends the incident. */
  public MessageConfig resolved() {
    return resolved;
  }
}
