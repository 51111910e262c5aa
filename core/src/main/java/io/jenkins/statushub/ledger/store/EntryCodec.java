package io.jenkins.statushub.ledger.store;

import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.json.JsonValues;
import io.jenkins.statushub.ledger.model.AdminAction;
import io.jenkins.statushub.ledger.model.DeliveryState;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entries and key records as versioned JSON that a person can read. */
final class EntryCodec {
  static final int VERSION = 1;

  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  /** A file that a newer version of this product wrote: to be left as it is. */
  static final class NewerVersionException extends IOException {
    private static final long serialVersionUID = 1L;

    NewerVersionException(Object version) {
      super("it has version " + version + ", this product knows version " + VERSION);
    }
  }

  private EntryCodec() {}

  static byte[] write(LedgerEntry entry) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("version", VERSION);
    map.put("kind", entry.kind().wire());
    putService(map, entry.service());
    map.put("id", entry.id());
    putIfGiven(map, "key", entry.key());
    putIfGiven(map, "hookUrlRef", entry.hookUrlRef());
    map.put("opened", entry.opened());
    if (entry.pruned() > 0) {
      map.put("pruned", entry.pruned());
    }
    if (!entry.actions().isEmpty()) {
      map.put("actions", entry.actions().stream().map(EntryCodec::write).toList());
    }
    List<Object> updates = new ArrayList<>(entry.updates().size());
    for (UpdateRecord update : entry.updates()) {
      updates.add(write(update));
    }
    map.put("updates", updates);
    return JsonValues.writeReadable(map);
  }

  static void putService(Map<String, @Nullable Object> map, ServiceId service) {
    map.put("service", service.name());
    if (!service.scope().isEmpty()) {
      map.put("scope", service.scope());
    }
  }

  /**
   * Reads what {@link #putService} wrote.
   *
   * @throws IllegalArgumentException if it is no service
   */
  static ServiceId service(Map<String, @Nullable Object> map) throws IOException {
    String scope = optional(map, "scope");
    return new ServiceId(scope == null ? "" : scope, text(map, "service"));
  }

  private static Map<String, @Nullable Object> write(AdminAction action) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("type", action.type().wire());
    map.put("actor", action.actor());
    map.put("time", action.time());
    return map;
  }

  static Map<String, @Nullable Object> write(UpdateRecord update) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("sequence", update.sequence());
    map.put("recorded", update.recorded());
    putIfGiven(map, "origin", update.origin());
    putDelivery(map, update);
    map.put("payload", update.payload());
    return map;
  }

  static void putDelivery(Map<String, @Nullable Object> map, UpdateRecord update) {
    map.put("delivery", update.delivery().wire());
    if (update.failures() > 0) {
      map.put("failures", update.failures());
    }
    putIfGiven(map, "lastAttempt", update.lastAttempt());
    if (update.inDoubt()) {
      map.put("inDoubt", true);
    }
    putIfGiven(map, "nextAttempt", update.nextAttempt());
    putIfGiven(map, "settled", update.settled());
    if (!update.problem().isEmpty()) {
      map.put("problem", update.problem());
    }
  }

  /** Reads a file: the document, and the lines that follow it. */
  static LedgerEntry readEntry(byte[] json) throws IOException {
    return EntryContent.read(json).entry();
  }

  static LedgerEntry readEntry(Map<String, @Nullable Object> map) throws IOException {
    checkVersion(map);
    try {
      List<UpdateRecord> updates = new ArrayList<>();
      if (map.get("updates") instanceof List<?> list) {
        for (Object item : list) {
          updates.add(readUpdate(object(item)));
        }
      }
      List<AdminAction> actions = new ArrayList<>();
      if (map.get("actions") instanceof List<?> list) {
        for (Object item : list) {
          actions.add(readAction(object(item)));
        }
      }
      String id = text(map, "id");
      check(updates, id);
      return new LedgerEntry(
          kind(text(map, "kind")),
          service(map),
          id,
          optional(map, "key"),
          optional(map, "hookUrlRef"),
          instant(text(map, "opened")),
          number(map, "pruned"),
          actions,
          updates);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IOException("a value in it is not what it should be");
    }
  }

  private static void check(List<UpdateRecord> updates, String id) throws IOException {
    if (updates.isEmpty()) {
      throw new IOException("it holds no updates");
    }
    int before = 0;
    for (UpdateRecord update : updates) {
      check(update, before, id);
      before = update.sequence();
    }
  }

  /**
   * Checks an update against the entry that it is in.
   *
   * @param before the sequence number of the update before it
   * @param id the entry's
   * @throws IOException if it does not belong there
   */
  static void check(UpdateRecord update, int before, String id) throws IOException {
    if (update.sequence() <= before) {
      throw new IOException("its updates are not in order");
    }
    if (!id.equals(update.payload().get("id"))) {
      throw new IOException("an update in it is not about its id");
    }
  }

  private static AdminAction readAction(Map<String, @Nullable Object> map) throws IOException {
    String actor = optional(map, "actor");
    return new AdminAction(
        actionType(text(map, "type")), actor == null ? "" : actor, instant(text(map, "time")));
  }

  private static AdminAction.Type actionType(String wire) {
    for (AdminAction.Type type : AdminAction.Type.values()) {
      if (type.wire().equals(wire)) {
        return type;
      }
    }
    throw new IllegalArgumentException(wire);
  }

  static UpdateRecord readUpdate(Map<String, @Nullable Object> map) throws IOException {
    return readUpdate(
        map, instant(text(map, "recorded")), optional(map, "origin"), object(map.get("payload")));
  }

  static UpdateRecord readUpdate(
      Map<String, @Nullable Object> map,
      Instant recorded,
      @Nullable String origin,
      Map<String, @Nullable Object> payload)
      throws IOException {
    return new UpdateRecord(
        number(map, "sequence"),
        recorded,
        origin,
        payload,
        delivery(text(map, "delivery")),
        number(map, "failures"),
        time(map, "lastAttempt"),
        Boolean.TRUE.equals(map.get("inDoubt")),
        time(map, "nextAttempt"),
        time(map, "settled"),
        map.get("problem") instanceof String problem ? problem : "");
  }

  static Map<String, @Nullable Object> readVersioned(byte[] json) throws IOException {
    Map<String, @Nullable Object> map = JsonValues.read(json);
    checkVersion(map);
    return map;
  }

  private static void checkVersion(Map<String, @Nullable Object> map) throws IOException {
    Object version = map.get("version");
    if (!(version instanceof Integer number) || number < 1) {
      throw new IOException("it has no version");
    }
    if (number > VERSION) {
      throw new NewerVersionException(version);
    }
  }

  private static LedgerEntry.Kind kind(String wire) {
    for (LedgerEntry.Kind kind : LedgerEntry.Kind.values()) {
      if (kind.wire().equals(wire)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(wire);
  }

  private static DeliveryState delivery(String wire) {
    for (DeliveryState delivery : DeliveryState.values()) {
      if (delivery.wire().equals(wire)) {
        return delivery;
      }
    }
    throw new IllegalArgumentException(wire);
  }

  static String text(Map<String, @Nullable Object> map, String name) throws IOException {
    if (map.get(name) instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw new IOException("it has no " + name);
  }

  static @Nullable String optional(Map<String, @Nullable Object> map, String name) {
    return map.get(name) instanceof String text ? text : null;
  }

  /** 0 where it is not given. */
  static int number(Map<String, @Nullable Object> map, String name) throws IOException {
    Object value = map.get(name);
    if (value == null) {
      return 0;
    }
    if (value instanceof Integer number && number >= 0) {
      return number;
    }
    throw new IOException("it has no " + name);
  }

  static @Nullable Instant time(Map<String, @Nullable Object> map, String name) {
    return map.get(name) instanceof String text ? instant(text) : null;
  }

  /** A time that one can calculate with: the ends of {@link Instant}'s range overflow. */
  static Instant instant(String text) {
    Instant time = Instant.parse(text);
    if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
      throw new DateTimeException("too far away");
    }
    return time;
  }

  @SuppressWarnings("unchecked") // JsonValues reads objects as maps from text
  private static Map<String, @Nullable Object> object(@Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw new IOException("a part of it is missing");
  }

  static void putIfGiven(Map<String, @Nullable Object> map, String name, @Nullable Object value) {
    if (value != null) {
      map.put(name, value);
    }
  }
}
