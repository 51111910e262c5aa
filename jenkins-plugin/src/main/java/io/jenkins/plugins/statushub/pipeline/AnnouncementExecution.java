package io.jenkins.plugins.statushub.pipeline;

import io.jenkins.plugins.statushub.announcement.AnnouncementParameters;
import io.jenkins.plugins.statushub.announcement.BuildAnnouncer;
import io.jenkins.plugins.statushub.announcement.StepResult;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.input.Problems;
import io.jenkins.statushub.sending.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jspecify.annotations.Nullable;

/** A step without a block: announces, and returns what became of it. */
final class AnnouncementExecution extends BuildStepExecution {
  private static final long serialVersionUID = 1L;

  private final AnnouncementParameters parameters;

  AnnouncementExecution(
      StepContext context,
      AnnouncementParameters parameters,
      @Nullable ParameterException mistake) {
    super(context, mistake);
    this.parameters = parameters;
  }

  @Override
  public boolean start() {
    offload(this::announce);
    return false;
  }

  @Override
  public void onResume() {
    offload(this::announce);
  }

  private void announce(BuildAnnouncer announcer) throws IOException, InterruptedException {
    Problems problems = problems();
    Map<String, Object> skipped = skip(announcer, parameters, problems);
    if (skipped != null) {
      succeed(skipped);
      return;
    }
    if (problems.any()) {
      // Together with what else is wrong; by itself, announcing finds that out.
      announcer.check(parameters, at(), problems);
      problems.throwIfAny();
    }
    then(announcer.announce(parameters, at(), place()), this::finish, this::fail);
  }

  private void finish(List<Outcome> outcomes) {
    Throwable failure = failureIn(parameters, outcomes);
    if (failure == null) {
      succeed(StepResult.of(outcomes));
    } else {
      fail(failure);
    }
  }

  @Override
  public void stop(Throwable cause) {
    // What was begun stays in the ledger, and is delivered.
    fail(cause);
  }

  @Override
  public String getStatus() {
    return "waiting for StatusHub";
  }
}
