package io.jenkins.statushub.cli;

import io.jenkins.statushub.transport.HttpProxy;
import io.jenkins.statushub.transport.HttpProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that curl and most other commands take from the environment: {@code https_proxy},
 * {@code HTTPS_PROXY}, {@code http_proxy}, {@code all_proxy}, and {@code no_proxy} for hosts that
 * are reached directly. A hub on this machine always is. If none is set, the JVM's own settings
 * decide.
 */
final class EnvironmentProxies implements HttpProxySelector {
  private static final int USUAL_PORT = 1080;

  private final Function<String, @Nullable String> environment;

  EnvironmentProxies(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  @Override
  public @Nullable HttpProxy to(String scheme, String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.equals("localhost") || name.startsWith("127.") || name.contains("::1")) {
      return HttpProxy.DIRECT;
    }
    String proxy = proxy(scheme);
    if (proxy == null) {
      return null;
    }
    return isExcepted(name) ? HttpProxy.DIRECT : parse(proxy);
  }

  private @Nullable String proxy(String scheme) {
    // Only in small letters for http, since a CGI program's HTTP_PROXY is what a request says.
    String[] names =
        scheme.equals("https")
            ? new String[] {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}
            : new String[] {"http_proxy", "all_proxy", "ALL_PROXY"};
    for (String name : names) {
      String value = environment.apply(name);
      if (value != null && !value.isBlank()) {
        return value.trim();
      }
    }
    return null;
  }

  private boolean isExcepted(String host) {
    String list = environment.apply("no_proxy");
    if (list == null) {
      list = environment.apply("NO_PROXY");
    }
    if (list == null) {
      return false;
    }
    for (String each : list.toLowerCase(Locale.ROOT).split(",")) {
      String name = each.strip();
      name =
          name.startsWith("*.")
              ? name.substring(2)
              : name.startsWith(".") ? name.substring(1) : name;
      if (name.equals("*")
          || (!name.isEmpty() && (host.equals(name) || host.endsWith("." + name)))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Null for what can't be read: the connection then fails in the usual way, and is tried again.
   */
  private static @Nullable HttpProxy parse(String proxy) {
    try {
      URI uri = new URI(proxy.contains("://") ? proxy : "http://" + proxy);
      if (uri.getHost() == null) {
        return null;
      }
      HttpProxy found =
          HttpProxy.through(uri.getHost(), uri.getPort() < 0 ? USUAL_PORT : uri.getPort());
      String user = uri.getUserInfo();
      int colon = user == null ? -1 : user.indexOf(':');
      if (user == null) {
        return found;
      }
      return colon < 0
          ? found.withCredentials(user, "")
          : found.withCredentials(user.substring(0, colon), user.substring(colon + 1));
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
