package io.jenkins.statushub.maven;

import io.jenkins.statushub.environment.HookUrlVariables;
import io.jenkins.statushub.hook.ServiceNames;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.maven.hub.LoadedLocalHub;
import io.jenkins.statushub.maven.hub.LocalHubJars;
import io.jenkins.statushub.maven.support.Parameters;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.repository.RemoteRepository;
import org.jspecify.annotations.Nullable;

/**
 * Runs a hub and its page on this machine until Ctrl-C, for trying things out. It keeps what it
 * receives in memory and listens on the loopback address only.
 *
 * @since 1.0.0
 */
@Mojo(name = "hub", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields.
public final class HubMojo extends StatusHubMojo {
  @Inject RepositorySystem repositorySystem;

  @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
  PluginDescriptor plugin;

  @Parameter(defaultValue = "${project.remotePluginRepositories}", readonly = true)
  List<RemoteRepository> repositories;

  /**
   * The port of the page and the hooks; <code>0</code> takes a free one.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.port", defaultValue = "8484")
  @Nullable String port;

  /**
   * The services that the page shows at first. On the command line, separated by commas.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.services", defaultValue = "shop")
  @Nullable List<String> services;

  /**
   * A file to write once the hub listens, removed when it ends: one shell variable for each
   * service's hook URL, and <code>STATUSHUB_PAGE</code>. For scripts, which source it. Only its
   * owner can read it.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.envFile")
  @Nullable File envFile;

  /**
   * The folder in which the hub keeps the seed of its hook URLs, so that a service has the same
   * hook URL after a restart on the same port. Only its owner can read the file; without it, all
   * hook URLs are new.
   *
   * @since 1.0.0
   */
  @Parameter(
      property = "statushub.hub.stateFolder",
      defaultValue = "${user.home}/.statushub/local-hub",
      required = true)
  File stateFolder;

  /**
   * Whether the hub also rejects what StatusHub's public document does not forbid, but StatusHub
   * may reject: a start time earlier than that of the incident's previous update, an incident in
   * the future, and a title with HTML or control characters. <code>true</code> or <code>false
   * </code>.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.hub.strict", defaultValue = "false")
  @Nullable String strict;

  @Override
  void run() throws MojoFailureException, IOException {
    int checkedPort = Parameters.number("port", port, 0, 65_535);
    boolean isStrict = Parameters.flag("strict", strict);
    Map<String, String> variables = variables();
    LoadedLocalHub.start(
        LocalHubJars.resolve(repositorySystem, session, repositories, plugin),
        checkedPort,
        stateFolder.toPath(),
        isStrict,
        variables,
        envFile == null ? null : envFile.toPath(),
        line -> getLog().info(line));
  }

  /** The services with the variables that their hook URLs go into. */
  private Map<String, String> variables() {
    Set<String> names = new LinkedHashSet<>();
    for (String service : services == null ? new ArrayList<String>() : services) {
      if (service != null && !service.isBlank()) {
        names.add(service.trim());
      }
    }
    if (names.isEmpty()) {
      throw ParameterException.required("services", ServiceNames.ALLOWED);
    }
    Map<String, String> variables = new LinkedHashMap<>();
    for (String name : names) {
      ServiceNames.check(name);
      variables.put(name, HookUrlVariables.nameFor(name));
    }
    return variables;
  }
}
