package io.jenkins.statushub.hub;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that is no hook's, completely read.
 *
 * @param path without the query
 * @param headers looked up without regard to case
 * @param fromThisMachine whether it came over a loopback address
 */
record Request(
    String method,
    String path,
    Map<String, List<String>> headers,
    String body,
    boolean fromThisMachine) {

  @Nullable String header(String name) {
    List<String> values = headers.get(name);
    return values == null || values.isEmpty() ? null : values.get(0);
  }
}
