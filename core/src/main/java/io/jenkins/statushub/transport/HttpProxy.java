package io.jenkins.statushub.transport;

import io.jenkins.statushub.transport.urlconnection.TunnelSocketFactory;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import javax.net.ssl.SSLSocketFactory;
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

  /** What the JDK is to use: not the proxy where {@link #tunnel} makes the way instead. */
  public Proxy proxyFor(String scheme) {
    return authorization != null && scheme.equals("https") ? Proxy.NO_PROXY : proxy;
  }

  public @Nullable String authorization() {
    return authorization;
  }

  /** Makes sockets that reach the hub through a tunnel, for which the credentials are shown. */
  public SSLSocketFactory tunnel(SSLSocketFactory tls) {
    return new TunnelSocketFactory(
        tls,
        (InetSocketAddress) Objects.requireNonNull(proxy.address()),
        Objects.requireNonNull(authorization));
  }

  /** Without the credentials. */
  @Override
  public String toString() {
    return proxy + (authorization == null ? "" : " with credentials");
  }
}
