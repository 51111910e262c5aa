package io.jenkins.statushub.hub.spec;

import io.jenkins.statushub.hub.model.Incident;
import io.jenkins.statushub.hub.model.ReceivedUpdate;
import io.jenkins.statushub.hub.model.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One incident with all its updates, drafts included. */
public final class IncidentRecord {
  private final String service;
  private final long number;
  private final @Nullable String id;
  private final List<ReceivedUpdate> published = new ArrayList<>();
  private final List<ReceivedUpdate> drafts = new ArrayList<>();
  private final Set<String> fingerprints = new HashSet<>();
  private @Nullable String resolvedBy;

  public IncidentRecord(String service, long number, @Nullable String id) {
    this.service = service;
    this.number = number;
    this.id = id;
  }

  /** Whether an update, published or draft, had the state {@code resolved}. */
  public boolean resolved() {
    return resolvedBy != null;
  }

  public boolean resolvedBy(String fingerprint) {
    return fingerprint.equals(resolvedBy);
  }

  public boolean has(String fingerprint) {
    return fingerprints.contains(fingerprint);
  }

  public boolean isPublic() {
    return !published.isEmpty();
  }

  public boolean isOpenInPublic() {
    return isPublic() && publicView().open();
  }

  public @Nullable ReceivedUpdate newest() {
    List<ReceivedUpdate> last = drafts.isEmpty() ? published : drafts;
    return last.isEmpty() ? null : last.get(last.size() - 1);
  }

  /** Adds an update; one that is not a draft publishes the drafts before it. */
  public void add(ReceivedUpdate update, String fingerprint) {
    fingerprints.add(fingerprint);
    if (update.state() == State.RESOLVED) {
      resolvedBy = fingerprint;
    }
    drafts.add(update);
    if (!update.draft()) {
      published.addAll(drafts);
      drafts.clear();
    }
  }

  public Incident publicView() {
    return new Incident(service, number, id, published);
  }

  public List<ReceivedUpdate> drafts() {
    return List.copyOf(drafts);
  }

  public long number() {
    return number;
  }

  public @Nullable String id() {
    return id;
  }
}
