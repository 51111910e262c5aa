package io.jenkins.plugins.statushub.freestyle;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.statushub.announcement.AnnouncementParameters;
import io.jenkins.plugins.statushub.announcement.BuildAnnouncer;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.sending.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a freestyle build says, on the build's own thread, which waits as long as the timeout allows.
 */
final class FreestyleAnnouncer {
  /** Beyond the timeout: for files, and for a busy machine. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final BuildAnnouncer announcer;

  FreestyleAnnouncer(Run<?, ?> run, TaskListener log) {
    announcer = new BuildAnnouncer(run, log);
  }

  BuildAnnouncer announcer() {
    return announcer;
  }

  /** A place in the build that was never spoken from: freestyle builds are not taken up again. */
  static String newPlace() {
    return "freestyle-" + UUID.randomUUID();
  }

  /** Something that announces. */
  @FunctionalInterface
  interface Announcing {
    CompletionStage<List<Outcome>> run() throws LedgerException;
  }

  /**
   * Announces, and waits for what becomes of it.
   *
   * @throws AbortException for a mistake, or where {@code failOnError} makes a failure of it
   */
  List<Outcome> say(AnnouncementParameters parameters, Announcing announcing)
      throws AbortException, InterruptedException {
    List<Outcome> outcomes;
    try {
      outcomes = await(announcing.run());
    } catch (ParameterException e) {
      throw failure(e.getMessage());
    } catch (LedgerException e) {
      if (parameters.isFailOnError()) {
        throw failure(e.getMessage());
      }
      announcer.log("not announced: " + e.getMessage());
      return List.of();
    }
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

  void tellWithheld(Set<String> names) {
    if (!names.isEmpty()) {
      announcer.log(
          "not expanded, because they hold secrets and the page is public: "
              + String.join(", ", names));
    }
  }

  static AbortException failure(@org.jspecify.annotations.Nullable String words) {
    return new AbortException("StatusHub: " + words);
  }
}
