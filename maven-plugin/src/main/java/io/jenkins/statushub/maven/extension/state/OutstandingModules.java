package io.jenkins.statushub.maven.extension.state;

import io.jenkins.statushub.json.JsonValues;
import io.jenkins.statushub.maven.extension.SessionOutcome;
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
 * The modules that failed under a key, or were not built because others had, and have not got
 * through since. While there are any, the trouble is not over: with {@code --resume-from} the end
 * of the list is reached by a build of a few modules, with {@code --projects} it need not be.
 */
public final class OutstandingModules {
  /** Stands for all modules, where it is not known which failed. */
  private static final String ALL = "*";

  private final Path folder;
  private final String name;
  private final String key;

  public OutstandingModules(Path ledger, String key) {
    folder = StateFolder.of(ledger);
    name = "owed-" + StateFolder.name(key) + ".json";
    this.key = key;
  }

  public static String id(MavenProject project) {
    return project.getGroupId() + ":" + project.getArtifactId();
  }

  /** Takes a failed session into account. */
  public void failed(SessionOutcome outcome) throws IOException {
    Set<String> modules = read();
    outcome.through().forEach(modules::remove);
    modules.addAll(outcome.failing());
    if (outcome.failing().isEmpty()) {
      modules.add(ALL);
    }
    write(modules);
  }

  /** Takes a session into account that may have broken off anywhere in these modules. */
  public void brokenOff(Collection<String> inSession) throws IOException {
    Set<String> modules = read();
    modules.addAll(inSession);
    write(modules);
  }

  /**
   * Takes a successful session into account.
   *
   * @return what has not got through yet
   */
  public Set<String> succeeded(SessionOutcome outcome) throws IOException {
    Set<String> modules = read();
    if (modules.isEmpty()) {
      return modules;
    }
    if (outcome.whole()) {
      modules.clear();
    } else {
      outcome.through().forEach(modules::remove);
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
