package io.jenkins.statushub.transport;

import org.jspecify.annotations.Nullable;

/** Chooses the way to a hub, for each request anew. */
@FunctionalInterface
public interface HttpProxySelector {

  /**
   * Chooses the way to one hub.
   *
   * @param scheme {@code http} or {@code https}
   * @param host the hub's name or address
   * @return null to leave it to the JVM's own settings
   */
  @Nullable HttpProxy to(String scheme, String host);
}
