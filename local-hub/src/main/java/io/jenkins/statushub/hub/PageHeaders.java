package io.jenkins.statushub.hub;

import java.util.Map;

/** The headers on everything that a browser may show. */
final class PageHeaders {
  private static final String POLICY =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "img-src 'self'",
          "connect-src 'self'",
          "base-uri 'none'",
          "form-action 'none'",
          "frame-ancestors 'none'",
          "require-trusted-types-for 'script'",
          "trusted-types 'none'");

  private static final Map<String, String> ALL =
      Map.of(
          "Content-Security-Policy", POLICY,
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cache-Control", "no-store");

  private PageHeaders() {}

  static Map<String, String> all() {
    return ALL;
  }

  static Answer on(Answer answer) {
    Answer all = answer;
    for (var header : ALL.entrySet()) {
      all = all.with(header.getKey(), header.getValue());
    }
    return all;
  }
}
