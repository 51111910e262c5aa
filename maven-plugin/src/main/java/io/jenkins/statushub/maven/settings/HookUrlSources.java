package io.jenkins.statushub.maven.settings;

import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.sending.HookUrls;
import io.jenkins.statushub.transport.HookUrl;
import java.util.Locale;
import javax.inject.Provider;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.jspecify.annotations.Nullable;

/**
 * Finds hook URLs where Maven's users keep secrets: in an environment variable, or in a {@code
 * <server>} of settings.xml. They are never parameters, which {@code mvn -X} would print.
 */
public final class HookUrlSources implements HookUrls {
  /** A user property for a hub on this machine; refused for any other address. */
  public static final String URL_PROPERTY = "statushub.url";

  private final MavenSession session;
  private final Provider<SettingsDecrypter> decrypter;

  /**
   * @param session holds settings, environment and user properties
   * @param decrypter asked for only where settings.xml is needed, since it takes time to load
   */
  public HookUrlSources(MavenSession session, Provider<SettingsDecrypter> decrypter) {
    this.session = session;
    this.decrypter = decrypter;
  }

  @Override
  public HookUrl find(String service, @Nullable String route) {
    String literal = session.getUserProperties().getProperty(URL_PROPERTY);
    if (literal != null) {
      return loopback(literal);
    }
    HookUrlRef way = HookUrlRef.parse(route);
    String variable = way.variable(service);
    if (variable != null) {
      String value = environment(variable);
      if (value != null && !value.isBlank()) {
        return HookUrl.parse("environment variable " + variable, value);
      }
    }
    String serverId = way.serverId(service);
    Server server = serverId == null ? null : session.getSettings().getServer(serverId);
    if (server != null && server.getPassword() != null && !server.getPassword().isBlank()) {
      return HookUrl.parse("<server> '" + serverId + "' in settings.xml", password(server));
    }
    throw new ParameterException("hook URL", notFound(service, variable, serverId));
  }

  private static HookUrl loopback(String literal) {
    HookUrl url = HookUrl.parse("-D" + URL_PROPERTY, literal);
    if (!url.isLoopback()) {
      throw new ParameterException(
          "-D" + URL_PROPERTY,
          "is for a local hub only, since others can read a command line; allowed: an address such"
              + " as http://127.0.0.1:8080/…; put another one into an environment variable or"
              + " settings.xml");
    }
    return url;
  }

  /** As Maven has it, which is the caller's, too, where a daemon runs the build. */
  private @Nullable String environment(String variable) {
    String value = session.getSystemProperties().getProperty("env." + variable);
    return value != null ? value : System.getenv(variable);
  }

  private String password(Server server) {
    SettingsDecryptionResult result =
        decrypter.get().decrypt(new DefaultSettingsDecryptionRequest(server));
    for (SettingsProblem problem : result.getProblems()) {
      if (problem.getSeverity() != SettingsProblem.Severity.WARNING) {
        throw undecryptable(server);
      }
    }
    Server decrypted = result.getServer();
    String password = decrypted == null ? null : decrypted.getPassword();
    if (password == null || looksEncrypted(password)) {
      throw undecryptable(server);
    }
    return password;
  }

  /** Where decryption fails, Maven hands out the ciphertext. */
  private static boolean looksEncrypted(String password) {
    String trimmed = password.trim();
    return trimmed.startsWith("{") || trimmed.endsWith("}");
  }

  private static ParameterException undecryptable(Server server) {
    return new ParameterException(
        "<server> '" + server.getId() + "' in settings.xml",
        "its <password>, the hook URL, could not be decrypted, so nothing was sent; see whether the"
            + " master password in settings-security.xml is the one that it was encrypted with");
  }

  private static String notFound(
      String service, @Nullable String variable, @Nullable String serverId) {
    StringBuilder words = new StringBuilder("none is known for service '").append(service);
    words.append("'; set ");
    if (variable != null) {
      words.append("the environment variable ").append(variable);
    }
    if (serverId != null) {
      words
          .append(variable == null ? "" : ", or ")
          .append("<server><id>")
          .append(serverId)
          .append("</id><password>the hook URL</password></server> in settings.xml");
    }
    return words.toString();
  }

  /** The variable that is looked at where none is named. */
  public static String usualVariable(String service) {
    StringBuilder name = new StringBuilder("STATUSHUB_");
    String upper = service.toUpperCase(Locale.ROOT);
    for (int i = 0; i < upper.length(); i++) {
      char c = upper.charAt(i);
      name.append((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : '_');
    }
    return name.append("_URL").toString();
  }
}
