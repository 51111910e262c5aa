package io.jenkins.statushub.maven.hub;

import io.jenkins.statushub.input.ParameterException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs the local hub, of which the plugin's own class loader has no class, in Maven's process. */
public final class LoadedLocalHub {
  private static final String RUN = "io.jenkins.statushub.hub.LocalHubRun";

  private LoadedLocalHub() {}

  /**
   * Starts the hub and does not return until the thread is interrupted.
   *
   * @param jars the hub and what it needs
   * @param port 0 for a free one
   * @param stateFolder where the hub keeps the seed of its hook URLs
   * @param strict whether the hub applies its stricter rules
   * @param variables each service with the variable that its hook URL goes into
   * @param envFile a file to write the variables into; null for none
   * @param lines is given what a person wants to know
   * @throws ParameterException if the hub can't listen on the port, or use the folder or the file
   * @throws IOException if the hub can't run, or delete the file in the end
   */
  public static void start(
      List<URL> jars,
      int port,
      Path stateFolder,
      boolean strict,
      Map<String, String> variables,
      @Nullable Path envFile,
      Consumer<String> lines)
      throws IOException {
    BiFunction<String, String, RuntimeException> mistake = ParameterException::new;
    try (URLClassLoader loader =
        new URLClassLoader(jars.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
      Class<?> run = loader.loadClass(RUN);
      Object hub =
          run.getConstructor(int.class, Path.class, boolean.class, Map.class, Path.class)
              .newInstance(port, stateFolder, strict, variables, envFile);
      run.getMethod("start", Consumer.class, BiFunction.class).invoke(hub, lines, mistake);
    } catch (InvocationTargetException e) {
      rethrow(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw failure(e);
    }
  }

  private static void rethrow(@Nullable Throwable thrown) throws IOException {
    if (thrown instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    } else if (thrown instanceof ParameterException mistake) {
      throw mistake;
    } else if (thrown instanceof IOException failure) {
      throw failure;
    } else {
      throw failure(thrown);
    }
  }

  private static IOException failure(@Nullable Throwable cause) {
    return new IOException("the local hub could not be run: " + cause, cause);
  }
}
