package io.jenkins.plugins.statushub.pipeline;

import io.jenkins.plugins.statushub.announcement.AnnouncementParameters;
import io.jenkins.plugins.statushub.announcement.StepResult;
import io.jenkins.statushub.sending.Outcome;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A step without a block: says it, and returns what became of it. */
final class AnnouncementExecution extends BuildStepExecution {
  private static final long serialVersionUID = 1L;

  private final AnnouncementParameters parameters;

  AnnouncementExecution(StepContext context, AnnouncementParameters parameters) {
    super(context);
    this.parameters = parameters;
  }

  @Override
  public boolean start() {
    announce();
    return false;
  }

  @Override
  public void onResume() {
    announce();
  }

  private void announce() {
    offload(
        announcer -> then(announcer.announce(parameters, at(), place()), this::finish, this::fail));
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
