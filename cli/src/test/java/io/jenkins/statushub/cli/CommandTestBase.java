package io.jenkins.statushub.cli;

import io.jenkins.statushub.hub.LocalHub;
import io.jenkins.statushub.hub.model.Incident;
import io.jenkins.statushub.hub.model.MaintenanceWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A local hub and a shell whose scripts find it. */
abstract class CommandTestBase {
  static final String WINDOW = " --title 'Upgrading to 1.4' --status degraded --window 30m";
  static final String FAILURE = " --on-failure-title 'Upgrade failed' --on-failure-status down";
  static final String RUN = "statushub run --service shop --key deploy" + WINDOW + FAILURE + " -- ";

  @TempDir Path folder;
  LocalHub hub;
  Shell shell;

  @BeforeEach
  void startHub() {
    hub = LocalHub.builder().strict(true).service("shop").service("pay").start();
    shell =
        new Shell(folder)
            .env("STATUSHUB_SHOP_URL", hub.hookUrl("shop").toString())
            .env("STATUSHUB_PAY_URL", hub.hookUrl("pay").toString());
  }

  @AfterEach
  void stopHub() {
    hub.close();
  }

  List<MaintenanceWindow> windows() {
    return hub.maintenances("shop");
  }

  List<Incident> incidents() {
    return hub.incidents("shop");
  }

  /** The states of a single incident's updates, in order. */
  List<String> states() {
    if (incidents().size() != 1) {
      throw new AssertionError("not one incident: " + hub.timeline());
    }
    return incidents().get(0).updates().stream()
        .map(update -> update.state().name().toLowerCase(java.util.Locale.ROOT))
        .toList();
  }

  Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }
}
