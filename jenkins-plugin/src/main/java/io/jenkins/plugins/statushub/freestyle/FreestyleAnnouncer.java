package io.jenkins.plugins.statushub.freestyle;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.statushub.announcement.AnnouncementParameters;
import io.jenkins.plugins.statushub.announcement.BuildAnnouncer;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.input.Problems;
import io.jenkins.statushub.sending.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Announces for a freestyle build, on the build's own thread, which waits as long as the timeout
 * allows.
 */
final class FreestyleAnnouncer {
  /** Beyond the timeout: for files, and for a busy machine. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final BuildAnnouncer announcer;
  private final VariableExpander variables;

  /**
   * @throws IOException if the build's variables can't be read
   */
  FreestyleAnnouncer(Run<?, ?> run, TaskListener log) throws IOException, InterruptedException {
    variables = VariableExpander.of(run, log);
    announcer = new BuildAnnouncer(run, log, variables.sensitiveValues());
  }

  BuildAnnouncer announcer() {
    return announcer;
  }

  VariableExpander variables() {
    return variables;
  }

  /** Returns a new place in the build: freestyle builds are not taken up again. */
  static String newPlace() {
    return "freestyle-" + UUID.randomUUID();
  }

  /**
   * Announces what a build step holds, before or while the build works.
   *
   * @return what became of it, one outcome for each service; null if it is switched off
   * @throws AbortException for a mistake, or if {@code failOnError} makes a failure of the outcome
   */
  @Nullable List<Outcome> announce(AnnouncementParameters fields, Instant at, String place)
      throws AbortException, InterruptedException {
    try {
      AnnouncementParameters parameters = variables.expand(fields);
      reportWithheld();
      if (!parameters.announces()) {
        announcer.skip(parameters);
        return null;
      }
      Problems problems = new Problems();
      announcer.check(parameters, at, problems);
      problems.throwIfAny();
      return await(parameters, () -> announcer.announce(parameters, at, place));
    } catch (ParameterException e) {
      throw failure(e.getMessage());
    }
  }

  /**
   * Announces, and waits for what becomes of it.
   *
   * @throws AbortException if {@code failOnError} makes a failure of the outcome
   */
  List<Outcome> await(
      AnnouncementParameters parameters, Supplier<CompletionStage<List<Outcome>>> announcing)
      throws AbortException, InterruptedException {
    List<Outcome> outcomes = await(announcing.get());
    if (parameters.isFailOnError() && outcomes.stream().anyMatch(Outcome::isFailure)) {
      throw failure("not delivered, and failOnError is set");
    }
    return outcomes;
  }

  private List<Outcome> await(CompletionStage<List<Outcome>> stage) throws InterruptedException {
    Duration longest = StatusHubConfiguration.get().policy().timeout().plus(GRACE);
    try {
      return stage.toCompletableFuture().get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      announcer.log("goes on in the background: no outcome within " + longest.toSeconds() + " s");
      return List.of();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ParameterException mistake) {
        throw mistake;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Writes into the build's log which variables were not expanded. */
  void reportWithheld() {
    Set<String> names = variables.withheld();
    if (!names.isEmpty()) {
      announcer.log(
          "withheld, since the status page is public and these variables hold secrets: "
              + String.join(", ", names));
    }
  }

  static AbortException failure(@Nullable String message) {
    return new AbortException("StatusHub: " + message);
  }
}
