package io.jenkins.statushub.hub.spec;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.statushub.hub.model.Judgement;
import io.jenkins.statushub.hub.model.PayloadKind;
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

/** Reads a payload from the bytes of a request and validates it against its schema. */
public final class PayloadReader {

  /** Thrown if a request has no valid payload; carries the judgement with the reasons. */
  public static final class RejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Judgement judgement;

    RejectedException(int status, List<String> reasons) {
      super(String.join("; ", reasons));
      this.judgement = Judgement.rejected(status, reasons);
    }

    public Judgement judgement() {
      return judgement;
    }
  }

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  /** The part of Jackson's messages that names the input's source, which is of no use here. */
  private static final Pattern SOURCE = Pattern.compile(" *\\([^()]*\\[Source: .*?\\]\\)");

  private final PayloadSchemas schemas = new PayloadSchemas();

  public ParsedPayload read(String method, @Nullable String contentType, byte[] body)
      throws RejectedException {
    if (!method.equals("POST")) {
      throw rejection(405, "the method is " + method + "; a hook takes POST only");
    }
    if (!isJson(contentType)) {
      throw rejection(
          415,
          "the Content-Type is "
              + (contentType == null ? "missing" : '"' + contentType + '"')
              + "; it must be application/json");
    }
    JsonNode json = parse(body);
    List<String> errors = schemas.validate(json);
    if (errors.isEmpty()) {
      errors = impossibleTimes(json);
    }
    if (!errors.isEmpty()) {
      throw new RejectedException(422, errors);
    }
    return ParsedPayload.of(json, fingerprint(json), body.length);
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

  private static JsonNode parse(byte[] body) throws RejectedException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw rejection(400, "the body is not UTF-8");
    }
    try {
      JsonNode json = JSON.readTree(text);
      if (json == null || json.isMissingNode()) {
        throw rejection(400, "the body is empty; it must be a JSON object");
      }
      return json;
    } catch (JacksonException e) {
      var place = e.getLocation();
      throw rejection(
          400,
          "the body is not JSON: "
              + SOURCE.matcher(e.getOriginalMessage()).replaceAll("")
              + (place == null
                  ? ""
                  : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")"));
    }
  }

  /** Finds times that match the schemas' pattern but no calendar, such as the 39th of a month. */
  private static List<String> impossibleTimes(JsonNode json) {
    var errors = new ArrayList<String>();
    for (String field : List.of("start_time", "end_time")) {
      // Only a maintenance has an end; in an incident, end_time is an extra field.
      if (field.equals("end_time") && PayloadSchemas.kindOf(json) == PayloadKind.INCIDENT) {
        continue;
      }
      String time = json.path(field).asText();
      try {
        Instant.parse(time);
      } catch (DateTimeException e) {
        errors.add(field + " is \"" + time.strip() + "\", and there is no such time");
      }
    }
    return errors;
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

  private static RejectedException rejection(int status, String reason) {
    return new RejectedException(status, List.of(reason));
  }
}
