package io.jenkins.statushub.hub.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An HTTP response before it is written, with a body in UTF-8. */
public record WebResponse(
    int status, String contentType, String body, List<Map.Entry<String, String>> headers) {
  private static final String EVENT_STREAM_TYPE = "text/event-stream; charset=utf-8";

  public static WebResponse json(int status, String json) {
    return new WebResponse(status, "application/json", json, List.of());
  }

  public static WebResponse text(int status, String text) {
    return new WebResponse(status, "text/plain; charset=utf-8", text + "\n", List.of());
  }

  /** Subscribes the connection to the {@link EventStream} instead of sending a body. */
  public static WebResponse eventStream() {
    return new WebResponse(200, EVENT_STREAM_TYPE, "", List.of());
  }

  boolean isEventStream() {
    return contentType.equals(EVENT_STREAM_TYPE);
  }

  /** Returns the same response with one more header. */
  public WebResponse withHeader(String name, String value) {
    var all = new ArrayList<>(headers);
    all.add(Map.entry(name, value));
    return new WebResponse(status, contentType, body, List.copyOf(all));
  }
}
