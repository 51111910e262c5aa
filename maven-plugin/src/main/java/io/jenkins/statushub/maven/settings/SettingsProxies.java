package io.jenkins.statushub.maven.settings;

import io.jenkins.statushub.transport.HttpProxy;
import io.jenkins.statushub.transport.HttpProxySelector;
import java.util.List;
import java.util.Locale;
import org.apache.maven.settings.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * The proxies of settings.xml, chosen as Maven chooses them for repositories: the first active one
 * for the protocol, and for https the one for http if there is no other. A hub on this machine is
 * reached directly. If settings.xml names no proxy, the JVM's own settings decide.
 */
final class SettingsProxies implements HttpProxySelector {
  private final List<Proxy> proxies;
  private final SettingsSecrets secrets;

  /**
   * @param proxies of settings.xml, as they stand there
   * @param secrets asked only if a proxy wants a password
   */
  SettingsProxies(List<Proxy> proxies, SettingsSecrets secrets) {
    this.proxies = proxies;
    this.secrets = secrets;
  }

  @Override
  public @Nullable HttpProxy to(String scheme, String host) {
    if (isLoopback(host)) {
      return HttpProxy.DIRECT;
    }
    Proxy proxy = active(scheme);
    if (proxy == null && scheme.equals("https")) {
      proxy = active("http");
    }
    if (proxy == null) {
      return null;
    }
    if (isExcepted(host, proxy.getNonProxyHosts())) {
      return HttpProxy.DIRECT;
    }
    HttpProxy httpProxy = HttpProxy.through(proxy.getHost(), proxy.getPort());
    String user = proxy.getUsername();
    return user == null || user.isEmpty()
        ? httpProxy
        : httpProxy.withCredentials(user, secrets.password(proxy));
  }

  private @Nullable Proxy active(String scheme) {
    for (Proxy proxy : proxies) {
      if (proxy.isActive() && scheme.equalsIgnoreCase(proxy.getProtocol())) {
        return proxy;
      }
    }
    return null;
  }

  /**
   * Decrypts all passwords that are needed, so that a bad one is found before anything is sent.
   *
   * @throws io.jenkins.statushub.input.ParameterException if one can't be decrypted
   */
  void check() {
    for (Proxy proxy : proxies) {
      if (proxy.isActive() && proxy.getUsername() != null && !proxy.getUsername().isEmpty()) {
        secrets.password(proxy);
      }
    }
  }

  /** Names with {@code *} at either end or both, separated by {@code |} or commas. */
  static boolean isExcepted(String host, @Nullable String nonProxyHosts) {
    if (nonProxyHosts == null) {
      return false;
    }
    String name = host.toLowerCase(Locale.ROOT);
    int from = 0;
    for (int i = 0; i <= nonProxyHosts.length(); i++) {
      if (i == nonProxyHosts.length() || "|,".indexOf(nonProxyHosts.charAt(i)) >= 0) {
        if (matches(name, nonProxyHosts.substring(from, i).trim().toLowerCase(Locale.ROOT))) {
          return true;
        }
        from = i + 1;
      }
    }
    return false;
  }

  private static boolean matches(String name, String pattern) {
    int star = pattern.indexOf('*');
    if (star < 0) {
      return !pattern.isEmpty() && name.equals(pattern);
    }
    if (!name.startsWith(pattern.substring(0, star))) {
      return false;
    }
    String rest = pattern.substring(star + 1);
    for (int i = star; i <= name.length(); i++) {
      String tail = name.substring(i);
      if (rest.isEmpty() || (rest.indexOf('*') < 0 ? tail.equals(rest) : matches(tail, rest))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.startsWith("127.")
        || host.equals("::1")
        || host.equals("[::1]");
  }
}
