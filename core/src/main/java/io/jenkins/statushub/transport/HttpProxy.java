package io.jenkins.statushub.transport;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** How one request reaches the hub: directly, or through a proxy and its credentials. */
public final class HttpProxy {
  /** No proxy, whatever the JVM's own settings say. */
  public static final HttpProxy DIRECT = new HttpProxy(Proxy.NO_PROXY, null);

  private final Proxy proxy;
  private final @Nullable String authorization;

  private HttpProxy(Proxy proxy, @Nullable String authorization) {
    this.proxy = proxy;
    this.authorization = authorization;
  }

  /**
   * Through an HTTP proxy; TLS goes through a tunnel of it.
   *
   * @param host name or address; not looked up here
   * @param port 1 to 65535
   */
  public static HttpProxy through(String host, int port) {
    return new HttpProxy(
        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port)), null);
  }

  /** The same way with a user name and password, given to the proxy alone (Basic). */
  public HttpProxy withCredentials(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new HttpProxy(proxy, "Basic " + Base64.getEncoder().encodeToString(both));
  }

  /** Returns the proxy for the JDK, without the credentials. */
  public Proxy proxy() {
    return proxy;
  }

  /** Returns the value of {@code Proxy-Authorization}; null if there are no credentials. */
  public @Nullable String authorization() {
    return authorization;
  }

  /** Without the credentials. */
  @Override
  public String toString() {
    return proxy + (authorization == null ? "" : " with credentials");
  }
}
