package io.jenkins.statushub.cli;

import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Signals to this process. The JDK has one class that tells them apart, {@code sun.misc.Signal} of
 * the module {@code jdk.unsupported}; it is reached by its name, since compilers warn about it in a
 * way that can't be answered.
 */
final class Signals {
  private Signals() {}

  /**
   * Has something run for each signal of this name. Nothing happens if the system does not know the
   * signal, or if this process was started to ignore it, as by {@code nohup}.
   *
   * @param name without its prefix, such as {@code TERM}
   */
  static void handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> called(method.getName(), self, arguments, action));
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException e) {
      // An unknown signal, one that is ignored, or a JVM without that module.
    }
  }

  private static @Nullable Object called(
      String method, Object self, Object @Nullable [] arguments, Runnable action) {
    return switch (method) {
      case "hashCode" -> System.identityHashCode(self);
      case "equals" -> arguments != null && self == arguments[0];
      case "toString" -> "signal handler";
      default -> {
        action.run();
        yield null;
      }
    };
  }
}
