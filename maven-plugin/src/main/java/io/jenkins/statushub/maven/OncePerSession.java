package io.jenkins.statushub.maven;

import java.util.Map;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.InputLocation;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Lets an execution announce once for a whole build, in the first module that gets there. Waiting
 * for the root would announce nothing with {@code -pl} or {@code --resume-from}, when the root may
 * not be part of the build. A lifecycle that another goal forks runs executions a second time.
 */
final class OncePerSession {
  private OncePerSession() {}

  /**
   * Returns whether this execution is to run. Executions that modules declare for themselves are
   * not the same one, even under the same id; a goal that is typed twice runs twice.
   *
   * @param perModule whether each module runs it
   */
  static boolean isToRun(MavenSession session, MojoExecution execution, boolean perModule) {
    String module = id(session.getCurrentProject());
    boolean typed = execution.getSource() == MojoExecution.Source.CLI;
    if (typed && perModule) {
      return true;
    }
    String key =
        "io.jenkins.statushub:"
            + execution.getGoal()
            + "@"
            + execution.getExecutionId()
            + "#"
            + declaredAt(execution)
            + (perModule ? "#" + module : "");
    // The request, not the session: with -T, each module has a copy of the session.
    Map<String, Object> data = session.getRequest().getData();
    synchronized (data) {
      Object first = data.putIfAbsent(key, module);
      return first == null || (typed && first.equals(module));
    }
  }

  private static String id(@Nullable MavenProject project) {
    return project == null ? "" : project.getGroupId() + ":" + project.getArtifactId();
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
