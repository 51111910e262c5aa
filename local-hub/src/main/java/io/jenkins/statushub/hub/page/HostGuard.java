package io.jenkins.statushub.hub.page;

import io.jenkins.statushub.hub.http.WebRequest;
import io.netty.util.NetUtil;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rejects requests from other web sites. A page elsewhere can make a visitor's browser send
 * requests here, under its own name for this address (DNS rebinding) or across sites.
 */
public final class HostGuard {
  private final Set<String> names;

  /**
   * @param names the host names of the hub in lower case, besides {@code localhost} and any bare IP
   *     address, which nobody can rebind
   */
  public HostGuard(Set<String> names) {
    this.names = names;
  }

  public boolean allows(WebRequest request) {
    String host = request.header("Host");
    if (host == null || !isOwnName(host)) {
      return false;
    }
    String site = request.header("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      // Following a link to the page is allowed: the linking site learns nothing from it.
      boolean navigation = "navigate".equals(request.header("Sec-Fetch-Mode"));
      if (!navigation || !request.method().equals("GET")) {
        return false;
      }
    }
    String origin = request.header("Origin");
    return origin == null || isOwnOrigin(origin, host);
  }

  private boolean isOwnName(String host) {
    String name = withoutPort(host.toLowerCase(Locale.ROOT));
    return name.equals("localhost") || names.contains(name) || isAddress(name);
  }

  private static boolean isOwnOrigin(String origin, String host) {
    return origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host);
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }

  public static boolean isAddress(@Nullable String name) {
    if (name == null) {
      return false;
    }
    String bare =
        name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
    return NetUtil.isValidIpV4Address(bare) || NetUtil.isValidIpV6Address(bare);
  }
}
