package io.jenkins.statushub.maven.settings;

import io.jenkins.statushub.input.ParameterException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.inject.Provider;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.jspecify.annotations.Nullable;

/**
 * Passwords of settings.xml, each decrypted once in a build, though goals of several modules and
 * the extension need it.
 */
public final class SettingsSecrets {
  private static final Pattern UNREPLACED = Pattern.compile("\\$\\{(env\\.)?([^}]*)}");

  /** Where a session's request keeps them, for goals and extension, which are loaded apart. */
  private static final String KEY = "io.jenkins.statushub:secrets";

  private final MavenSession session;
  private final Provider<SettingsDecrypter> decrypter;
  private final Map<String, Supplier<String>> known;

  /**
   * @param decrypter asked only if a password is needed, since it takes time to load
   */
  public SettingsSecrets(MavenSession session, Provider<SettingsDecrypter> decrypter) {
    this.session = session;
    this.decrypter = decrypter;
    this.known = known(session.getRequest().getData());
  }

  /** Suppliers, since whoever prints what a request holds must not print a password. */
  @SuppressWarnings("unchecked") // Nobody else uses the key.
  private static Map<String, Supplier<String>> known(Map<String, Object> data) {
    synchronized (data) {
      return (Map<String, Supplier<String>>)
          data.computeIfAbsent(KEY, key -> new ConcurrentHashMap<String, Supplier<String>>());
    }
  }

  /**
   * Returns the password of a server.
   *
   * @throws ParameterException if it can't be decrypted, or names a variable that is not set
   */
  String password(Server server) {
    return once(
        "server " + server.getId(),
        () ->
            decrypted(
                "<server> '" + server.getId() + "' in settings.xml",
                server.getPassword(),
                new DefaultSettingsDecryptionRequest(server)));
  }

  /**
   * Returns the password of a proxy; empty if it has none.
   *
   * @throws ParameterException if it can't be decrypted, or names a variable that is not set
   */
  String password(Proxy proxy) {
    return proxy.getPassword() == null
        ? ""
        : once(
            "proxy " + proxy.getId() + " " + proxy.getHost() + ":" + proxy.getPort(),
            () ->
                decrypted(
                    "<proxy> '" + proxy.getId() + "' in settings.xml",
                    proxy.getPassword(),
                    new DefaultSettingsDecryptionRequest(proxy)));
  }

  private String once(String name, Supplier<String> decryption) {
    return known
        .computeIfAbsent(
            name,
            key -> {
              String password = decryption.get();
              return () -> password;
            })
        .get();
  }

  private String decrypted(
      String place, String password, DefaultSettingsDecryptionRequest request) {
    Matcher unreplaced = UNREPLACED.matcher(password);
    if (unreplaced.find()) {
      throw new ParameterException(
          place,
          "its <password> is taken from "
              + (unreplaced.group(1) == null ? "the property " : "the environment variable ")
              + unreplaced.group(2)
              + ", which is not set");
    }
    SettingsDecryptionResult result = decrypter.get().decrypt(request);
    for (SettingsProblem problem : result.getProblems()) {
      if (problem.getSeverity() != SettingsProblem.Severity.WARNING) {
        throw undecryptable(place);
      }
    }
    String decrypted =
        result.getServer() != null
            ? result.getServer().getPassword()
            : result.getProxy() == null ? null : result.getProxy().getPassword();
    if (decrypted == null || looksEncrypted(decrypted)) {
      throw undecryptable(place);
    }
    return decrypted;
  }

  /** If decryption fails, Maven returns the ciphertext. */
  private static boolean looksEncrypted(String password) {
    String trimmed = password.trim();
    return trimmed.startsWith("{") || trimmed.endsWith("}");
  }

  private ParameterException undecryptable(String place) {
    return new ParameterException(
        place,
        "its <password> could not be decrypted, so nothing was sent; "
            + (isMaven4()
                ? "run 'mvnenc diag' and see whether settings-security4.xml, or settings-security.xml"
                    + " for passwords of Maven 3, holds the master password that it was encrypted"
                    + " with"
                : "see whether settings-security.xml holds the master password that it was encrypted"
                    + " with (passwords encrypted by Maven 4's mvnenc need Maven 4)"));
  }

  private boolean isMaven4() {
    @Nullable String version = session.getSystemProperties().getProperty("maven.version");
    return version != null && version.startsWith("4");
  }
}
