package io.jenkins.plugins.statushub.config;

import hudson.ProxyConfiguration;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.statushub.hook.MistakeException;
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
      return FormValidation.error("Choose a Secret text that holds the hook URL.");
    }
    StringCredentials credentials = HookUrlCredentials.global(id);
    if (credentials == null) {
      return FormValidation.error(
          "There is no Secret text '%s' in the controller's own credentials.", id);
    }
    URI uri;
    try {
      uri = HookUrlCredentials.read(credentials).reveal();
    } catch (MistakeException e) {
      return FormValidation.error(e.getMessage());
    }
    return connect(uri);
  }

  private static FormValidation connect(URI uri) {
    ProxyConfiguration proxy = Jenkins.get().getProxy();
    if (proxy != null
        && proxy.getName() != null
        && proxy.createProxy(uri.getHost()).type() != Proxy.Type.DIRECT) {
      return FormValidation.ok(
          "The Secret text holds a hook URL. It is reached through Jenkins' proxy, so no connection"
              + " was tried. Nothing was sent.");
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
          "The Secret text holds a hook URL, but its host can't be reached from here (%s). Nothing"
              + " was sent.",
          e.getClass().getSimpleName());
    }
    return FormValidation.ok(
        "The Secret text holds a hook URL, and its host can be reached. Nothing was sent, so whether"
            + " StatusHub knows the URL shows with the first announcement.");
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
