package io.jenkins.statushub.maven.extension.state;

import io.jenkins.statushub.json.JsonValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * The modules that failed under a key, or were not built because others had, and have not succeeded
 * since. While there are any, the incident is not over: with {@code --resume-from} the end of the
 * list is reached by a build of a few modules, with {@code --projects} it need not be.
 */
public final class OutstandingModules {
  /** Stands for all modules, if it is not known which failed. */
  private static final String ALL = "*";

  private final Path folder;
  private final String name;
  private final String key;

  public OutstandingModules(Path ledger, String key) {
    folder = StateFolder.of(ledger);
    name = "outstanding-" + StateFolder.name(key) + ".json";
    this.key = key;
  }

  public static String id(MavenProject project) {
    return project.getGroupId() + ":" + project.getArtifactId();
  }

  /**
   * Takes a failed session into account.
   *
   * @return what has not succeeded yet
   */
  public Set<String> failed(SessionOutcome outcome) throws IOException {
    Set<String> modules = read();
    outcome.succeeded().forEach(modules::remove);
    modules.addAll(outcome.failed());
    if (outcome.failed().isEmpty()) {
      modules.add(ALL);
    }
    write(modules);
    return modules;
  }

  /** Takes a session into account that was killed anywhere in these modules. */
  public void killed(Collection<String> inSession) throws IOException {
    Set<String> modules = read();
    modules.addAll(inSession);
    write(modules);
  }

  /**
   * Takes a successful session into account.
   *
   * @return what has not succeeded yet
   */
  public Set<String> succeeded(SessionOutcome outcome) throws IOException {
    Set<String> modules = read();
    if (modules.isEmpty()) {
      return modules;
    }
    if (outcome.whole()) {
      modules.clear();
    } else {
      outcome.succeeded().forEach(modules::remove);
    }
    write(modules);
    return modules;
  }

  private Set<String> read() throws IOException {
    Set<String> modules = new TreeSet<>();
    byte[] json;
    try {
      json = Files.readAllBytes(folder.resolve(name));
    } catch (NoSuchFileException e) {
      return modules;
    }
    try {
      Map<String, @Nullable Object> map = JsonValues.read(json);
      if (map.get("modules") instanceof List<?> list) {
        for (Object each : list) {
          modules.add(String.valueOf(each));
        }
      }
    } catch (IOException e) {
      // Damaged: a build of everything settles it.
      modules.add(ALL);
    }
    return modules;
  }

  private void write(Set<String> modules) throws IOException {
    if (modules.isEmpty()) {
      Files.deleteIfExists(folder.resolve(name));
      return;
    }
    StateFolder.write(
        folder,
        name,
        JsonValues.writeReadable(
            Map.of("version", 1, "key", key, "modules", new ArrayList<>(modules))));
  }
}
