package io.jenkins.statushub.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The page, what it reads, and the operator's API; everything but the hooks. */
final class Routes {
  /** Stands for "keep this connection and tell it the news". */
  static final Answer EVENT_STREAM = new Answer(200, "text/event-stream", "", List.of());

  private static final Map<String, String> FILES =
      Map.of(
          "/", "index.html",
          "/hub.css", "hub.css",
          "/hub.js", "hub.js",
          "/up.svg", "up.svg",
          "/degraded.svg", "degraded.svg",
          "/down.svg", "down.svg");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  private final HostGuard guard;
  private final PageView view;
  private final EventStreamGate gate;
  private final OperatorApi api;

  /** Whether one more page may listen for news. */
  interface EventStreamGate {
    boolean isFull();
  }

  Routes(HostGuard guard, PageView view, EventStreamGate gate, OperatorApi api) {
    this.guard = guard;
    this.view = view;
    this.gate = gate;
    this.api = api;
  }

  Answer answer(Request request) {
    if (!guard.lets(request)) {
      return PageHeaders.on(
          Answer.text(
              403, "The local hub answers only under its own address and only to its own page."));
    }
    if (request.path().startsWith("/api/")) {
      return PageHeaders.on(api.answer(request));
    }
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      return PageHeaders.on(
          Answer.text(405, "Only GET here. Hooks are under " + Hooks.PATH)
              .with("Allow", "GET, HEAD"));
    }
    if (request.path().equals("/view")) {
      return PageHeaders.on(Answer.json(200, view.json()));
    }
    if (request.path().equals("/events") && request.method().equals("GET")) {
      return gate.isFull()
          ? PageHeaders.on(Answer.text(503, "Too many pages are open; this one asks now and then."))
          : EVENT_STREAM;
    }
    String file = FILES.get(request.path());
    return PageHeaders.on(file == null ? Answer.text(404, "There is nothing here.") : file(file));
  }

  private static Answer file(String name) {
    try (InputStream in = Routes.class.getResourceAsStream("page/" + name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the local hub's jar");
      }
      String ending = name.substring(name.lastIndexOf('.') + 1);
      return new Answer(
          200,
          TYPES.getOrDefault(ending, "text/plain"),
          new String(in.readAllBytes(), StandardCharsets.UTF_8),
          List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
