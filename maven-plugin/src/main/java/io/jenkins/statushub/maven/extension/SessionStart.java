package io.jenkins.statushub.maven.extension;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.maven.execution.ExecutionListener;
import org.apache.maven.execution.MavenExecutionRequest;

/**
 * Runs something when a session really starts to build. An IDE that imports a project has Maven
 * read it, without goals, and never builds it.
 */
final class SessionStart {
  private SessionStart() {}

  /** Adds to the listener of a request; what it listens to already stays. */
  static void onStart(MavenExecutionRequest request, Runnable action) {
    ExecutionListener present = request.getExecutionListener();
    Object added =
        Proxy.newProxyInstance(
            ExecutionListener.class.getClassLoader(),
            new Class<?>[] {ExecutionListener.class},
            (proxy, method, arguments) -> {
              if (method.getDeclaringClass() == Object.class) {
                return switch (method.getName()) {
                  case "equals" -> proxy == arguments[0];
                  case "hashCode" -> System.identityHashCode(proxy);
                  default -> "StatusHub listener";
                };
              }
              if (method.getName().equals("sessionStarted")) {
                action.run();
              }
              try {
                return present == null ? null : method.invoke(present, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    request.setExecutionListener((ExecutionListener) added);
  }
}
