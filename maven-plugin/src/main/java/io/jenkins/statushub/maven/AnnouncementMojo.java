package io.jenkins.statushub.maven;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.announcement.AnnouncementBuilder;
import io.jenkins.statushub.hook.ExtraFields;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.maven.settings.HookUrlRef;
import io.jenkins.statushub.maven.settings.HookUrlSources;
import io.jenkins.statushub.maven.settings.MavenStatusHubClient;
import io.jenkins.statushub.maven.support.Announcements;
import io.jenkins.statushub.maven.support.BuildIdentity;
import io.jenkins.statushub.maven.support.DeliverySettings;
import io.jenkins.statushub.maven.support.Parameters;
import io.jenkins.statushub.maven.support.TlsWarmup;
import io.jenkins.statushub.sending.DeliveryPolicy;
import io.jenkins.statushub.sending.HookUrls;
import io.jenkins.statushub.sending.Outcome;
import io.jenkins.statushub.transport.HookUrl;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals that announce something share. */
@SuppressWarnings("NullAway.Init") // Maven sets the fields.
abstract class AnnouncementMojo extends StatusHubMojo {
  /**
   * The service that it is about: the name under which its hook URL is known.
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
   * What &quot;the same trouble&quot; means: an open incident is found again by it, in a later
   * build, too. By default the group and artifact id of the root project, or the folder where there
   * is no project. Each service has keys of its own.
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
   * The body; the title where it is left out.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.description")
  @Nullable String description;

  /**
   * How the description is written: <code>plain</code> (shown as it stands), <code>markdown</code>
   * (CommonMark without raw HTML) or <code>html</code> (sent as it is).
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.format", defaultValue = "plain")
  @Nullable String format;

  /**
   * When it happened or begins: ISO 8601 with an offset, such as <code>2026-11-24T09:30:00Z</code>
   * or <code>2026-11-24T10:30:00+01:00</code>. Now, where it is left out.
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
   * Whether it stays unpublished: <code>true</code> or <code>false</code>. The first update of an
   * incident that is no draft publishes all drafts before it.
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
   * is the hook URL, encrypted or not. By default <code>statushub-&lt;service&gt;</code>. Looked at
   * after the environment variable; where only one of the two is configured, only that one is
   * looked at.
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
   * Whether the build fails when the hub can't be reached or refuses the announcement: <code>true
   * </code> or <code>false</code>. By default it goes on with a warning, and what could not be
   * delivered is kept for later. A mistake in a parameter always fails the build.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.failOnError", defaultValue = "false")
  @Nullable String failOnError;

  /**
   * Whether each module of a multi-module build speaks: <code>true</code> or <code>false</code>. By
   * default, an execution that modules inherit speaks once, in the first of them.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.perModule", defaultValue = "false")
  @Nullable String perModule;

  /**
   * The most attempts to deliver before the announcement is kept for later; 1 to 20.
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

  /** A builder with what only this goal knows. */
  abstract AnnouncementBuilder<?> builder();

  @Override
  boolean speaksOnce() {
    return !Parameters.flag("perModule", perModule);
  }

  @Override
  final void run() throws MojoFailureException, IOException {
    boolean showOnly = Parameters.flag("dryRun", dryRun);
    boolean strict = Parameters.flag("failOnError", failOnError);
    DeliveryPolicy policy = DeliverySettings.policy(attempts, timeout, requestTimeout);
    List<Announcement> announcements = announcements();
    HookUrls hookUrls = new HookUrlSources(session, decrypter);
    try (StatusHubClient hub =
        MavenStatusHubClient.open(
            session, decrypter, hookUrls, ledger.toPath(), policy, notices())) {
      if (showOnly) {
        show(hub, announcements, hookUrls);
      } else {
        announce(hub, announcements, hookUrls, strict);
      }
    }
  }

  private List<Announcement> announcements() {
    HookUrlRef route = HookUrlRef.of(urlVariable, serverId);
    if (services != null) {
      route.checkFor(services.size());
    }
    AnnouncementBuilder<?> builder = builder();
    builder.service(service);
    builder.services(services);
    builder.key(key == null && id == null ? BuildIdentity.key(session) : key);
    builder.id(id);
    builder.origin(BuildIdentity.origin(session));
    builder.hookUrlRef(route.text());
    builder.title(title);
    builder.description(description);
    builder.format(format);
    builder.status(status);
    builder.startTime(startTime);
    builder.silent(Parameters.flag("silent", silent));
    builder.draft(Parameters.flag("draft", draft));
    builder.extra(ExtraFields.of(extra, extraJson));
    return builder.build(Clock.systemUTC());
  }

  private void show(StatusHubClient hub, List<Announcement> announcements, HookUrls hookUrls)
      throws IOException {
    for (Announcement announcement : announcements) {
      getLog().info(Announcements.shown(hub, announcement));
      try {
        hookUrls.find(announcement.service().name(), announcement.hookUrlRef());
      } catch (ParameterException e) {
        getLog().warn("StatusHub: without the dry run this would fail: " + e.getMessage());
      }
    }
  }

  private void announce(
      StatusHubClient hub, List<Announcement> announcements, HookUrls hookUrls, boolean strict)
      throws MojoFailureException {
    List<HookUrl> found = Announcements.checkHookUrls(hookUrls, announcements);
    if (!session.isOffline()) {
      TlsWarmup.begin(found);
    }
    String failure = null;
    for (Outcome outcome : Announcements.say(hub, announcements, session.isOffline())) {
      String line = outcome.line();
      if (outcome.isFailure() && strict) {
        failure = failure == null ? line : failure + "\n" + line;
      } else if (outcome.isFailure()) {
        getLog().warn(line);
      } else {
        getLog().info(line);
      }
    }
    if (failure != null) {
      throw new MojoFailureException(failure);
    }
  }
}
