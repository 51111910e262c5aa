package io.jenkins.statushub.maven;

import io.jenkins.statushub.maven.extension.config.AroundBuildCheck;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Checks what the plugin is configured to announce around a whole build, and shows each message.
 * Sends and records nothing.
 *
 * @since 1.0.0
 */
@Mojo(name = "check", requiresProject = false, threadSafe = true)
public final class CheckMojo extends StatusHubMojo {
  /**
   * What the plugin announces around a whole build if it is loaded with <code>
   * &lt;extensions&gt;true&lt;/extensions&gt;</code>. Its elements are these.
   *
   * <p>Shared with the goals, and with their properties: <code>service</code>, <code>services
   * </code>, <code>key</code>, <code>skip</code>, <code>ledger</code>, <code>urlVariable</code>,
   * <code>serverId</code>, <code>dryRun</code>, <code>attempts</code>, <code>timeout</code>, <code>
   * requestTimeout</code>.
   *
   * <p>Of its own, with properties such as <code>statushub.aroundBuild.goals</code>: <code>goals
   * </code>, <code>id</code>, <code>openAfter</code>, <code>resolve</code>.
   *
   * <p>goals: The phases and goals that are announced. By default <code>deploy</code>.
   *
   * <p>id: An id of your own choosing for the incident; once it is resolved, the next incident gets
   * the id with <code>-2</code>, then <code>-3</code>. By default given by the ledger.
   *
   * <p>openAfter: How many builds in a row have to fail before an incident is opened. By default
   * <code>1</code>.
   *
   * <p>resolve: What a build that succeeds resolves: <code>ifOpen</code>, <code>always</code>
   * (which needs an id) or <code>never</code>. By default <code>ifOpen</code>.
   *
   * <p>In <code>maintenance</code>, which is announced when the build starts, with properties such
   * as <code>statushub.aroundBuild.maintenance.title</code> and the meaning that they have for the
   * goal: <code>title</code>, <code>description</code>, <code>format</code>, <code>status</code>,
   * <code>startTime</code>, <code>endTime</code>, <code>duration</code>, <code>allowDuplicate
   * </code>, <code>silent</code>, <code>draft</code>, <code>extra</code>, <code>extraJson</code>,
   * <code>failOnError</code>.
   *
   * <p>In <code>incident</code>, which is announced when the build fails: <code>title</code>,
   * <code>description</code>, <code>format</code>, <code>state</code>, <code>status</code>, <code>
   * silent</code>, <code>draft</code>, <code>extra</code>, <code>extraJson</code>.
   *
   * <p>In <code>update</code>, which is announced when a further build fails, and takes from the
   * incident what it leaves out: <code>title</code>, <code>description</code>, <code>format</code>,
   * <code>state</code>, <code>status</code>, <code>silent</code>, <code>draft</code>, <code>extra
   * </code>, <code>extraJson</code>.
   *
   * <p>In <code>resolved</code>, which is announced when a later build succeeds, and takes its
   * title from the incident if it leaves it out: <code>title</code>, <code>description</code>,
   * <code>
   * format</code>, <code>silent</code>, <code>extra</code>, <code>extraJson</code>.
   *
   * @since 1.0.0
   */
  @Parameter @Nullable PlexusConfiguration aroundBuild;

  @Override
  void run() throws IOException {
    AroundBuildCheck.run(session, decrypter, getLog()::info);
  }
}
