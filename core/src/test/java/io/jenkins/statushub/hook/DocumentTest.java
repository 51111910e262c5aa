package io.jenkins.statushub.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jenkins.statushub.input.ParameterException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent against the public document: its schemas and its examples, letter by letter. */
class DocumentTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final Schema INCIDENT = schema("incident.schema.json");
  private static final Schema MAINTENANCE = schema("maintenance.schema.json");

  private static final String BODY = "Incident body\n<br>With second line of text.";
  private static final String WORK = "Maintenance body\n<br>With second line of text.";
  private static final Instant FROM = Instant.parse("2024-08-01T12:00:00Z");
  private static final Instant TO = Instant.parse("2024-08-02T22:00:00Z");

  private static Schema schema(String name) {
    try {
      return REGISTRY.getSchema(
          Samples.document("/io/jenkins/statushub/testing/" + name), InputFormat.JSON);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static IncidentUpdate incident(String id, boolean flags) {
    return new IncidentUpdate(
        id,
        Samples.TITLE,
        BODY,
        Samples.START,
        IncidentState.MONITORING,
        ServiceStatus.DOWN,
        flags,
        flags,
        Map.of());
  }

  private static Maintenance maintenance(String id, boolean flags) {
    return new Maintenance(
        id, Samples.TITLE, WORK, FROM, TO, ServiceStatus.DOWN, flags, flags, Map.of());
  }

  private static JsonNode sent(Payload payload) throws IOException {
    return MAPPER.readTree(payload.toJson());
  }

  private static List<?> errors(Payload payload) {
    Schema schema = payload instanceof IncidentUpdate ? INCIDENT : MAINTENANCE;
    return schema.validate(new String(payload.toJson(), StandardCharsets.UTF_8), InputFormat.JSON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"incident-minimal.json", "incident-full.json"})
  void theSchemasAreInForce(String example) throws Exception {
    ObjectNode node = (ObjectNode) MAPPER.readTree(Samples.document(example));
    assertThat(INCIDENT.validate(node)).isEmpty();
    assertThat(INCIDENT.validate(node.put("state", "over"))).hasSize(1);
    assertThat(MAINTENANCE.validate(node.deepCopy().without("end_time"))).isNotEmpty();
  }

  @Test
  void fullIncidentExample() throws Exception {
    assertThat(sent(incident("my-incident-unique-id", true)))
        .isEqualTo(MAPPER.readTree(Samples.document("incident-full.json")));
  }

  /** An id and a type are always sent; everything else is the example's. */
  @Test
  void minimalIncidentExample() throws Exception {
    ObjectNode expected = (ObjectNode) MAPPER.readTree(Samples.document("incident-minimal.json"));
    expected.put("id", "any").put("type", "incident");
    assertThat(sent(incident("any", false))).isEqualTo(expected);
  }

  @Test
  void fullMaintenanceExample() throws Exception {
    assertThat(sent(maintenance("my-maintenance-unique-id", true)))
        .isEqualTo(MAPPER.readTree(Samples.document("maintenance-full.json")));
  }

  /** An id is always sent; everything else is the example's. */
  @Test
  void minimalMaintenanceExample() throws Exception {
    ObjectNode expected =
        (ObjectNode) MAPPER.readTree(Samples.document("maintenance-minimal.json"));
    expected.put("id", "any");
    assertThat(sent(maintenance("any", false))).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(IncidentState.class)
  void everyStateIsValid(IncidentState state) {
    assertThat(errors(Samples.incident(state, ServiceStatus.UP, false))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(ServiceStatus.class)
  void everyStatusIsValid(ServiceStatus status) {
    assertThat(errors(Samples.incident(IncidentState.IDENTIFIED, status, true))).isEmpty();
    assertThat(errors(new Maintenance("m", "t", "d", FROM, TO, status, false, false, Map.of())))
        .isEmpty();
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void whateverIsAcceptedIsValid(
      @ForAll String title,
      @ForAll String description,
      @ForAll @LongRange(min = 1_577_836_800L, max = 1_893_455_998L) long start,
      @ForAll @IntRange(max = 999_999_999) int nanos,
      @ForAll IncidentState state,
      @ForAll boolean silent) {
    Instant time = Instant.ofEpochSecond(start, nanos);
    Payload incident;
    try {
      incident =
          new IncidentUpdate(
              "id",
              title,
              description,
              time,
              state,
              ServiceStatus.UP,
              silent,
              false,
              Map.of("note", title, title + "!", description));
    } catch (ParameterException e) {
      assertThat(e.parameter()).isIn("title", "description", "extra");
      return;
    }
    assertThat(errors(incident)).isEmpty();
    assertThat(
            errors(
                new Maintenance(
                    "id",
                    title,
                    description,
                    time,
                    time.plusSeconds(1),
                    ServiceStatus.DOWN,
                    silent,
                    true,
                    Map.of())))
        .isEmpty();
  }
}
