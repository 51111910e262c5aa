package io.jenkins.statushub.maven;

import java.util.Map;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.InputLocation;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.jspecify.annotations.Nullable;

/**
 * Lets an execution that many modules inherit speak once. The first module to get there speaks:
 * waiting for the root would say nothing with {@code -pl} or {@code --resume-from}, where the root
 * may not be part of the build.
 */
final class OncePerReactor {
  private OncePerReactor() {}

  /**
   * Whether nobody has run this execution in this build before. Executions that modules declare for
   * themselves are not the same one, even under the same id.
   */
  static boolean isFirst(MavenSession session, MojoExecution execution) {
    if (session.getProjects() == null || session.getProjects().size() < 2) {
      return true;
    }
    String key =
        "io.jenkins.statushub:"
            + execution.getGoal()
            + "@"
            + execution.getExecutionId()
            + "#"
            + declaredAt(execution);
    // The request, not the session: with -T, each module has a copy of the session.
    Map<String, Object> data = session.getRequest().getData();
    synchronized (data) {
      return data.put(key, true) == null;
    }
  }

  private static String declaredAt(MojoExecution execution) {
    Plugin plugin = execution.getPlugin();
    if (plugin != null && execution.getSource() == MojoExecution.Source.LIFECYCLE) {
      for (PluginExecution declared : plugin.getExecutions()) {
        if (declared.getId().equals(execution.getExecutionId())) {
          return place(declared.getLocation(""));
        }
      }
    }
    return "";
  }

  private static String place(@Nullable InputLocation location) {
    return location == null || location.getSource() == null
        ? ""
        : location.getSource().getModelId() + ":" + location.getLineNumber();
  }
}
