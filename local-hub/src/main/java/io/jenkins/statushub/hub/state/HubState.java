package io.jenkins.statushub.hub.state;

import io.jenkins.statushub.hub.fault.Fault;
import io.jenkins.statushub.hub.model.Incident;
import io.jenkins.statushub.hub.model.Judgement;
import io.jenkins.statushub.hub.model.MaintenancePhase;
import io.jenkins.statushub.hub.model.MaintenanceWindow;
import io.jenkins.statushub.hub.model.Notification;
import io.jenkins.statushub.hub.model.ReceivedRequest;
import io.jenkins.statushub.hub.model.RequestVerdict;
import io.jenkins.statushub.hub.model.Status;
import io.jenkins.statushub.hub.spec.Decision;
import io.jenkins.statushub.hub.spec.IncidentRecord;
import io.jenkins.statushub.hub.spec.JudgingOptions;
import io.jenkins.statushub.hub.spec.ParsedPayload;
import io.jenkins.statushub.hub.spec.PayloadReader;
import io.jenkins.statushub.hub.spec.ServiceState;
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

/** All that a hub remembers. Safe for use by many threads; everything it returns is a copy. */
public final class HubState {
  private final Clock clock;
  private final Limits limits;
  private final HookRegistry hooks;
  private final JudgingOptions options;
  private final Consumer<String> onTimelineLine;
  private final Consumer<ReceivedRequest> onRequest;
  private final PayloadReader reader = new PayloadReader();

  private final Map<String, ServiceState> services = new LinkedHashMap<>();
  private final Deque<ReceivedRequest> requests = new ArrayDeque<>();
  private final Deque<Notification> notifications = new ArrayDeque<>();
  private final Deque<TimelineEntry> timeline = new ArrayDeque<>();
  private long requestCount;
  private long requestBytes;
  private long timelineCount;
  private long recordCount;
  private int updateCount;
  private long updateBytes;
  private long version = 1;

  public HubState(
      Clock clock,
      Limits limits,
      HookRegistry hooks,
      JudgingOptions options,
      Consumer<String> onTimelineLine,
      Consumer<ReceivedRequest> onRequest) {
    this.clock = clock;
    this.limits = limits;
    this.hooks = hooks;
    this.options = options;
    this.onTimelineLine = onTimelineLine;
    this.onRequest = onRequest;
  }

  /** Judges a request to a hook and, if it is valid, adds it to the page. */
  public ReceivedRequest receive(
      String service,
      String method,
      Map<String, List<String>> headers,
      byte[] body,
      @Nullable Fault fault) {
    if (fault != null && !fault.acceptsPayload()) {
      return record(service, method, headers, body, fault, Judgement.ignored());
    }
    ParsedPayload payload;
    try {
      payload = reader.read(method, firstOrNull(headers.get("Content-Type")), body);
    } catch (PayloadReader.RejectedException e) {
      return record(service, method, headers, body, fault, e.judgement());
    }
    boolean containsSecret = hooks.isSecretIn(new String(body, StandardCharsets.UTF_8));
    synchronized (this) {
      Judgement judgement = apply(service, payload);
      if (containsSecret) {
        judgement = judgement.withNote("the payload contains the secret of a hook");
      }
      return record(service, method, headers, body, fault, judgement);
    }
  }

  /** Records a request that is rejected before its payload is read. */
  public ReceivedRequest reject(
      String service, String method, Map<String, List<String>> headers, Judgement judgement) {
    return record(service, method, headers, new byte[0], null, judgement);
  }

  private Judgement apply(String service, ParsedPayload payload) {
    if (updateCount >= limits.updates() || updateBytes + payload.bytes() > limits.updateBytes()) {
      return Judgement.rejected(507, "the local hub is full: reset it, or raise its limits");
    }
    Instant now = clock.instant();
    Decision decision = service(service).apply(payload, now, recordCount + 1);
    if (decision.judgement().verdict() == RequestVerdict.ACCEPTED) {
      recordCount++;
      updateCount++;
      updateBytes += payload.bytes();
      if (decision.notification() != null) {
        notifications.add(decision.notification());
        trim(notifications);
      }
      add(now, service, decision.event(), decision.text(), decision.isPublic());
    }
    return decision.judgement();
  }

  private synchronized ReceivedRequest record(
      String service,
      String method,
      Map<String, List<String>> headers,
      byte[] body,
      @Nullable Fault fault,
      Judgement judgement) {
    Instant now = clock.instant();
    var request =
        new ReceivedRequest(++requestCount, now, service, method, headers, body, judgement, fault);
    requests.add(request);
    requestBytes += request.size();
    while (requests.size() > limits.requests() || requestBytes > limits.requestBytes()) {
      requestBytes -= requests.remove().size();
    }
    if (judgement.verdict() == RequestVerdict.REJECTED) {
      add(
          now,
          service,
          "rejected",
          judgement.responseStatus() + " · " + String.join("; ", judgement.reasons()),
          false);
    }
    if (fault != null) {
      add(now, service, "fault", fault.toString(), false);
    }
    judgement.notes().forEach(note -> add(now, service, "note", note, false));
    version++;
    onRequest.accept(request);
    return request;
  }

  private void add(Instant time, String service, String event, String text, boolean isPublic) {
    var entry =
        new TimelineEntry(++timelineCount, time, service, event, hooks.redact(text), isPublic);
    timeline.add(entry);
    trim(timeline);
    version++;
    onTimelineLine.accept(entry.line());
  }

  private static void trim(Deque<?> deque) {
    while (deque.size() > Limits.MAX_LINES) {
      deque.remove();
    }
  }

  /** Adds the windows that have started or ended by now to the timeline. */
  public synchronized void recordPhaseChanges() {
    Instant now = clock.instant();
    services.forEach(
        (service, serviceState) -> {
          for (MaintenanceWindow window : serviceState.changedPhase(now)) {
            boolean over = window.phase() == MaintenancePhase.OVER;
            add(
                over ? window.endTime() : window.startTime(),
                service,
                over ? "over" : "in progress",
                "maintenance " + window.title() + " · " + (over ? "over" : window.status()),
                true);
          }
        });
  }

  /** Returns a number that grows with every change that a reader can see. */
  public synchronized long version() {
    return version;
  }

  /** Counts a change that readers can see, such as a new service or fault. */
  public synchronized void markChanged() {
    version++;
  }

  public Instant now() {
    return clock.instant();
  }

  public synchronized Status status(String service) {
    return service(service).status(clock.instant());
  }

  public synchronized <T> List<T> fromIncidents(
      String service, Function<IncidentRecord, List<T>> values) {
    var all = new ArrayList<T>();
    for (IncidentRecord incident : service(service).incidents()) {
      all.addAll(values.apply(incident));
    }
    return all;
  }

  public synchronized List<Incident> incidents(String service) {
    return fromIncidents(
        service, incident -> incident.isPublic() ? List.of(incident.publicView()) : List.of());
  }

  public synchronized List<MaintenanceWindow> windows(String service) {
    return service(service).windows(clock.instant());
  }

  public synchronized List<ReceivedRequest> requests() {
    return List.copyOf(requests);
  }

  /** Returns how many requests were received in all, including those no longer kept. */
  public synchronized long requestCount() {
    return requestCount;
  }

  public synchronized List<Notification> notifications() {
    return List.copyOf(notifications);
  }

  public synchronized List<TimelineEntry> timeline() {
    return List.copyOf(timeline);
  }

  public synchronized void reset() {
    services.clear();
    requests.clear();
    notifications.clear();
    timeline.clear();
    requestBytes = 0;
    updateCount = 0;
    updateBytes = 0;
    version++;
  }

  private ServiceState service(String service) {
    return services.computeIfAbsent(service, name -> new ServiceState(name, options));
  }

  private static @Nullable String firstOrNull(@Nullable List<String> values) {
    return values == null || values.isEmpty() ? null : values.get(0);
  }
}
