package io.jenkins.statushub.maven;

import io.jenkins.statushub.hook.MistakeException;
import io.jenkins.statushub.ledger.Notices;
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
   * Does the goal's work.
   *
   * @throws MistakeException if a parameter is wrong
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
      if (speaksOnce() && !Reactor.isFirst(session, execution)) {
        getLog().debug("StatusHub: another module of this build has run this execution already");
        return;
      }
      run();
    } catch (MistakeException e) {
      throw new MojoFailureException(Mistakes.words(e, execution));
    } catch (IOException e) {
      throw new MojoFailureException("StatusHub: " + e.getMessage());
    }
  }
}
