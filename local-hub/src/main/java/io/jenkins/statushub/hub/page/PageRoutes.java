package io.jenkins.statushub.hub.page;

import io.jenkins.statushub.hub.http.WebHandler;
import io.jenkins.statushub.hub.http.WebRequest;
import io.jenkins.statushub.hub.http.WebResponse;
import io.jenkins.statushub.hub.state.HookRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The page's files, its view and events, and the operator's API; everything but the hooks. */
public final class PageRoutes implements WebHandler {
  private static final Map<String, String> FILES =
      Map.of(
          "/", "index.html",
          "/hub.css", "hub.css",
          "/hub.js", "hub.js",
          "/up.svg", "up.svg",
          "/degraded.svg", "degraded.svg",
          "/down.svg", "down.svg");

  private static final Map<String, String> CONTENT_TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  private final HostGuard guard;
  private final PageView view;
  private final BooleanSupplier eventStreamFull;
  private final OperatorApi api;

  /**
   * @param eventStreamFull whether no further page can subscribe to events
   */
  public PageRoutes(
      HostGuard guard, PageView view, BooleanSupplier eventStreamFull, OperatorApi api) {
    this.guard = guard;
    this.view = view;
    this.eventStreamFull = eventStreamFull;
    this.api = api;
  }

  @Override
  public WebResponse handle(WebRequest request) {
    return SecurityHeaders.addTo(route(request));
  }

  private WebResponse route(WebRequest request) {
    if (!guard.allows(request)) {
      return WebResponse.text(
          403,
          "The local hub answers only under its own address (localhost, an IP address or the name"
              + " that it was bound to) and only to its own page.");
    }
    if (request.path().startsWith("/api/")) {
      return api.handle(request);
    }
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      return WebResponse.text(405, "Only GET here. Hooks are under " + HookRegistry.PATH)
          .withHeader("Allow", "GET, HEAD");
    }
    if (request.path().equals("/view")) {
      return WebResponse.json(200, view.json());
    }
    if (request.path().equals("/events") && request.method().equals("GET")) {
      return eventStreamFull.getAsBoolean()
          ? WebResponse.text(503, "Too many pages are open; this one polls instead.")
          : WebResponse.eventStream();
    }
    String file = FILES.get(request.path());
    return file == null ? WebResponse.text(404, "There is nothing here.") : readFile(file);
  }

  private static WebResponse readFile(String name) {
    try (InputStream file = PageRoutes.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(name + " is missing from the local hub's jar");
      }
      String extension = name.substring(name.lastIndexOf('.') + 1);
      return new WebResponse(
          200,
          CONTENT_TYPES.getOrDefault(extension, "text/plain"),
          new String(file.readAllBytes(), StandardCharsets.UTF_8),
          List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
