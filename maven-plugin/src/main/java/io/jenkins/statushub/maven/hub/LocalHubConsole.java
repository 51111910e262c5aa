package io.jenkins.statushub.maven.hub;

import io.jenkins.statushub.hub.LocalHub;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The local hub seen from Maven. Loaded together with the hub's jars by {@link LocalHubRun}, so
 * that only the JDK's types cross the border.
 */
final class LocalHubConsole
    implements BiFunction<Integer, Set<String>, Map<String, String>>, AutoCloseable {
  /** Under which the page's address is returned; no service can have this name. */
  static final String PAGE = "";

  private final Path stateFolder;
  private final boolean strict;
  private final Consumer<String> lines;
  private @Nullable LocalHub hub;

  /**
   * @param stateFolder where the hub keeps the seed of its hook URLs
   * @param strict whether the hub applies its stricter rules
   * @param lines receives what happens at the hub, a line at a time
   */
  LocalHubConsole(Path stateFolder, boolean strict, Consumer<String> lines) {
    this.stateFolder = stateFolder;
    this.strict = strict;
    this.lines = lines;
  }

  /**
   * Starts it.
   *
   * @param port 0 for a free one
   * @param services that the page shows from the start
   * @return the page's address, and each service's hook URL
   */
  @Override
  public Map<String, String> apply(Integer port, Set<String> services) {
    LocalHub.Builder builder =
        LocalHub.builder().port(port).stateFolder(stateFolder).strict(strict).onTimelineLine(lines);
    services.forEach(builder::service);
    LocalHub started = builder.start();
    hub = started;
    Map<String, String> addresses = new LinkedHashMap<>();
    addresses.put(PAGE, started.pageUrl().toString());
    for (String service : services) {
      addresses.put(service, started.hookUrl(service).toString());
    }
    return addresses;
  }

  @Override
  public void close() {
    if (hub != null) {
      hub.close();
    }
  }
}
