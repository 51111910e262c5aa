package io.jenkins.statushub.hub.http;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A completely read request that is not for a hook.
 *
 * @param path without the query
 * @param headers by name, case-insensitive
 * @param fromLoopback whether the client has a loopback address
 */
public record WebRequest(
    String method,
    String path,
    Map<String, List<String>> headers,
    String body,
    boolean fromLoopback) {

  /** Returns the first value of a header; null if there is none. */
  public @Nullable String header(String name) {
    List<String> values = headers.get(name);
    return values == null || values.isEmpty() ? null : values.get(0);
  }
}
