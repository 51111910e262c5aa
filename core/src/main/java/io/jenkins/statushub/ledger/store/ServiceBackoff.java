package io.jenkins.statushub.ledger.store;

import io.jenkins.statushub.json.JsonValues;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A hub's wish, by {@code Retry-After}, to be left alone about a service. All processes that share
 * the ledger obey it.
 *
 * @param since when the hub said so
 * @param until when it may be asked again
 */
public record ServiceBackoff(Instant since, Instant until) {

  /** Whether it counts at this moment; a clock that was set back voids it. */
  boolean isActive(Instant now) {
    return now.isBefore(until) && !now.isBefore(since.minusSeconds(60));
  }

  byte[] write(String service) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("version", EntryCodec.VERSION);
    map.put("service", service);
    map.put("since", since);
    map.put("until", until);
    return JsonValues.writeReadable(map);
  }

  public static ServiceBackoff read(byte[] json) throws IOException {
    Map<String, @Nullable Object> map = EntryCodec.readVersioned(json);
    try {
      return new ServiceBackoff(
          EntryCodec.instant(EntryCodec.text(map, "since")),
          EntryCodec.instant(EntryCodec.text(map, "until")));
    } catch (DateTimeException e) {
      throw new IOException("a time in it is none");
    }
  }
}
