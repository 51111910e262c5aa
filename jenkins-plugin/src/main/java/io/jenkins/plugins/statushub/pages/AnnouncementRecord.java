package io.jenkins.plugins.statushub.pages;

import io.jenkins.plugins.statushub.announcement.Origin;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.hook.Maintenance;
import io.jenkins.statushub.json.JsonValues;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.sending.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One announcement of a build, as the build remembers it: enough to show it when the ledger does
 * not have it any more, and to find it there until then. It holds no hook URL.
 *
 * @param at when its outcome was known, in milliseconds since 1970
 * @param kind {@code incident} or {@code maintenance}
 * @param scope where the service is configured; empty for the global configuration
 * @param service the service it was about
 * @param id the incident or maintenance window; empty if there was none
 * @param origin where in the build it was announced
 * @param title the title
 * @param state the incident's state; empty for a maintenance window
 * @param status the service's status
 * @param outcome what had become of it
 * @param reason why it was not delivered; empty if it was
 */
record AnnouncementRecord(
    long at,
    String kind,
    String scope,
    String service,
    String id,
    String origin,
    String title,
    String state,
    String status,
    String outcome,
    String reason) {

  static AnnouncementRecord of(
      Announcement announcement, Origin origin, Outcome outcome, Instant at) {
    Map<String, @Nullable Object> payload = announcement.payload().toMap();
    LedgerEntry.Kind kind =
        announcement.payload() instanceof Maintenance
            ? LedgerEntry.Kind.MAINTENANCE
            : LedgerEntry.Kind.INCIDENT;
    return new AnnouncementRecord(
        at.toEpochMilli(),
        kind.wire(),
        outcome.service().scope(),
        outcome.service().name(),
        outcome.id() == null ? "" : outcome.id(),
        origin.toString(),
        text(payload, "title"),
        text(payload, "state"),
        text(payload, "status"),
        outcome.kind().wire(),
        outcome.reason());
  }

  /** Returns the entry of the ledger that it belongs to; null if there was none. */
  @Nullable EntryRef entry() {
    return EntryRef.parse(kind, scope, service, id);
  }

  /** Returns one line of JSON. */
  String write() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("at", at);
    map.put("kind", kind);
    if (!scope.isEmpty()) {
      map.put("scope", scope);
    }
    map.put("service", service);
    map.put("id", id);
    map.put("origin", origin);
    map.put("title", title);
    map.put("state", state);
    map.put("status", status);
    map.put("outcome", outcome);
    if (!reason.isEmpty()) {
      map.put("reason", reason);
    }
    return new String(JsonValues.write(map), StandardCharsets.UTF_8);
  }

  /**
   * Reads a line, also one of a later version that holds more.
   *
   * @throws IOException if it is none, as after a crash in the middle of writing it
   */
  static AnnouncementRecord read(String line) throws IOException {
    Map<String, @Nullable Object> map = JsonValues.read(line.getBytes(StandardCharsets.UTF_8));
    return new AnnouncementRecord(
        map.get("at") instanceof Number at ? at.longValue() : 0,
        text(map, "kind"),
        text(map, "scope"),
        text(map, "service"),
        text(map, "id"),
        text(map, "origin"),
        text(map, "title"),
        text(map, "state"),
        text(map, "status"),
        text(map, "outcome"),
        text(map, "reason"));
  }

  private static String text(Map<String, @Nullable Object> map, String name) {
    return map.get(name) instanceof String text ? text : "";
  }
}
