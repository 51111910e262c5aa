package io.jenkins.statushub.hub.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An incident as the public page shows it: its published updates only.
 *
 * @param number counts the incidents of a hub from 1; also identifies those without an id
 * @param idOrNull as sent; null if the payload had none, which makes it an incident of its own
 * @param updates in the order in which they were published; never empty
 */
public record Incident(
    String service, long number, @Nullable String idOrNull, List<ReceivedUpdate> updates) {

  public Incident {
    updates = List.copyOf(updates);
  }

  public Optional<String> id() {
    return Optional.ofNullable(idOrNull);
  }

  /** The title of the last published update. */
  public String title() {
    return last().title();
  }

  /** The state of the last published update. */
  public State state() {
    return last().state();
  }

  /** The status of the last published update. */
  public Status status() {
    return last().status();
  }

  public boolean open() {
    return state() != State.RESOLVED;
  }

  private ReceivedUpdate last() {
    return updates.get(updates.size() - 1);
  }
}
