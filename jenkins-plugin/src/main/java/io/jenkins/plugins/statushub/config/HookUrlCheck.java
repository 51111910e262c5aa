package io.jenkins.plugins.statushub.config;

import hudson.ProxyConfiguration;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.statushub.input.ParameterException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a hook URL could be used, as far as that goes without a request: the hook knows no
 * request that would stay private. Messages hold neither the URL nor its host.
 */
final class HookUrlCheck {
  private static final int CONNECT_MILLIS = 5_000;

  private HookUrlCheck() {}

  static FormValidation check(@Nullable String credentialsId) {
    String id = Util.fixEmptyAndTrim(credentialsId);
    if (id == null) {
      return FormValidation.error(Messages.HookUrlCheck_choose());
    }
    StringCredentials credentials = HookUrlCredentials.global(id);
    if (credentials == null) {
      return FormValidation.error(Messages.HookUrlCheck_none(id));
    }
    URI uri;
    try {
      uri = HookUrlCredentials.read(credentials).reveal();
    } catch (ParameterException e) {
      return FormValidation.error(e.getMessage());
    }
    return connect(uri);
  }

  private static FormValidation connect(URI uri) {
    ProxyConfiguration proxy = Jenkins.get().getProxy();
    if (proxy != null
        && proxy.getName() != null
        && proxy.createProxy(uri.getHost()).type() != Proxy.Type.DIRECT) {
      return FormValidation.ok(Messages.HookUrlCheck_proxy());
    }
    boolean tls = "https".equalsIgnoreCase(uri.getScheme());
    int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
    String host = uri.getHost().replaceAll("^\\[|]$", "");
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      socket.setSoTimeout(CONNECT_MILLIS);
      if (tls) {
        shakeHands(socket, host, port);
      }
    } catch (IOException | RuntimeException e) {
      return FormValidation.warning(
          Messages.HookUrlCheck_unreachable(e.getClass().getSimpleName()));
    }
    return FormValidation.ok(Messages.HookUrlCheck_fine());
  }

  private static void shakeHands(Socket socket, String host, int port) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    try (SSLSocket secure = (SSLSocket) factory.createSocket(socket, host, port, true)) {
      javax.net.ssl.SSLParameters parameters = secure.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secure.setSSLParameters(parameters);
      secure.startHandshake();
    }
  }
}
