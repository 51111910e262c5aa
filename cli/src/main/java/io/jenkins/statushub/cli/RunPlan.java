package io.jenkins.statushub.cli;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.around.IncidentPolicy;
import io.jenkins.statushub.around.OverrunPolicy;
import io.jenkins.statushub.sending.DeliveryPolicy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is announced around a command.
 *
 * @param maintenance the window as of now; empty for none
 * @param followUp a follow-up window that starts at a time, with its number
 * @param failure the incident as of now; empty for none
 * @param resolved its end as of now; empty for none
 * @param key what the incident is found by; null if an id is given instead
 * @param id the incident's id that the user chose; null if none
 * @param policy when to open and to resolve
 * @param onOverrun what happens if the command goes on after the window
 * @param delivery how hard delivery is tried
 * @param ledger the ledger's folder
 * @param dryRun whether to show everything and send nothing
 */
record RunPlan(
    Supplier<List<Announcement>> maintenance,
    BiFunction<Instant, Integer, List<Announcement>> followUp,
    Supplier<List<Announcement>> failure,
    Supplier<List<Announcement>> resolved,
    @Nullable String key,
    @Nullable String id,
    IncidentPolicy policy,
    OverrunPolicy onOverrun,
    DeliveryPolicy delivery,
    Path ledger,
    boolean dryRun) {

  /**
   * Makes all messages once; a dry run prints what was changed in their texts.
   *
   * @throws io.jenkins.statushub.input.ParameterException naming the option that is wrong
   */
  void check() {
    for (Supplier<List<Announcement>> each : List.of(maintenance, failure, resolved)) {
      List<String> warnings =
          each.get().stream().limit(1).flatMap(made -> made.warnings().stream()).toList();
      if (dryRun) {
        warnings.forEach(Console::log);
      }
    }
  }

  boolean hasIncident() {
    return !failure.get().isEmpty();
  }

  /** Returns what a killed run is found by. */
  String markerKey() {
    return key == null ? "id " + id : key;
  }
}
