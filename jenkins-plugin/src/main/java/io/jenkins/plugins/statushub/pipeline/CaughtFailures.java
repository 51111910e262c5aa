package io.jenkins.plugins.statushub.pipeline;

import hudson.model.Result;
import io.jenkins.plugins.statushub.announcement.IncidentParameters;
import java.util.List;
import java.util.Set;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;

/** Looks for failures that were caught within a block, such as by {@code catchError}. */
final class CaughtFailures {
  private CaughtFailures() {}

  /**
   * Whether any step within the block was marked as failed, or unstable where that counts.
   *
   * @param block the block's start
   */
  static boolean in(FlowNode block, IncidentParameters parameters) {
    FlowExecution execution = block.getExecution();
    List<FlowNode> heads =
        execution.getCurrentHeads().stream()
            .filter(head -> head.getAllEnclosingIds().contains(block.getId()))
            .toList();
    if (heads.isEmpty()) {
      return false;
    }
    DepthFirstScanner scanner = new DepthFirstScanner();
    return scanner.findFirstMatch(
            heads, Set.of(block), node -> node != null && counts(node, parameters))
        != null;
  }

  private static boolean counts(FlowNode node, IncidentParameters parameters) {
    WarningAction warning = node.getPersistentAction(WarningAction.class);
    if (warning == null) {
      return false;
    }
    Result result = warning.getResult();
    return result.equals(Result.FAILURE)
        || (parameters.countsUnstable() && result.equals(Result.UNSTABLE));
  }
}
