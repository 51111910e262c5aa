package io.jenkins.statushub.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An HTTP answer before it goes on the wire, in UTF-8. */
record Answer(
    int status, String contentType, String body, List<Map.Entry<String, String>> headers) {

  static Answer json(int status, String json) {
    return new Answer(status, "application/json", json, List.of());
  }

  static Answer text(int status, String text) {
    return new Answer(status, "text/plain; charset=utf-8", text + "\n", List.of());
  }

  Answer with(String name, String value) {
    var all = new ArrayList<>(headers);
    all.add(Map.entry(name, value));
    return new Answer(status, contentType, body, List.copyOf(all));
  }
}
