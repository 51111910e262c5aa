package io.jenkins.statushub.maven;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.announcement.AnnouncementBuilder;
import io.jenkins.statushub.environment.HookUrlRef;
import io.jenkins.statushub.hook.ExtraFields;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.input.Problems;
import io.jenkins.statushub.maven.settings.HookUrlSources;
import io.jenkins.statushub.maven.settings.MavenStatusHubClient;
import io.jenkins.statushub.maven.settings.SettingsSecrets;
import io.jenkins.statushub.maven.support.Announcements;
import io.jenkins.statushub.maven.support.BuildIdentity;
import io.jenkins.statushub.maven.support.DeliverySettings;
import io.jenkins.statushub.maven.support.LedgerFolder;
import io.jenkins.statushub.maven.support.Parameters;
import io.jenkins.statushub.sending.DeliveryPolicy;
import io.jenkins.statushub.sending.Outcome;
import io.jenkins.statushub.transport.HookUrl;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals that announce something share. */
@SuppressWarnings("NullAway.Init") // Maven sets the fields.
abstract class AnnouncementMojo extends StatusHubMojo {
  /**
   * The service that the announcement is about: the name under which its hook URL is known.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.service")
  @Nullable String service;

  /**
   * Several services; each gets an announcement of its own. On the command line, separated by
   * commas.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.services")
  @Nullable List<String> services;

  /**
   * Groups updates into one incident, in later builds, too (others call it a deduplication key). By
   * default the group and artifact id of the root project; without a project, the CI job. Required
   * for an incident without a project outside CI. Each service has keys of its own.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.key")
  @Nullable String key;

  /**
   * An id of your own choosing for the incident or maintenance, used as it stands.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.id")
  @Nullable String id;

  /**
   * What customers are told about the service: <code>up</code>, <code>degraded</code> or <code>down
   * </code>. Required, except with the state <code>resolved</code>, which means <code>up</code>.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.status")
  @Nullable String status;

  /**
   * The headline. Required.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.title")
  @Nullable String title;

  /**
   * The body. By default the title.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.description")
  @Nullable String description;

  /**
   * How the description is written: <code>plain</code> (shown as it stands), <code>markdown</code>
   * (without raw HTML) or <code>html</code> (sent as it is).
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.format", defaultValue = "plain")
  @Nullable String format;

  /**
   * When it happened or begins: ISO 8601 with an offset, such as <code>2026-11-24T09:30:00Z</code>
   * or <code>2026-11-24T10:30:00+01:00</code>. By default now.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.startTime")
  @Nullable String startTime;

  /**
   * Whether subscribers get no notification: <code>true</code> or <code>false</code>.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.silent", defaultValue = "false")
  @Nullable String silent;

  /**
   * Whether the announcement stays unpublished: <code>true</code> or <code>false</code>. The first
   * update of an incident that is no draft publishes all drafts before it.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.draft", defaultValue = "false")
  @Nullable String draft;

  /**
   * Fields of your own, sent along as text: <code>&lt;extra&gt;&lt;ticket&gt;OPS-17&lt;/ticket&gt;
   * &lt;/extra&gt;</code>.
   *
   * @since 1.0.0
   */
  @Parameter @Nullable Map<String, String> extra;

  /**
   * Fields of your own as one JSON object, for the command line and for values that are no text:
   * <code>{"ticket": "OPS-17", "attempt": 2}</code>. Goes together with <code>extra</code>.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.extraJson")
  @Nullable String extraJson;

  /**
   * The name of the environment variable that holds the hook URL. By default <code>
   * STATUSHUB_&lt;SERVICE&gt;_URL</code>, with the service in capitals and <code>_</code> for
   * everything but letters and digits. The name, never the URL.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.urlVariable")
  @Nullable String urlVariable;

  /**
   * The id of the <code>&lt;server&gt;</code> in settings.xml whose <code>&lt;password&gt;</code>
   * is the hook URL, encrypted or not. By default <code>statushub-&lt;service&gt;</code>. Looked up
   * after the environment variable; if only one of the two is configured, only that one is looked
   * up.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.serverId")
  @Nullable String serverId;

  /**
   * Whether to check everything and show what would be sent, but to send and record nothing: <code>
   * true</code> or <code>false</code>.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.dryRun", defaultValue = "false")
  @Nullable String dryRun;

  /**
   * Whether the build fails if the announcement is not delivered: <code>true</code> or <code>false
   * </code>. By default it goes on with a warning, and what could not be delivered is pending until
   * <code>statushub:flush</code>. A mistake in a parameter always fails the build; an unknown hook
   * URL fails a goal that was typed, and is a warning in a goal that is bound to a phase.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.failOnError", defaultValue = "false")
  @Nullable String failOnError;

  /**
   * Whether each module of a multi-module build announces: <code>true</code> or <code>false</code>.
   * By default, an execution that modules inherit announces once, in the first of them.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.perModule", defaultValue = "false")
  @Nullable String perModule;

  /**
   * How many attempts to deliver the announcement before it is pending: 1 to 20.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.attempts", defaultValue = "3")
  @Nullable String attempts;

  /**
   * How long the build waits for all attempts together: <code>10s</code>, <code>1m</code>.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.timeout", defaultValue = "10s")
  @Nullable String timeout;

  /**
   * How long one attempt may take.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.requestTimeout", defaultValue = "10s")
  @Nullable String requestTimeout;

  /** Returns a builder with what only this goal knows, as far as it is without mistakes. */
  abstract AnnouncementBuilder<?> builder(Problems problems);

  /** Returns whether later builds have to find what was announced. */
  abstract boolean needsKey();

  @Override
  boolean runsPerModule() {
    return Parameters.flag("perModule", perModule);
  }

  @Override
  final void run() throws MojoFailureException, IOException {
    Problems problems = new Problems();
    boolean showOnly = flag("dryRun", dryRun, problems);
    boolean strict = flag("failOnError", failOnError, problems);
    DeliveryPolicy policy =
        problems.check(() -> DeliverySettings.policy(attempts, timeout, requestTimeout));
    List<Announcement> announcements = announcements(problems);
    problems.throwIfAny();
    SettingsSecrets secrets = new SettingsSecrets(session, decrypter);
    HookUrlSources hookUrls = new HookUrlSources(session, secrets);
    LedgerFolder folder = ledgerFolder();
    try (StatusHubClient client =
        MavenStatusHubClient.open(
            session, secrets, hookUrls, folder.path(), Objects.requireNonNull(policy), notices())) {
      if (showOnly) {
        show(client, announcements, hookUrls);
      } else {
        announce(client, announcements, hookUrls, strict);
        tellOfNewLedger(folder);
      }
    }
  }

  static boolean flag(String name, @Nullable String value, Problems problems) {
    return Boolean.TRUE.equals(problems.check(() -> Parameters.flag(name, value)));
  }

  private List<Announcement> announcements(Problems problems) {
    HookUrlRef ref = problems.check(() -> HookUrlRef.of(urlVariable, serverId, null));
    List<String> several = services;
    if (ref != null && several != null) {
      problems.check(
          () -> {
            ref.checkFor(several.size());
            return ref;
          });
    }
    boolean named = isSet(key) || isSet(id);
    String defaultKey = named ? null : BuildIdentity.key(session);
    if (!named && defaultKey == null && needsKey()) {
      problems.add(ParameterException.required("key", BuildIdentity.KEY_ALLOWED));
    }
    AnnouncementBuilder<?> builder = builder(problems);
    builder.service(service);
    builder.services(services);
    builder.key(named ? key : defaultKey);
    builder.id(id);
    builder.origin(BuildIdentity.origin(session));
    builder.hookUrlRef(ref == null ? null : ref.text());
    builder.title(title);
    builder.description(description);
    builder.format(format);
    builder.status(status);
    builder.startTime(startTime);
    builder.silent(flag("silent", silent, problems));
    builder.draft(flag("draft", draft, problems));
    builder.extra(problems.check(() -> ExtraFields.of(extra, extraJson)));
    List<Announcement> announcements = problems.check(() -> builder.build(Clock.systemUTC()));
    return announcements == null ? List.of() : announcements;
  }

  private static boolean isSet(@Nullable String text) {
    return text != null && !text.isBlank();
  }

  private void show(
      StatusHubClient client, List<Announcement> announcements, HookUrlSources hookUrls)
      throws IOException {
    for (Announcement announcement : announcements) {
      getLog().info(Announcements.preview(client, announcement));
      try {
        hookUrls.get(announcement.service(), announcement.hookUrlRef());
      } catch (ParameterException e) {
        getLog().warn("StatusHub: without the dry run this would fail: " + e.getMessage());
      }
    }
  }

  private void announce(
      StatusHubClient client,
      List<Announcement> announcements,
      HookUrlSources hookUrls,
      boolean strict)
      throws MojoFailureException {
    Problems unknown = new Problems();
    List<Announcement> possible = new ArrayList<>();
    for (Announcement announcement : announcements) {
      HookUrl hookUrl =
          unknown.check(() -> hookUrls.get(announcement.service(), announcement.hookUrlRef()));
      if (hookUrl != null) {
        possible.add(announcement);
      }
    }
    if (isTyped() || strict) {
      // Before anything is sent: a mistake about one service must not leave another one announced.
      unknown.throwIfAny();
    }
    warnOf(unknown);
    List<Outcome> outcomes = Announcements.send(client, possible, session.isOffline());
    if (strict && outcomes.stream().anyMatch(Outcome::isFailure)) {
      throw new MojoFailureException(
          outcomes.stream()
              .filter(Outcome::isFailure)
              .map(Announcements::line)
              .collect(Collectors.joining("\n")));
    }
    Announcements.log(outcomes, getLog()::info, getLog()::warn);
  }

  private void warnOf(Problems unknown) {
    try {
      unknown.throwIfAny();
    } catch (ParameterException e) {
      e.problems().forEach(each -> notices().accept("not announced: " + each));
    }
  }

  private void tellOfNewLedger(LedgerFolder folder) {
    String line = needsKey() && !isSet(id) ? folder.newUnderCi(BuildIdentity.ci(session)) : null;
    if (line != null) {
      notices().accept(line);
    }
  }
}
