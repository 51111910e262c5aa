package io.jenkins.statushub.hub;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All that a hub remembers. Safe for use by many threads; everything it hands out is a copy. */
final class HubState {
  private final Clock clock;
  private final Limits limits;
  private final Hooks hooks;
  private final boolean toleratesRepeatedEnd;
  private final Consumer<String> onLine;
  private final Consumer<ReceivedRequest> onRequest;
  private final PayloadReader reader = new PayloadReader();

  private final Map<String, ServiceBook> books = new LinkedHashMap<>();
  private final Deque<ReceivedRequest> requests = new ArrayDeque<>();
  private final Deque<Notification> notifications = new ArrayDeque<>();
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long requestCount;
  private long requestBytes;
  private long entryCount;
  private long recordCount;
  private int updateCount;
  private long updateBytes;
  private long version = 1;

  HubState(
      Clock clock,
      Limits limits,
      Hooks hooks,
      boolean toleratesRepeatedEnd,
      Consumer<String> onLine,
      Consumer<ReceivedRequest> onRequest) {
    this.clock = clock;
    this.limits = limits;
    this.hooks = hooks;
    this.toleratesRepeatedEnd = toleratesRepeatedEnd;
    this.onLine = onLine;
    this.onRequest = onRequest;
  }

  /** Judges a request to a hook and, if it is found good, puts it on the page. */
  ReceivedRequest take(
      String service,
      String method,
      Map<String, List<String>> headers,
      byte[] body,
      @Nullable Misbehaviour misbehaviour) {
    if (misbehaviour != null && !misbehaviour.takesPayload()) {
      return remember(service, method, headers, body, misbehaviour, Ruling.ignored());
    }
    Payload payload;
    try {
      payload = reader.read(method, firstOrNull(headers.get("Content-Type")), body);
    } catch (PayloadReader.Refusal e) {
      return remember(service, method, headers, body, misbehaviour, e.ruling());
    }
    boolean leaks = hooks.leaksIn(new String(body, StandardCharsets.UTF_8));
    synchronized (this) {
      Ruling ruling = apply(service, payload);
      if (leaks) {
        ruling = ruling.withNote("the payload holds the secret of a hook");
      }
      return remember(service, method, headers, body, misbehaviour, ruling);
    }
  }

  /** Keeps a request that was refused before its payload was read. */
  ReceivedRequest refuse(
      String service, String method, Map<String, List<String>> headers, Ruling ruling) {
    return remember(service, method, headers, new byte[0], null, ruling);
  }

  private Ruling apply(String service, Payload payload) {
    if (updateCount >= limits.updates() || updateBytes + payload.weight() > limits.updateBytes()) {
      return Ruling.refused(507, "the local hub is full: reset it, or raise its limits");
    }
    Instant now = clock.instant();
    ServiceBook.Decision decision = book(service).apply(payload, now, recordCount + 1);
    if (decision.ruling().verdict() == Verdict.ACCEPTED) {
      recordCount++;
      updateCount++;
      updateBytes += payload.weight();
      if (decision.notification() != null) {
        notifications.add(decision.notification());
        trim(notifications);
      }
      add(now, service, decision.word(), decision.text(), decision.isPublic());
    }
    return decision.ruling();
  }

  private synchronized ReceivedRequest remember(
      String service,
      String method,
      Map<String, List<String>> headers,
      byte[] body,
      @Nullable Misbehaviour misbehaviour,
      Ruling ruling) {
    Instant now = clock.instant();
    var request =
        new ReceivedRequest(
            ++requestCount, now, service, method, headers, body, ruling, misbehaviour);
    requests.add(request);
    requestBytes += request.size();
    while (requests.size() > limits.requests() || requestBytes > limits.requestBytes()) {
      requestBytes -= requests.remove().size();
    }
    if (ruling.verdict() == Verdict.REFUSED) {
      add(
          now,
          service,
          "refused",
          ruling.answerStatus() + " · " + String.join("; ", ruling.reasons()),
          false);
    }
    if (misbehaviour != null) {
      add(now, service, "misbehaved", misbehaviour.toString(), false);
    }
    ruling.notes().forEach(note -> add(now, service, "note", note, false));
    version++;
    onRequest.accept(request);
    return request;
  }

  private void add(Instant time, String service, String word, String text, boolean isPublic) {
    var entry = new Entry(++entryCount, time, service, word, hooks.redact(text), isPublic);
    entries.add(entry);
    trim(entries);
    version++;
    onLine.accept(entry.line());
  }

  private static void trim(Deque<?> deque) {
    while (deque.size() > Limits.LINES) {
      deque.remove();
    }
  }

  /** Writes down which windows have started or ended by now. */
  synchronized void noticeTime() {
    Instant now = clock.instant();
    books.forEach(
        (service, book) -> {
          for (Maintenance window : book.changedPhase(now)) {
            boolean over = window.phase() == Phase.OVER;
            add(
                over ? window.endTime() : window.startTime(),
                service,
                over ? "over" : "in progress",
                "maintenance " + window.title() + " · " + (over ? "over" : window.status()),
                true);
          }
        });
  }

  /** Grows with every change that a reader could see. */
  synchronized long version() {
    return version;
  }

  /** Counts as a change for readers: a service has come into being. */
  synchronized void serviceAdded() {
    version++;
  }

  Instant now() {
    return clock.instant();
  }

  synchronized Status status(String service) {
    return book(service).status(clock.instant());
  }

  synchronized <T> List<T> perIncident(String service, Function<IncidentRecord, List<T>> what) {
    var all = new ArrayList<T>();
    for (IncidentRecord incident : book(service).incidents()) {
      all.addAll(what.apply(incident));
    }
    return all;
  }

  synchronized List<Incident> incidents(String service) {
    return perIncident(
        service, incident -> incident.isPublic() ? List.of(incident.asPublicSeesIt()) : List.of());
  }

  synchronized List<Maintenance> windows(String service) {
    return book(service).windows(clock.instant());
  }

  synchronized List<ReceivedRequest> requests() {
    return List.copyOf(requests);
  }

  /** How many requests came in altogether, those no longer kept included. */
  synchronized long requestCount() {
    return requestCount;
  }

  synchronized List<Notification> notifications() {
    return List.copyOf(notifications);
  }

  synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  synchronized void reset() {
    books.clear();
    requests.clear();
    notifications.clear();
    entries.clear();
    requestBytes = 0;
    updateCount = 0;
    updateBytes = 0;
    version++;
  }

  private ServiceBook book(String service) {
    return books.computeIfAbsent(service, name -> new ServiceBook(name, toleratesRepeatedEnd));
  }

  private static @Nullable String firstOrNull(@Nullable List<String> values) {
    return values == null || values.isEmpty() ? null : values.get(0);
  }
}
