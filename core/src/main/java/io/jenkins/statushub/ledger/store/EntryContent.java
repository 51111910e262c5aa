package io.jenkins.statushub.ledger.store;

import io.jenkins.statushub.json.JsonValues;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an entry's file holds: the document, and behind it one line for each update that came to it
 * since, an addition, and for each time that the delivery of an update went on, a mark. So neither
 * costs more the longer its entry is. Marks may be lost: then an update is delivered once more.
 *
 * @param entry the entry, as the document and the lines say
 * @param document how many bytes the document takes
 * @param length how many bytes the document and the lines that are complete take
 */
record EntryContent(LedgerEntry entry, int document, int length) {

  /** Returns the mark for an update, with the line break at its end. */
  static byte[] mark(UpdateRecord update) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("sequence", update.sequence());
    EntryCodec.putDelivery(map, update);
    return line(map);
  }

  /** Returns the line that adds an update, with the line break at its end. */
  static byte[] addition(UpdateRecord update) {
    return line(EntryCodec.write(update));
  }

  private static byte[] line(Map<String, @Nullable Object> map) {
    byte[] json = JsonValues.write(map);
    byte[] line = Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    return line;
  }

  static EntryContent read(byte[] bytes) throws IOException {
    JsonValues.Leading leading = JsonValues.readLeading(bytes);
    LedgerEntry entry = EntryCodec.readEntry(leading.object());
    int document = skipSpace(bytes, leading.length());
    int length = document;
    Map<Integer, UpdateRecord> updates = new LinkedHashMap<>();
    int last = entry.last().sequence();
    for (int end = endOfLine(bytes, length); end >= 0; end = endOfLine(bytes, length)) {
      if (updates.isEmpty()) {
        entry.updates().forEach(update -> updates.put(update.sequence(), update));
      }
      Map<String, @Nullable Object> line = JsonValues.read(Arrays.copyOfRange(bytes, length, end));
      UpdateRecord update =
          line.containsKey("payload")
              ? readAddition(line, last, entry.id())
              : readMark(line, updates);
      updates.put(update.sequence(), update);
      last = Math.max(last, update.sequence());
      length = skipSpace(bytes, end);
    }
    LedgerEntry now = updates.isEmpty() ? entry : entry.withUpdates(List.copyOf(updates.values()));
    return new EntryContent(now.withoutSurplus(), document, length);
  }

  private static int skipSpace(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && (bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == ' ')) {
      at++;
    }
    return at;
  }

  /**
   * Returns where the line break behind a line stands; -1 if no line is there, or only a part of
   * one: a process that dies leaves its beginning, a power failure may leave zeros in its place.
   */
  private static int endOfLine(byte[] bytes, int from) throws IOException {
    for (int i = from; i < bytes.length && bytes[i] != 0; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    if (from == bytes.length || bytes[from] == '{' || bytes[from] == 0) {
      return -1;
    }
    throw new IOException("something follows the JSON object");
  }

  private static UpdateRecord readMark(
      Map<String, @Nullable Object> line, Map<Integer, UpdateRecord> updates) throws IOException {
    UpdateRecord update = updates.get(EntryCodec.number(line, "sequence"));
    if (update == null) {
      throw new IOException("a line at its end is about no update in it");
    }
    try {
      return EntryCodec.readUpdate(line, update.recorded(), update.origin(), update.payload());
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IOException("a value in it is not what it should be");
    }
  }

  private static UpdateRecord readAddition(
      Map<String, @Nullable Object> line, int before, String id) throws IOException {
    try {
      UpdateRecord update = EntryCodec.readUpdate(line);
      EntryCodec.check(update, before, id);
      return update;
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IOException("a value in it is not what it should be");
    }
  }
}
