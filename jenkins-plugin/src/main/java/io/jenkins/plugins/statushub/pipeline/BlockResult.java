package io.jenkins.plugins.statushub.pipeline;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.statushub.announcement.FailureRules;
import io.jenkins.plugins.statushub.announcement.WorkResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.actions.ErrorAction;
import org.jenkinsci.plugins.workflow.actions.TagsAction;
import org.jenkinsci.plugins.workflow.actions.ThreadNameAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.AtomNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graph.StepNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.TimeoutStepExecution;
import org.jenkinsci.plugins.workflow.support.steps.AgentErrorCondition;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;
import org.jspecify.annotations.Nullable;

/** Tells how a block ended: failed, succeeded, or neither. */
final class BlockResult {
  /** Declarative keeps its model with a build; the plugin itself need not be installed. */
  private static final String DECLARATIVE =
      "org.jenkinsci.plugins.pipeline.modeldefinition.actions.ExecutionModelAction";

  /** The tag by which Declarative marks stages that it skipped. */
  private static final String STAGE_STATUS = "STAGE_STATUS";

  private final FlowNode block;
  private final Run<?, ?> run;
  private final FailureRules rules;

  /**
   * @param block the start of the block
   * @param run the build that it belongs to
   * @param rules what counts as a failure
   */
  BlockResult(FlowNode block, Run<?, ?> run, FailureRules rules) {
    this.block = block;
    this.run = run;
    this.rules = rules;
  }

  /** Returns how a block ended that an error left. */
  WorkResult ofError(Throwable error) {
    if (!(error instanceof FlowInterruptedException interruption)) {
      return error instanceof InterruptedException
          ? WorkResult.neither("it was interrupted")
          : WorkResult.failed("an error");
    }
    for (CauseOfInterruption cause : interruption.getCauses()) {
      if (cause instanceof TimeoutStepExecution.ExceededTimeout) {
        return ofTimeout(interruption);
      }
      if (isLostAgent(cause)) {
        return WorkResult.failed("the agent was lost");
      }
    }
    Result result = interruption.getResult();
    if (result.equals(Result.FAILURE) && !isAborted(interruption)) {
      return WorkResult.failed("a failure");
    }
    if (result.equals(Result.UNSTABLE)) {
      return counts(result)
          ? WorkResult.failed("an unstable result")
          : WorkResult.neither("the result of what it waited for is unstable");
    }
    return WorkResult.neither("it was stopped");
  }

  private static boolean isAborted(FlowInterruptedException interruption) {
    return interruption.getCauses().stream()
        .anyMatch(CauseOfInterruption.UserInterruption.class::isInstance);
  }

  /**
   * Whether an agent went away: one that does not come back after a restart, a pod that was evicted
   * or deleted. Jenkins marks what it would be worth trying again on another agent; of that, only a
   * cancelled wait for an agent is what somebody wanted.
   */
  private static boolean isLostAgent(CauseOfInterruption cause) {
    return cause instanceof AgentErrorCondition.Retryable
        && !(cause instanceof ExecutorStepExecution.QueueTaskCancelled);
  }

  private WorkResult ofTimeout(FlowInterruptedException interruption) {
    FlowNode origin = ErrorAction.findOrigin(interruption, block.getExecution());
    boolean unanswered = origin != null && "input".equals(functionOf(origin));
    return unanswered && !rules.isOpenOnUnansweredInput()
        ? WorkResult.neither("nobody answered its input in time")
        : WorkResult.failed("a timeout");
  }

  /**
   * Returns how a block ended that no error left.
   *
   * @param before the build's result when the block began; null for none yet
   */
  WorkResult ofSuccess(@Nullable Result before) {
    List<FlowNode> nodes = nodesWithin();
    for (FlowNode node : nodes) {
      WarningAction warning = node.getPersistentAction(WarningAction.class);
      if (warning != null && counts(warning.getResult())) {
        return WorkResult.failed("a result of " + warning.getResult());
      }
    }
    Result now = run.getResult();
    if (now != null && now.isWorseThan(Result.SUCCESS)) {
      boolean byBlock = before == null || now.isWorseThan(before);
      return byBlock && isAlone() && counts(now)
          ? WorkResult.failed("a result of " + now)
          : WorkResult.neither("the build is " + now);
    }
    for (FlowNode node : nodes) {
      WarningAction warning = node.getPersistentAction(WarningAction.class);
      if (warning != null && warning.getResult().isWorseThan(Result.SUCCESS)) {
        return WorkResult.neither("a stage in it is " + warning.getResult());
      }
    }
    return skipped(nodes);
  }

  /** Declarative skips stages within a block that stands in {@code options}. */
  private WorkResult skipped(List<FlowNode> nodes) {
    if (run.getAllActions().stream()
        .noneMatch(action -> action.getClass().getName().equals(DECLARATIVE))) {
      return WorkResult.succeeded();
    }
    if (nodes.stream().anyMatch(BlockResult::isSkippedByRestart)) {
      return WorkResult.neither("a stage in it was skipped");
    }
    return nodes.stream().anyMatch(BlockResult::isWork)
        ? WorkResult.succeeded()
        : WorkResult.neither("nothing ran in it");
  }

  private static boolean isSkippedByRestart(FlowNode node) {
    TagsAction tags = node.getPersistentAction(TagsAction.class);
    String status = tags == null ? null : tags.getTagValue(STAGE_STATUS);
    return "SKIPPED_FOR_RESTART".equals(status) || "SKIPPED_FOR_UNSTABLE".equals(status);
  }

  /** Declarative checks out by itself, also for a stage that it then skips. */
  private static boolean isWork(FlowNode node) {
    return node instanceof AtomNode && !"checkout".equals(functionOf(node));
  }

  private static @Nullable String functionOf(FlowNode node) {
    StepDescriptor descriptor = node instanceof StepNode step ? step.getDescriptor() : null;
    return descriptor == null ? null : descriptor.getFunctionName();
  }

  private boolean counts(Result result) {
    return switch (rules.openOn(WithStatusHubIncidentStep.OPEN_ON)) {
      case ERROR -> false;
      case FAILURE -> result.equals(Result.FAILURE);
      case UNSTABLE -> result.equals(Result.FAILURE) || result.equals(Result.UNSTABLE);
    };
  }

  /** In a parallel branch it can't be told whose doing the build's result is. */
  private boolean isAlone() {
    return block.getEnclosingBlocks().stream()
        .noneMatch(enclosing -> enclosing.getPersistentAction(ThreadNameAction.class) != null);
  }

  private List<FlowNode> nodesWithin() {
    FlowExecution execution = block.getExecution();
    List<FlowNode> heads =
        execution.getCurrentHeads().stream()
            .filter(head -> head.getAllEnclosingIds().contains(block.getId()))
            .toList();
    List<FlowNode> nodes = new ArrayList<>();
    if (!heads.isEmpty()) {
      DepthFirstScanner scanner = new DepthFirstScanner();
      if (scanner.setup(heads, Set.of(block))) {
        scanner.forEach(nodes::add);
      }
    }
    return nodes;
  }
}
