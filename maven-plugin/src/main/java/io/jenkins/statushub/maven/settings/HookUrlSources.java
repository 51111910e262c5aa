package io.jenkins.statushub.maven.settings;

import io.jenkins.statushub.environment.HookUrlFile;
import io.jenkins.statushub.environment.HookUrlRef;
import io.jenkins.statushub.environment.HookUrlVariables;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.maven.support.BuildIdentity;
import io.jenkins.statushub.maven.support.KnownProperties;
import io.jenkins.statushub.sending.HookUrls;
import io.jenkins.statushub.transport.HookUrl;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.settings.Server;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds hook URLs where Maven's users keep secrets: in an environment variable, or in a {@code
 * <server>} of settings.xml. They are never parameters, which {@code mvn -X} would print.
 */
public final class HookUrlSources implements HookUrls {
  private static final Logger LOG = LoggerFactory.getLogger("io.jenkins.statushub");

  private final MavenSession session;
  private final SettingsSecrets secrets;
  private final Map<String, HookUrl> known = new HashMap<>();

  /**
   * @param session holds settings, environment and user properties
   */
  public HookUrlSources(MavenSession session, SettingsSecrets secrets) {
    this.session = session;
    this.secrets = secrets;
  }

  @Override
  public CompletionStage<HookUrl> find(ServiceId service, @Nullable String hookUrlRef) {
    try {
      return CompletableFuture.completedFuture(get(service, hookUrlRef));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * Finds a hook URL, each one once.
   *
   * @throws ParameterException if none is known, or the one that is known can't be used
   */
  public synchronized HookUrl get(ServiceId service, @Nullable String hookUrlRef) {
    return known.computeIfAbsent(
        service.name() + " " + hookUrlRef,
        key -> lookUp(service.name(), HookUrlRef.parse(hookUrlRef)));
  }

  private HookUrl lookUp(String service, HookUrlRef ref) {
    String literal = session.getUserProperties().getProperty(KnownProperties.URL);
    if (literal != null) {
      return loopback(literal);
    }
    if (ref.file() != null) {
      return HookUrlFile.read(Path.of(ref.file()), LOG::warn);
    }
    String variable = ref.variableFor(service);
    HookUrl ofVariable =
        variable == null
            ? null
            : HookUrlVariables.read(variable, BuildIdentity.environment(session));
    if (ofVariable != null) {
      return ofVariable;
    }
    String serverId = ref.serverIdFor(service);
    Server server = serverId == null ? null : session.getSettings().getServer(serverId);
    if (server != null && server.getPassword() != null && !server.getPassword().isBlank()) {
      return HookUrl.parse("<server> '" + serverId + "' in settings.xml", secrets.password(server));
    }
    throw new ParameterException("hook URL", notFound(service, variable, serverId));
  }

  private static HookUrl loopback(String literal) {
    HookUrl url = HookUrl.parse("-D" + KnownProperties.URL, literal);
    if (!url.isLoopback()) {
      throw new ParameterException(
          "-D" + KnownProperties.URL,
          "is for a local hub only, since others can read a command line; allowed: an address such"
              + " as http://127.0.0.1:8080/…; put another one into an environment variable or"
              + " settings.xml");
    }
    return url;
  }

  private static String notFound(
      String service, @Nullable String variable, @Nullable String serverId) {
    StringBuilder text = new StringBuilder("none is known for service '").append(service);
    text.append("'; set ");
    if (variable != null) {
      text.append("the environment variable ").append(variable);
    }
    if (serverId != null) {
      text.append(variable == null ? "" : ", or ")
          .append("<server><id>")
          .append(serverId)
          .append("</id><password>the hook URL</password></server> in settings.xml");
    }
    return text.toString();
  }
}
