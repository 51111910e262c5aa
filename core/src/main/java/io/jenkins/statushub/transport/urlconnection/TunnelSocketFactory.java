package io.jenkins.statushub.transport.urlconnection;

import io.jenkins.statushub.transport.HttpProxy;
import io.jenkins.statushub.transport.TransportResults;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS through a tunnel of a proxy that wants credentials. {@link java.net.HttpURLConnection} would
 * ask an Authenticator for them, and refuses Basic there unless the whole JVM is told otherwise by
 * a property; so the tunnel is made beneath it, in the socket that it connects.
 */
final class TunnelSocketFactory extends SSLSocketFactory {
  private static final int MAX_HEAD = 16 * 1024;

  private final SSLSocketFactory tls;
  private final InetSocketAddress proxy;
  private final String authorization;

  /**
   * @param tls makes the sockets that are laid over the tunnel
   * @param proxy a proxy with credentials
   */
  TunnelSocketFactory(SSLSocketFactory tls, HttpProxy proxy) {
    this.tls = tls;
    this.proxy = (InetSocketAddress) Objects.requireNonNull(proxy.proxy().address());
    this.authorization = Objects.requireNonNull(proxy.authorization());
  }

  /** The socket that is connected first; TLS is laid over it by the next method. */
  @Override
  public Socket createSocket() {
    return new Tunnel();
  }

  @Override
  public Socket createSocket(Socket connected, String host, int port, boolean autoClose)
      throws IOException {
    return tls.createSocket(connected, host, port, autoClose);
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return tls.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return tls.getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }

  /** Connects to the proxy, and through it to where it is told to. */
  private final class Tunnel extends Socket {
    Tunnel() {
      super(Proxy.NO_PROXY);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      super.connect(new InetSocketAddress(proxy.getHostString(), proxy.getPort()), timeout);
      try {
        open((InetSocketAddress) endpoint, timeout);
      } catch (IOException e) {
        // The JDK does so for a connection that did not come about, not for what follows it.
        close();
        throw e;
      }
    }

    private void open(InetSocketAddress hub, int timeout) throws IOException {
      setSoTimeout(timeout);
      String authority = hub.getHostString() + ":" + hub.getPort();
      getOutputStream()
          .write(
              ("CONNECT "
                      + authority
                      + " HTTP/1.1\r\nHost: "
                      + authority
                      + "\r\nUser-Agent: "
                      + TransportResults.USER_AGENT
                      + "\r\nProxy-Authorization: "
                      + authorization
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));
      String head = head(getInputStream());
      if (!head.startsWith("HTTP/1.") || !head.startsWith(" 200", 8)) {
        // The JDK's words for it, with the status alone.
        throw new IOException(
            "Unable to tunnel: " + head.substring(0, Math.min(12, head.length())));
      }
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException();
      }
      if (head.length() >= MAX_HEAD) {
        throw new ProtocolException();
      }
      head.append((char) b);
    }
    return head.toString();
  }
}
