package io.jenkins.statushub.hook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;

/** Good values, for tests to spoil one field of. */
@NullUnmarked
final class Samples {
  static final String TITLE = "Generic Hook V2 usage example";
  static final Instant START = Instant.parse("2024-08-01T11:31:50Z");

  private Samples() {}

  static IncidentUpdate incident(String title, String description, Instant start) {
    return new IncidentUpdate(
        "my-incident",
        title,
        description,
        start,
        IncidentState.MONITORING,
        ServiceStatus.DOWN,
        false,
        false,
        Map.of());
  }

  static IncidentUpdate incident() {
    return incident(TITLE, "body", START);
  }

  static IncidentUpdate incident(IncidentState state, ServiceStatus status, boolean draft) {
    return new IncidentUpdate(
        "my-incident", TITLE, "body", START, state, status, false, draft, Map.of());
  }

  static IncidentUpdate incidentWithId(String id) {
    return incident().withId(id);
  }

  static IncidentUpdate incident(Map<String, Object> extra) {
    return new IncidentUpdate(
        "my-incident",
        TITLE,
        "body",
        START,
        IncidentState.MONITORING,
        ServiceStatus.DOWN,
        false,
        false,
        extra);
  }

  static Maintenance maintenance(Instant start, Instant end) {
    return new Maintenance(
        "my-maintenance",
        TITLE,
        "body",
        start,
        end,
        ServiceStatus.DEGRADED,
        false,
        false,
        Map.of());
  }

  /** A file of the public document: its schemas and examples. */
  static String document(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(Samples.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
