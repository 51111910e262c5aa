package io.jenkins.statushub.hub;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything the hub knows of one incident, drafts included. */
final class IncidentRecord {
  private final String service;
  private final long number;
  private final @Nullable String id;
  private final List<Update> published = new ArrayList<>();
  private final List<Update> drafts = new ArrayList<>();
  private final Set<String> fingerprints = new HashSet<>();
  private @Nullable String endedBy;

  IncidentRecord(String service, long number, @Nullable String id) {
    this.service = service;
    this.number = number;
    this.id = id;
  }

  /** Whether an update, published or not, has already said {@code resolved}. */
  boolean ended() {
    return endedBy != null;
  }

  boolean endedBy(String fingerprint) {
    return fingerprint.equals(endedBy);
  }

  boolean has(String fingerprint) {
    return fingerprints.contains(fingerprint);
  }

  boolean isPublic() {
    return !published.isEmpty();
  }

  boolean isOpenInPublic() {
    return isPublic() && asPublicSeesIt().open();
  }

  @Nullable Update newest() {
    List<Update> last = drafts.isEmpty() ? published : drafts;
    return last.isEmpty() ? null : last.get(last.size() - 1);
  }

  /** Adds an update; one that is no draft publishes the drafts before it. */
  void add(Update update, String fingerprint) {
    fingerprints.add(fingerprint);
    if (update.state() == State.RESOLVED) {
      endedBy = fingerprint;
    }
    drafts.add(update);
    if (!update.draft()) {
      published.addAll(drafts);
      drafts.clear();
    }
  }

  Incident asPublicSeesIt() {
    return new Incident(service, number, id, published);
  }

  List<Update> drafts() {
    return List.copyOf(drafts);
  }

  long number() {
    return number;
  }

  @Nullable String id() {
    return id;
  }
}
