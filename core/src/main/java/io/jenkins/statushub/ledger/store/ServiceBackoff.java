package io.jenkins.statushub.ledger.store;

import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.json.JsonValues;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A hub's request, by {@code Retry-After}, to send nothing for a service for a while. All processes
 * that share the ledger obey it.
 *
 * @param since when the hub asked
 * @param until when something may be sent again
 */
public record ServiceBackoff(Instant since, Instant until) {
  private static final int CLOCK_TOLERANCE_SECONDS = 60;

  /** Returns whether it counts at this moment; a clock that was set back ends it. */
  boolean isActive(Instant now) {
    return now.isBefore(until) && !now.isBefore(since.minusSeconds(CLOCK_TOLERANCE_SECONDS));
  }

  byte[] write(ServiceId service) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("version", EntryCodec.VERSION);
    EntryCodec.putService(map, service);
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
