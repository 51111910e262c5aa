package io.jenkins.statushub.maven;

import io.jenkins.statushub.environment.SkipVariable;
import io.jenkins.statushub.files.FileErrors;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.maven.support.BuildIdentity;
import io.jenkins.statushub.maven.support.GoalParameters;
import io.jenkins.statushub.maven.support.KnownProperties;
import io.jenkins.statushub.maven.support.LedgerFolder;
import io.jenkins.statushub.maven.support.ParameterHints;
import io.jenkins.statushub.maven.support.Parameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
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

/** What all goals share: when they are skipped, and how they report a wrong parameter. */
@SuppressWarnings("NullAway.Init") // Maven sets the fields.
abstract class StatusHubMojo extends AbstractMojo {
  /** Used only if a password of settings.xml is needed, since it takes time to load. */
  @Inject Provider<SettingsDecrypter> decrypter;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  MavenSession session;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  MojoExecution execution;

  /**
   * Whether to do nothing at all: <code>true</code> or <code>false</code>. The environment variable
   * <code>STATUSHUB_SKIP</code> does the same, also for Mavens that this one starts.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.skip", defaultValue = "false")
  @Nullable String skip;

  /**
   * The folder of the ledger: the durable record of what was announced and what is pending. Builds
   * that share it share their incidents. It holds no hook URL. A relative path starts where Maven
   * was started. By default <code>.statushub/ledger</code> in the user's home.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.ledger")
  @Nullable String ledger;

  /**
   * Does the goal's work.
   *
   * @throws ParameterException if a parameter is wrong
   * @throws MojoFailureException if the goal fails for a reason in plain words
   * @throws IOException if the ledger or another file can't be read or written
   */
  abstract void run() throws MojoFailureException, IOException;

  /** Returns what takes lines that people should see although no announcement failed. */
  final Consumer<String> notices() {
    return line -> getLog().warn("StatusHub: " + line);
  }

  /**
   * Returns the ledger's folder to a goal that has no use without one.
   *
   * @throws MojoFailureException if there can't be one
   */
  final Path requiredLedger() throws MojoFailureException {
    LedgerFolder folder = LedgerFolder.of(session, ledger);
    if (folder.path() == null) {
      throw new MojoFailureException("StatusHub: " + folder.problem());
    }
    return folder.path();
  }

  /** Returns where the ledger is; warns if there can't be one. */
  final LedgerFolder ledgerFolder() {
    LedgerFolder folder = LedgerFolder.of(session, ledger);
    if (folder.problem() != null) {
      notices().accept(folder.problem());
    }
    return folder;
  }

  /** Returns whether the user typed this goal, rather than binding it to a phase of a build. */
  final boolean isTyped() {
    return execution.getSource() == MojoExecution.Source.CLI;
  }

  /** Returns whether each module runs the goal; false if the first one does for all. */
  boolean runsPerModule() {
    return false;
  }

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    try {
      KnownProperties.check(session, execution);
      if (SkipVariable.isSet(BuildIdentity.environment(session))) {
        getLog().info("StatusHub: skipped (" + SkipVariable.NAME + ")");
        return;
      }
      if (Parameters.flag("skip", skip)) {
        getLog().info("StatusHub: skipped (statushub.skip)");
        return;
      }
      if (!OncePerSession.isToRun(session, execution, runsPerModule())) {
        getLog().debug("StatusHub: this execution ran in this build already");
        return;
      }
      run();
    } catch (ParameterException e) {
      throw new MojoFailureException(
          ParameterHints.message(e, name -> GoalParameters.place(name, execution)));
    } catch (IOException e) {
      throw new MojoFailureException("StatusHub: " + FileErrors.describe(e));
    }
  }
}
