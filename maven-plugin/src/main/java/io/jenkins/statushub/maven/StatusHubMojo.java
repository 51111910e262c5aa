package io.jenkins.statushub.maven;

import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.ledger.Notices;
import io.jenkins.statushub.maven.support.KnownProperties;
import io.jenkins.statushub.maven.support.ParameterHints;
import io.jenkins.statushub.maven.support.Parameters;
import java.io.File;
import java.io.IOException;
import javax.inject.Inject;
import javax.inject.Provider;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/** What all goals share: when they keep still, and how they say that a parameter is wrong. */
@SuppressWarnings("NullAway.Init") // Maven sets the fields.
abstract class StatusHubMojo extends AbstractMojo {
  /** Asked for only where settings.xml holds a secret that is needed: it takes time to load. */
  @Inject Provider<SettingsDecrypter> decrypter;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  MavenSession session;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  MojoExecution execution;

  /**
   * Does nothing at all: <code>true</code> or <code>false</code>.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.skip", defaultValue = "false")
  @Nullable String skip;

  /**
   * The folder of the ledger: the durable record of what was said and what still has to be. Builds
   * that share it share their incidents. It holds no hook URL.
   *
   * @since 1.0.0
   */
  @Parameter(
      property = "statushub.ledger",
      defaultValue = "${user.home}/.statushub/ledger",
      required = true)
  File ledger;

  /**
   * What the plugin says around a whole build, where it is loaded with <code>
   * &lt;extensions&gt;true&lt;/extensions&gt;</code>. Goals take no notice of it. Its elements are
   * these.
   *
   * <p>Shared with the goals, and with their properties: <code>service</code>, <code>services
   * </code>, <code>key</code>, <code>skip</code>, <code>ledger</code>, <code>urlVariable</code>,
   * <code>serverId</code>, <code>dryRun</code>, <code>attempts</code>, <code>timeout</code>, <code>
   * requestTimeout</code>.
   *
   * <p>Of its own, with properties such as <code>statushub.aroundBuild.goals</code>: <code>goals
   * </code>, <code>id</code>, <code>openAfter</code>, <code>resolve</code>. The first names the
   * phases and goals that it speaks about (by default <code>deploy</code>), the second an incident
   * of your own choosing, the third how many builds in a row have to fail before an incident is
   * opened (by default <code>1</code>), the fourth what a build that gets through resolves: <code>
   * ifOpen</code> (by default), <code>always</code> (which needs an id) or <code>never</code>.
   *
   * <p>In <code>maintenance</code>, which is said when the build starts, with properties such as
   * <code>statushub.aroundBuild.maintenance.title</code> and the meaning that they have for the
   * goal: <code>title</code>, <code>description</code>, <code>format</code>, <code>status</code>,
   * <code>startTime</code>, <code>endTime</code>, <code>duration</code>, <code>silent</code>,
   * <code>draft</code>, <code>extra</code>, <code>extraJson</code>, <code>failOnError</code>.
   *
   * <p>In <code>incident</code>, which is said when the build fails: <code>title</code>, <code>
   * description</code>, <code>format</code>, <code>state</code>, <code>status</code>, <code>silent
   * </code>, <code>draft</code>, <code>extra</code>, <code>extraJson</code>.
   *
   * <p>In <code>update</code>, which is said when a further build fails, and takes from the
   * incident what it leaves out: <code>title</code>, <code>description</code>, <code>format</code>,
   * <code>state</code>, <code>status</code>, <code>silent</code>, <code>draft</code>, <code>extra
   * </code>, <code>extraJson</code>.
   *
   * <p>In <code>resolved</code>, which is said when a later build gets through, and takes its title
   * from the incident where it leaves it out: <code>title</code>, <code>description</code>, <code>
   * format</code>, <code>silent</code>, <code>extra</code>, <code>extraJson</code>.
   *
   * @since 1.0.0
   */
  @Parameter @Nullable PlexusConfiguration aroundBuild;

  /**
   * Does the goal's work.
   *
   * @throws ParameterException if a parameter is wrong
   * @throws MojoFailureException if the goal fails for a reason in plain words
   * @throws IOException if the ledger or another file can't be read or written
   */
  abstract void run() throws MojoFailureException, IOException;

  /** Takes what no announcement tells. */
  final Notices notices() {
    return line -> getLog().warn("StatusHub: " + line);
  }

  /** Whether modules after the first keep still unless asked otherwise. */
  boolean speaksOnce() throws MojoFailureException {
    return true;
  }

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    try {
      KnownProperties.check(session.getUserProperties(), execution);
      if (Parameters.flag("skip", skip)) {
        getLog().info("StatusHub: skipped (statushub.skip)");
        return;
      }
      if (speaksOnce() && !OncePerReactor.isFirst(session, execution)) {
        getLog().debug("StatusHub: another module of this build has run this execution already");
        return;
      }
      run();
    } catch (ParameterException e) {
      throw new MojoFailureException(ParameterHints.words(e, execution));
    } catch (IOException e) {
      throw new MojoFailureException("StatusHub: " + e.getMessage());
    }
  }
}
