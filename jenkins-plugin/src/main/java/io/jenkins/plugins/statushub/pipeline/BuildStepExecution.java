package io.jenkins.plugins.statushub.pipeline;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.statushub.announcement.AnnouncementParameters;
import io.jenkins.plugins.statushub.announcement.BuildAnnouncer;
import io.jenkins.plugins.statushub.client.StatusHubClientProvider;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.sending.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;

/**
 * What all executions share: work goes on off the CPS thread, and the step ends once. What is kept
 * across a restart is the parameters and the time, from which the same announcement is made again;
 * the ledger knows whether it was said already.
 */
abstract class BuildStepExecution extends StepExecution {
  private static final long serialVersionUID = 1L;

  private final long at;
  private transient @Nullable AtomicBoolean ended;

  BuildStepExecution(StepContext context) {
    super(context);
    at = System.currentTimeMillis();
  }

  /** When the step began: to the second, what is announced begins then. */
  final Instant at() {
    return Instant.ofEpochMilli(at);
  }

  /** Work that may throw what a build's log shows. */
  @FunctionalInterface
  interface Work {
    void run(BuildAnnouncer announcer) throws IOException, InterruptedException;
  }

  /** Does work off the CPS thread; where it throws, the step fails. */
  final void offload(Work work) {
    offload(work, this::fail);
  }

  /** Does work off the CPS thread. */
  final void offload(Work work, Consumer<Throwable> onFailure) {
    StatusHubClientProvider.get()
        .executor()
        .execute(
            () -> {
              try {
                StepContext context = getContext();
                Run<?, ?> run = context.get(Run.class);
                TaskListener listener = context.get(TaskListener.class);
                if (run == null || listener == null) {
                  throw new IOException("the build is gone");
                }
                work.run(new BuildAnnouncer(run, listener));
              } catch (Throwable e) {
                onFailure.accept(e);
              }
            });
  }

  /** Where in the build this step stands. */
  final String place() throws IOException, InterruptedException {
    FlowNode node = getContext().get(FlowNode.class);
    return node == null ? "step" : node.getId();
  }

  /** Goes on when all outcomes are known, unless Jenkins is going down. */
  final void then(
      CompletionStage<List<Outcome>> outcomes,
      Consumer<List<Outcome>> next,
      Consumer<Throwable> onFailure) {
    outcomes.whenComplete(
        (done, failure) -> {
          if (StatusHubClientProvider.get().isClosed()) {
            return;
          }
          try {
            if (failure == null) {
              next.accept(done);
            } else {
              onFailure.accept(
                  failure instanceof CompletionException ? failure.getCause() : failure);
            }
          } catch (RuntimeException e) {
            onFailure.accept(e);
          }
        });
  }

  /** The first outcome that {@code failOnError} makes a failure of; null if there is none. */
  static @Nullable Throwable failureIn(AnnouncementParameters parameters, List<Outcome> outcomes) {
    if (!parameters.isFailOnError()) {
      return null;
    }
    for (Outcome each : outcomes) {
      if (each.isFailure()) {
        return new hudson.AbortException(each.line() + " (failOnError is set)");
      }
    }
    return null;
  }

  final void succeed(@Nullable Object value) {
    if (endsNow()) {
      getContext().onSuccess(value);
    }
  }

  final void fail(Throwable failure) {
    if (endsNow()) {
      boolean plain = failure instanceof ParameterException || failure instanceof LedgerException;
      getContext().onFailure(plain ? AnnouncementStep.failure(failure) : failure);
    }
  }

  private boolean endsNow() {
    return !StatusHubClientProvider.get().isClosed() && ended().compareAndSet(false, true);
  }

  /** Whether the step has ended, by an abort for example. */
  final boolean hasEnded() {
    return ended().get();
  }

  private synchronized AtomicBoolean ended() {
    if (ended == null) {
      ended = new AtomicBoolean();
    }
    return ended;
  }
}
