package io.jenkins.statushub.cli;

import io.jenkins.statushub.json.JsonValues;
import java.io.File;
import java.io.IOException;
import java.util.Enumeration;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import picocli.CommandLine;

/**
 * Loads the classes that are needed after the command has run. Java reads a class from the file
 * when it is first used, and by then the file may be another one: a deployment may well upgrade the
 * tools of its machine.
 */
final class EagerClassLoading {
  private static final String OURS = "io/jenkins/statushub/";
  private static final String LOCAL_HUB = OURS + "hub/";
  private static final String SUFFIX = ".class";

  /** A file system that hangs must not keep the command from running. */
  private static final long LONGEST_MILLIS = 5_000;

  private final Thread thread = new Thread(EagerClassLoading::loadAll, "statushub-classes");

  private EagerClassLoading() {
    thread.setDaemon(true);
  }

  /** Begins on a thread of its own. */
  static EagerClassLoading begin() {
    EagerClassLoading loading = new EagerClassLoading();
    loading.thread.start();
    return loading;
  }

  /** Waits until all are loaded, or for five seconds. */
  void await() throws InterruptedException {
    thread.join(LONGEST_MILLIS);
  }

  private static void loadAll() {
    try {
      loadLibraries();
      File file = new File(System.getProperty("java.class.path", ""));
      if (file.isFile()) {
        loadOurs(file);
      }
    } catch (IOException | LinkageError e) {
      // What can't be loaded now is tried again when it is needed, and reported then.
    }
  }

  private static void loadLibraries() throws IOException {
    byte[] json = JsonValues.writeReadable(Map.of("text", "text", "number", 1));
    JsonValues.read(json);
    JsonValues.readLeading(json);
    load(CommandLine.IExitCodeGenerator.class.getName());
  }

  private static void loadOurs(File file) throws IOException {
    try (JarFile jar = new JarFile(file)) {
      Enumeration<JarEntry> entries = jar.entries();
      while (entries.hasMoreElements()) {
        String name = entries.nextElement().getName();
        if (name.startsWith(OURS) && name.endsWith(SUFFIX) && !name.startsWith(LOCAL_HUB)) {
          load(name.substring(0, name.length() - SUFFIX.length()).replace('/', '.'));
        }
      }
    }
  }

  private static void load(String name) {
    try {
      Class.forName(name, false, EagerClassLoading.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new NoClassDefFoundError(name);
    }
  }
}
