package io.jenkins.plugins.statushub.pipeline;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.statushub.announcement.AnnouncementParameters;
import io.jenkins.plugins.statushub.announcement.BuildAnnouncer;
import io.jenkins.plugins.statushub.announcement.SensitiveValues;
import io.jenkins.plugins.statushub.client.StatusHubClientProvider;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.input.Problems;
import io.jenkins.statushub.sending.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;

/**
 * What all executions share: work goes on off the CPS thread, and the step ends once. What is kept
 * across a restart is the parameters and the time, from which the same announcement is made again;
 * the ledger knows whether it was recorded already.
 */
abstract class BuildStepExecution extends StepExecution {
  private static final long serialVersionUID = 1L;

  private final long at;
  private final @Nullable ParameterException mistake;
  private transient @Nullable AtomicBoolean ended;

  /**
   * @param mistake what was wrong with the step's arguments; null if nothing was
   */
  BuildStepExecution(StepContext context, @Nullable ParameterException mistake) {
    super(context);
    this.mistake = mistake;
    at = System.currentTimeMillis();
  }

  /** Returns when the step began: to the second, what is announced begins then. */
  final Instant at() {
    return Instant.ofEpochMilli(at);
  }

  /** Returns a collection that holds what was wrong with the step's arguments. */
  final Problems problems() {
    Problems problems = new Problems();
    if (mistake != null) {
      problems.add(mistake);
    }
    return problems;
  }

  /**
   * Writes into the build's log that nothing is announced, if that was switched off.
   *
   * @param problems what is wrong with the arguments so far
   * @return what a step returns in this case; null if there is something to announce
   * @throws ParameterException if it was switched off, but there are problems
   */
  static @Nullable Map<String, Object> skip(
      BuildAnnouncer announcer, AnnouncementParameters parameters, Problems problems) {
    if (!Boolean.FALSE.equals(problems.check(parameters::announces))) {
      return null;
    }
    problems.throwIfAny();
    return announcer.skip(parameters);
  }

  /** Work that may throw what a build's log shows. */
  @FunctionalInterface
  interface Work {
    void run(BuildAnnouncer announcer) throws IOException, InterruptedException;
  }

  /** Does work off the CPS thread; if it throws, the step fails. */
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
                work.run(announcer());
              } catch (Throwable e) {
                onFailure.accept(e);
              }
            });
  }

  /**
   * Returns what announces for the build.
   *
   * @throws IOException if the build is gone
   */
  final BuildAnnouncer announcer() throws IOException, InterruptedException {
    StepContext context = getContext();
    Run<?, ?> run = context.get(Run.class);
    TaskListener listener = context.get(TaskListener.class);
    if (run == null || listener == null) {
      throw new IOException("the build is gone");
    }
    Set<String> names = new HashSet<>(SensitiveValues.names(run));
    EnvironmentExpander expander = context.get(EnvironmentExpander.class);
    if (expander != null) {
      names.addAll(expander.getSensitiveVariables());
    }
    // Not asked for without need: where an agent was lost, it may not be known any more.
    EnvVars variables = names.isEmpty() ? null : context.get(EnvVars.class);
    return new BuildAnnouncer(
        run,
        listener,
        SensitiveValues.of(run, variables == null ? new EnvVars() : variables, names));
  }

  /** Returns where in the build this step stands. */
  final String place() throws IOException, InterruptedException {
    FlowNode node = getContext().get(FlowNode.class);
    return node == null ? "step" : node.getId();
  }

  /** Goes on when all outcomes are known, unless Jenkins is shutting down. */
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
                  failure instanceof CompletionException && failure.getCause() != null
                      ? failure.getCause()
                      : failure);
            }
          } catch (RuntimeException e) {
            onFailure.accept(e);
          }
        });
  }

  /** Returns the first outcome that {@code failOnError} makes a failure of; null for none. */
  static @Nullable Throwable failureIn(AnnouncementParameters parameters, List<Outcome> outcomes) {
    if (!parameters.isFailOnError()) {
      return null;
    }
    for (Outcome each : outcomes) {
      if (each.isFailure()) {
        AbortException failure = new AbortException(each.line() + " (failOnError is set)");
        failure.setStackTrace(new StackTraceElement[0]);
        return failure;
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
      getContext()
          .onFailure(
              failure instanceof ParameterException ? AnnouncementStep.failure(failure) : failure);
    }
  }

  private boolean endsNow() {
    return !StatusHubClientProvider.get().isClosed() && ended().compareAndSet(false, true);
  }

  /** Returns whether the step has ended, by an abort for example. */
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
