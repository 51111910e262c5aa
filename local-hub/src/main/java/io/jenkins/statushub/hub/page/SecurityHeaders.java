package io.jenkins.statushub.hub.page;

import io.jenkins.statushub.hub.http.WebResponse;
import java.util.Map;

/** The headers of every response that a browser may show. */
final class SecurityHeaders {
  private static final String CONTENT_SECURITY_POLICY =
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

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy", CONTENT_SECURITY_POLICY,
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cache-Control", "no-store");

  private SecurityHeaders() {}

  static WebResponse addTo(WebResponse response) {
    WebResponse secured = response;
    for (var header : HEADERS.entrySet()) {
      secured = secured.withHeader(header.getKey(), header.getValue());
    }
    return secured;
  }
}
