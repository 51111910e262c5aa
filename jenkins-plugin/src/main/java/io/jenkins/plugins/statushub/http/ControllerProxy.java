package io.jenkins.plugins.statushub.http;

import hudson.ProxyConfiguration;
import hudson.util.Secret;
import java.io.IOException;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;

/** Jenkins' proxy settings, asked for each connection: a change needs no restart. */
public final class ControllerProxy extends ProxySelector {
  ControllerProxy() {}

  /** Whether requests to an address go through the proxy of Jenkins' settings. */
  public static boolean isUsedFor(URI uri) {
    ProxyConfiguration settings = settings();
    return settings != null && settings.createProxy(uri.getHost()).type() != Proxy.Type.DIRECT;
  }

  @Override
  public List<Proxy> select(URI uri) {
    ProxyConfiguration settings = settings();
    if (settings != null) {
      return List.of(settings.createProxy(uri.getHost()));
    }
    ProxySelector ofJvm = ProxySelector.getDefault();
    return ofJvm == null ? List.of(Proxy.NO_PROXY) : ofJvm.select(uri);
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // The announcement is tried again by its own rules.
  }

  private static @Nullable ProxyConfiguration settings() {
    ProxyConfiguration settings = Jenkins.get().getProxy();
    return settings == null || settings.getName() == null ? null : settings;
  }

  /** Answers the proxy, and nobody else. */
  static final class Credentials extends Authenticator {
    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      ProxyConfiguration settings = settings();
      if (getRequestorType() != RequestorType.PROXY
          || settings == null
          || settings.getUserName() == null) {
        return null;
      }
      String password = Secret.toString(settings.getSecretPassword());
      return new PasswordAuthentication(settings.getUserName(), password.toCharArray());
    }
  }
}
