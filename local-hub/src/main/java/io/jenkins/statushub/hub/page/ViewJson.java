package io.jenkins.statushub.hub.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.statushub.hub.model.ReceivedUpdate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;

/** Writes lists and entries that both views of the page have. */
final class ViewJson {
  static final int MAX_LISTED = 50;

  private ViewJson() {}

  /** Adds an update and returns its object. */
  static ObjectNode addUpdate(ArrayNode list, ReceivedUpdate update) {
    ObjectNode json =
        list.addObject()
            .put("title", update.title())
            .put("time", update.startTime().toString())
            .put("received", update.receivedAt().toString())
            .put("state", update.state().toString())
            .put("status", update.status().toString())
            .put("repeat", update.repeat());
    json.set("description", SafeHtml.tree(update.description()));
    return json;
  }

  /** Returns a list in reverse order. */
  static <T> List<T> newestFirst(List<T> all) {
    var reversed = new ArrayList<>(all);
    Collections.reverse(reversed);
    return reversed;
  }

  /** Adds the first entries of a list, at most {@code max}. */
  static <T> void addAll(ArrayNode json, List<T> all, int max, BiConsumer<ArrayNode, T> add) {
    all.subList(0, Math.min(max, all.size())).forEach(item -> add.accept(json, item));
  }
}
