package io.jenkins.statushub.maven.hub;

import java.net.MalformedURLException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;

/**
 * Brings the local hub and what it needs. It is no dependency of the plugin, because Maven would
 * then resolve it before each goal, though one alone has use for it.
 */
public final class LocalHubJars {
  private static final String SLF4J_VERSION = "2.0.17";

  private LocalHubJars() {}

  /**
   * Resolves the local hub of the plugin's own version.
   *
   * @throws MojoFailureException if a part of it can't be had
   */
  public static List<URL> resolve(
      RepositorySystem system,
      MavenSession session,
      List<RemoteRepository> repositories,
      PluginDescriptor plugin)
      throws MojoFailureException {
    DefaultArtifact hub =
        new DefaultArtifact(plugin.getGroupId(), "statushub-local-hub", "jar", plugin.getVersion());
    CollectRequest wanted = new CollectRequest(new Dependency(hub, "runtime"), repositories);
    // Without it, SLF4J tells the user at length that nobody listens to its log.
    wanted.addDependency(
        new Dependency(new DefaultArtifact("org.slf4j:slf4j-nop:" + SLF4J_VERSION), "runtime"));
    try {
      List<URL> jars = new ArrayList<>();
      for (ArtifactResult result :
          system
              .resolveDependencies(
                  session.getRepositorySession(), new DependencyRequest(wanted, null))
              .getArtifactResults()) {
        jars.add(result.getArtifact().getFile().toURI().toURL());
      }
      return jars;
    } catch (DependencyResolutionException | MalformedURLException e) {
      throw new MojoFailureException(
          "StatusHub: the local hub could not be resolved: " + e.getMessage());
    }
  }
}
