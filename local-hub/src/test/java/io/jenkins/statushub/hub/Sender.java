package io.jenkins.statushub.hub;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/** Posts valid requests, and creates payloads. */
final class Sender {
  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Sender() {}

  static HttpResponse<String> post(URI url, String body) {
    return send(request(url, body).build());
  }

  static HttpResponse<String> post(URI url, ObjectNode body) {
    return post(url, body.toString());
  }

  static HttpRequest.Builder request(URI url, String body) {
    return HttpRequest.newBuilder(url)
        .timeout(Duration.ofSeconds(30))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  static HttpResponse<String> get(URI url) {
    return send(HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(30)).build());
  }

  static HttpResponse<String> send(HttpRequest request) {
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Creates an update with an id and the required fields. */
  static ObjectNode update(String id, String state, String status) {
    return JSON.createObjectNode()
        .put("id", id)
        .put("title", "Slow checkouts")
        .put("description", "We are looking into it")
        .put("start_time", "2026-11-24T12:00:00Z")
        .put("state", state)
        .put("status", status);
  }

  /** Creates a maintenance window with an id and the required fields. */
  static ObjectNode window(String id, String start, String end, String status) {
    return JSON.createObjectNode()
        .put("type", "maintenance")
        .put("id", id)
        .put("title", "Upgrading to 1.4")
        .put("description", "Short breaks are possible")
        .put("start_time", start)
        .put("end_time", end)
        .put("status", status);
  }

  /** Reads one of the document's four examples, or one of its schemas. */
  static String example(String name) {
    try (InputStream in =
        Sender.class.getResourceAsStream(
            (name.endsWith(".schema") ? "spec/" : "") + name + ".json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
