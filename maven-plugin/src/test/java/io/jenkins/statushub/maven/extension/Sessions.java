package io.jenkins.statushub.maven.extension;

import io.jenkins.statushub.hub.LocalHub;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.apache.maven.execution.BuildFailure;
import org.apache.maven.execution.BuildSuccess;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

/** Makes Maven's sessions as Maven hands them to participants. */
final class Sessions {
  private final Path ledger;
  private final String aroundBuild;
  private final Properties user = new Properties();
  private final Properties system = new Properties();
  private List<String> goals = List.of("deploy");
  private String failureBehaviour = MavenExecutionRequest.REACTOR_FAIL_FAST;
  private long started = 1_800_000_000_000L;

  /**
   * @param aroundBuild the content of the element; empty for no element
   */
  Sessions(LocalHub hub, Path ledger, String aroundBuild) {
    this.ledger = ledger;
    this.aroundBuild = aroundBuild;
    for (String service : List.of("shop", "pay")) {
      system.setProperty(
          "env.STATUSHUB_" + service.toUpperCase(java.util.Locale.ROOT) + "_URL",
          hub.hookUrl(service).toString());
    }
  }

  Sessions withProperty(String name, String value) {
    user.setProperty(name, value);
    return this;
  }

  Sessions withEnvironment(String name, String value) {
    system.setProperty("env." + name, value);
    return this;
  }

  Sessions withGoals(String... requested) {
    goals = List.of(requested);
    return this;
  }

  Sessions neverFailing() {
    failureBehaviour = MavenExecutionRequest.REACTOR_FAIL_NEVER;
    return this;
  }

  /** One more session, a minute after the one before, in which no module has been built yet. */
  @SuppressWarnings({"deprecation", "JavaUtilDate"}) // What Maven itself calls, in all versions.
  MavenSession next() {
    started += 60_000;
    DefaultMavenExecutionRequest request = new DefaultMavenExecutionRequest();
    Properties given = new Properties();
    given.putAll(user);
    given.setProperty("statushub.ledger", ledger.toString());
    request.setUserProperties(given);
    request.setSystemProperties(system);
    request.setGoals(goals);
    request.setReactorFailureBehavior(failureBehaviour);
    request.setBaseDirectory(ledger.toFile());
    request.setStartTime(new Date(started));
    MavenSession session = new MavenSession(null, null, request, new DefaultMavenExecutionResult());
    List<MavenProject> projects = new ArrayList<>();
    for (String module : List.of("root", "a", "b")) {
      projects.add(project(module));
    }
    projects.get(0).setExecutionRoot(true);
    session.setProjects(projects);
    session.setAllProjects(projects);
    return session;
  }

  private MavenProject project(String module) {
    Model model = new Model();
    model.setGroupId("test");
    model.setArtifactId(module);
    model.setVersion("1");
    Build build = new Build();
    if (module.equals("root") && !aroundBuild.isEmpty()) {
      Plugin plugin = new Plugin();
      plugin.setGroupId("io.jenkins.statushub");
      plugin.setArtifactId("statushub-maven-plugin");
      String xml = "<configuration><aroundBuild>" + aroundBuild + "</aroundBuild></configuration>";
      try {
        plugin.setConfiguration(Xpp3DomBuilder.build(new StringReader(xml)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (XmlPullParserException e) {
        throw new AssertionError(e);
      }
      build.addPlugin(plugin);
    }
    model.setBuild(build);
    MavenProject project = new MavenProject(model);
    project.setFile(ledger.resolveSibling(module + "-pom.xml").toFile());
    return project;
  }

  /** Ends a session as Maven does where all modules get through. */
  static MavenSession passed(MavenSession session) {
    for (MavenProject project : session.getProjects()) {
      session.getResult().addBuildSummary(new BuildSuccess(project, 1));
    }
    return session;
  }

  /** Ends a session as Maven does where the last module fails. */
  static MavenSession failed(MavenSession session) {
    List<MavenProject> projects = session.getProjects();
    for (MavenProject project : projects.subList(0, projects.size() - 1)) {
      session.getResult().addBuildSummary(new BuildSuccess(project, 1));
    }
    MavenProject last = projects.get(projects.size() - 1);
    Exception failure = new Exception("a module failed");
    session.getResult().addBuildSummary(new BuildFailure(last, 1, failure));
    session.getResult().addException(failure);
    return session;
  }
}
