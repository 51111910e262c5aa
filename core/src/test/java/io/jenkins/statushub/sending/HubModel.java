package io.jenkins.statushub.sending;

import io.jenkins.statushub.json.JsonValues;
import io.jenkins.statushub.transport.HookUrl;
import io.jenkins.statushub.transport.Transport;
import io.jenkins.statushub.transport.TransportResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What a hub knows: which messages it took, in which order. Tests give each message a title of its
 * own that ends with its number within its incident, such as {@code Slow #3}.
 */
public final class HubModel {
  private final Map<String, List<String>> byId = new LinkedHashMap<>();
  private final List<String> all = new ArrayList<>();

  /** Takes a message. */
  synchronized void take(byte[] json) {
    Map<String, Object> message;
    try {
      message = JsonValues.read(json);
    } catch (IOException e) {
      throw new IllegalStateException("not JSON: " + new String(json, StandardCharsets.UTF_8), e);
    }
    String text = message.get("title") + " " + message.get("state");
    byId.computeIfAbsent((String) message.get("id"), id -> new ArrayList<>()).add(text);
    all.add(text);
  }

  /** All messages taken, in order. */
  synchronized List<String> all() {
    return List.copyOf(all);
  }

  /** How often a message with this title was taken. */
  synchronized long count(String title) {
    return all.stream().filter(each -> each.startsWith(title + " ")).count();
  }

  /** How many messages were taken more than once, counting each repetition. */
  synchronized int duplicates() {
    return all.size() - (int) all.stream().distinct().count();
  }

  /** The incidents' ids, in the order of their openings. */
  synchronized List<String> ids() {
    return List.copyOf(byId.keySet());
  }

  /** The messages about an id. */
  synchronized List<String> about(String id) {
    return List.copyOf(byId.getOrDefault(id, List.of()));
  }

  /** Whether an id's last message is not its end. */
  synchronized boolean isOpen(String id) {
    List<String> messages = about(id);
    return !messages.isEmpty() && !messages.get(messages.size() - 1).endsWith(" resolved");
  }

  /**
   * What is wrong with the order of what was taken; empty if nothing. Repetitions of the message
   * before are no fault of order.
   */
  synchronized List<String> disorder() {
    List<String> wrong = new ArrayList<>();
    byId.forEach(
        (id, messages) -> {
          int last = 0;
          boolean over = false;
          for (String message : messages) {
            int number = number(message);
            boolean end = message.endsWith(" resolved");
            if (number < last) {
              wrong.add(id + ": " + message + " after #" + last);
            }
            if (end && last == 0) {
              wrong.add(id + " begins with its end");
            }
            if (over && !end) {
              wrong.add(id + ": " + message + " after its end");
            }
            over |= end;
            last = number;
          }
        });
    return wrong;
  }

  private static int number(String message) {
    int hash = message.lastIndexOf('#');
    return Integer.parseInt(message.substring(hash + 1, message.lastIndexOf(' ')));
  }

  /** A transport into this model whose answers come at once. */
  public Transport transport() {
    return transport(answer -> answer);
  }

  /** The same, with an answer that the test may change after the message was taken. */
  public Transport transport(UnaryOperator<TransportResult> change) {
    return answering(
        json -> {
          take(json);
          return CompletableFuture.completedFuture(
              change.apply(TransportResult.answered(202, null, "")));
        });
  }

  /** A transport that does what a test says. */
  static Transport answering(Function<byte[], CompletionStage<TransportResult>> answers) {
    return new Transport() {
      @Override
      public CompletionStage<TransportResult> post(HookUrl url, byte[] json, Duration timeout) {
        return answers.apply(json);
      }
    };
  }
}
