package io.jenkins.statushub.hub;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From the bytes of a request to a valid payload, or to the reasons why there is none. */
final class PayloadReader {

  /** A request that carries no valid payload, and what to answer. */
  static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Ruling ruling;

    Refusal(int status, List<String> reasons) {
      super(String.join("; ", reasons));
      this.ruling = Ruling.refused(status, reasons);
    }

    Ruling ruling() {
      return ruling;
    }
  }

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  /** What Jackson says of where it reads from, which is nothing here. */
  private static final Pattern SOURCE = Pattern.compile(" *\\([^()]*\\[Source: .*?\\]\\)");

  private final PayloadSchemas schemas = new PayloadSchemas();

  Payload read(String method, @Nullable String contentType, byte[] body) throws Refusal {
    if (!method.equals("POST")) {
      throw refusal(405, "the method is " + method + "; a hook takes POST only");
    }
    if (!isJson(contentType)) {
      throw refusal(
          415,
          "the Content-Type is "
              + (contentType == null ? "missing" : '"' + contentType + '"')
              + "; it must be application/json");
    }
    JsonNode json = parse(body);
    List<String> complaints = schemas.complaints(json);
    if (complaints.isEmpty()) {
      complaints = impossibleTimes(json);
    }
    if (!complaints.isEmpty()) {
      throw new Refusal(422, complaints);
    }
    return Payload.of(json, fingerprint(json), body.length);
  }

  private static boolean isJson(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
    if (!parts[0].strip().equals("application/json")) {
      return false;
    }
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        return false;
      }
    }
    return true;
  }

  private static JsonNode parse(byte[] body) throws Refusal {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw refusal(400, "the body is not UTF-8");
    }
    try {
      JsonNode json = JSON.readTree(text);
      if (json == null || json.isMissingNode()) {
        throw refusal(400, "the body is empty; it must be a JSON object");
      }
      return json;
    } catch (JacksonException e) {
      var place = e.getLocation();
      throw refusal(
          400,
          "the body is not JSON: "
              + SOURCE.matcher(e.getOriginalMessage()).replaceAll("")
              + (place == null
                  ? ""
                  : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")"));
    }
  }

  /** The pattern of the schemas lets through the 39th of a month; no calendar does. */
  private static List<String> impossibleTimes(JsonNode json) {
    var complaints = new ArrayList<String>();
    for (String field : List.of("start_time", "end_time")) {
      // A maintenance alone has an end; an incident may carry a field of that name of its own.
      if (field.equals("end_time") && PayloadSchemas.kindOf(json) == Kind.INCIDENT) {
        continue;
      }
      String time = json.path(field).asText();
      try {
        Instant.parse(time);
      } catch (DateTimeException e) {
        complaints.add(field + " is \"" + time.strip() + "\", and there is no such time");
      }
    }
    return complaints;
  }

  private static String fingerprint(JsonNode json) {
    try {
      byte[] canonical = JSON.writeValueAsBytes(JSON.convertValue(json, Map.class));
      return Base64.getEncoder()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(canonical));
    } catch (JacksonException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Refusal refusal(int status, String reason) {
    return new Refusal(status, List.of(reason));
  }
}
