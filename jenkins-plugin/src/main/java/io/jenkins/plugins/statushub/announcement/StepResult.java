package io.jenkins.plugins.statushub.announcement;

import io.jenkins.statushub.sending.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes what a step returns: a small map of text, which any script may read. A running build keeps
 * it and writes it again and again, so it holds nothing that the log or the ledger knows better.
 */
public final class StepResult {
  private StepResult() {}

  /**
   * Returns {@code service}, {@code id} and {@code outcome}; for several services {@code ids} by
   * service, and the outcome that is the worst.
   */
  public static Map<String, Object> of(List<Outcome> outcomes) {
    Map<String, Object> result = new HashMap<>(4);
    if (outcomes.size() == 1) {
      Outcome only = outcomes.get(0);
      result.put("service", only.service().name());
      result.put("outcome", only.kind().wire());
      if (only.id() != null) {
        result.put("id", only.id());
      }
      return result;
    }
    HashMap<String, String> ids = new HashMap<>();
    Outcome.Kind worst = Outcome.Kind.SKIPPED;
    for (Outcome each : outcomes) {
      if (each.id() != null) {
        ids.put(each.service().name(), each.id());
      }
      worst = rank(each.kind()) > rank(worst) ? each.kind() : worst;
    }
    result.put("ids", ids);
    result.put("outcome", worst.wire());
    return result;
  }

  private static int rank(Outcome.Kind kind) {
    return switch (kind) {
      case SKIPPED -> 0;
      case DELIVERED -> 1;
      case PENDING -> 2;
      case FAILED -> 3;
    };
  }
}
