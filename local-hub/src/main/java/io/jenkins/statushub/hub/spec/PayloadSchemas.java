package io.jenkins.statushub.hub.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jenkins.statushub.hub.model.PayloadKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Validates payloads against the two JSON schemas of the specification, which are copied unchanged.
 */
final class PayloadSchemas {
  private static final int MAX_QUOTE = 80;

  private final Schema incident;
  private final Schema maintenance;

  PayloadSchemas() {
    // The document names no dialect; its keywords mean the same in all of them.
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
    incident = load(registry, "incident.schema.json");
    maintenance = load(registry, "maintenance.schema.json");
  }

  /** Returns which schema applies: a payload without {@code type} is an incident. */
  static PayloadKind kindOf(JsonNode payload) {
    return "maintenance".equals(payload.path("type").asText())
        ? PayloadKind.MAINTENANCE
        : PayloadKind.INCIDENT;
  }

  /** Returns what is wrong with a payload, one sentence each; empty if it is valid. */
  List<String> validate(JsonNode payload) {
    Schema schema = kindOf(payload) == PayloadKind.MAINTENANCE ? maintenance : incident;
    var sentences = new ArrayList<String>();
    for (Error error : schema.validate(payload)) {
      sentences.add(describe(error));
    }
    return sentences;
  }

  private static String describe(Error error) {
    String field = lastName(error.getInstanceLocation().toString());
    JsonNode actual = error.getInstanceNode();
    JsonNode expected = error.getSchemaNode();
    return switch (error.getKeyword()) {
      case "required" -> error.getProperty() + " is missing";
      case "enum" -> field + " is " + quote(actual) + "; allowed is " + alternatives(expected);
      case "pattern" ->
          field
              + " is "
              + quote(actual)
              + "; it must be a UTC time in whole seconds from the years 2020 to 2029, such as"
              + " 2026-11-24T12:00:00Z";
      case "type" ->
          (field.isEmpty() ? "the payload" : field)
              + " is "
              + actual.getNodeType().name().toLowerCase(Locale.ROOT)
              + "; it must be "
              + expected.asText();
      default -> error.toString();
    };
  }

  private static String lastName(String location) {
    String name = location.startsWith("$") ? location.substring(1) : location;
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('.')) + 1);
  }

  private static String alternatives(JsonNode values) {
    var list = new ArrayList<String>();
    values.forEach(value -> list.add('"' + value.asText() + '"'));
    return String.join(", ", list);
  }

  private static String quote(JsonNode value) {
    String text = value.toString();
    return text.length() <= MAX_QUOTE ? text : text.substring(0, MAX_QUOTE) + "…";
  }

  private static Schema load(SchemaRegistry registry, String resource) {
    try (InputStream in = PayloadSchemas.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the local hub's jar");
      }
      return registry.getSchema(in, InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
