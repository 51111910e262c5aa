package io.jenkins.statushub.maven.extension;

import java.lang.reflect.Field;
import org.apache.maven.lifecycle.internal.builder.Builder;
import org.codehaus.plexus.PlexusContainer;
import org.codehaus.plexus.component.repository.exception.ComponentLookupException;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether the user of a Maven daemon cancelled the build. The daemon then interrupts its
 * threads and ends its processes, so that goals fail like any others; only its builder knows why,
 * and keeps that to itself.
 */
final class DaemonCancellation {
  private static final String BUILDER_OF_DAEMONS = "smart";
  private static final String CANCELLED = "canceled";

  private DaemonCancellation() {}

  static boolean isUnderWay(@Nullable PlexusContainer container) {
    try {
      if (container == null || !container.hasComponent(Builder.class, BUILDER_OF_DAEMONS)) {
        return false;
      }
      Builder builder = container.lookup(Builder.class, BUILDER_OF_DAEMONS);
      Field cancelled = builder.getClass().getDeclaredField(CANCELLED);
      cancelled.setAccessible(true);
      return cancelled.getBoolean(builder);
    } catch (ComponentLookupException | ReflectiveOperationException | RuntimeException e) {
      return false;
    }
  }
}
