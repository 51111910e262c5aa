package io.jenkins.statushub.transport;

import io.jenkins.statushub.input.ParameterException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The secret address of one service's Generic Hook V2. Whoever has it can write on the public page,
 * so it prints itself redacted and no exception of this class holds it.
 */
public final class HookUrl {
  private static final String ALLOWED =
      "the https address that StatusHub shows under Services & Integrations (plain http for"
          + " loopback addresses only)";
  private static final int HIGHEST_PORT = 65_535;

  private final URI uri;

  private HookUrl(URI uri) {
    this.uri = uri;
  }

  /**
   * Reads a hook URL.
   *
   * @param parameter what to call its source in a message: never the URL itself
   * @throws ParameterException if it is missing, no absolute http or https URL, has user
   *     information in it, or is plain http to another machine; the message does not hold the URL
   */
  public static HookUrl parse(String parameter, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw ParameterException.required(parameter, ALLOWED);
    }
    URI uri;
    try {
      uri = new URI(value.trim()).parseServerAuthority();
    } catch (URISyntaxException e) {
      // Not chained: its message holds the URL.
      throw new ParameterException(
          parameter, "is not a URL (it is secret, so not shown); allowed: " + ALLOWED);
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
      throw new ParameterException(
          parameter, "is not an https URL (it is secret, so not shown); allowed: " + ALLOWED);
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw new ParameterException(
          parameter,
          "holds a user name or a fragment (it is secret, so not shown); allowed: " + ALLOWED);
    }
    if (uri.getPort() == 0 || uri.getPort() > HIGHEST_PORT) {
      throw new ParameterException(
          parameter,
          "has a port outside of 1 to 65535 (it is secret, so not shown); allowed: " + ALLOWED);
    }
    if (scheme.equals("http") && !isLoopback(uri)) {
      throw new ParameterException(
          parameter,
          "is plain http, which would show the secret to the network (it is secret, so not shown);"
              + " allowed: "
              + ALLOWED);
    }
    return new HookUrl(uri);
  }

  /** Whether the address is this machine's own, by its spelling; no name is looked up. */
  public boolean isLoopback() {
    return isLoopback(uri);
  }

  private static boolean isLoopback(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return host.equals("localhost")
        || host.equals("[::1]")
        || host.equals("[0:0:0:0:0:0:0:1]")
        || isLoopbackIpv4(host);
  }

  /** 127.0.0.0/8: where a host is digits and dots alone, {@link URI} has seen to its form. */
  private static boolean isLoopbackIpv4(String host) {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c != '.' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return host.startsWith("127.");
  }

  /** The address itself, for a transport; never to be printed or put into an exception. */
  public URI reveal() {
    return uri;
  }

  /** The address for {@link java.net.HttpURLConnection}; never to be printed. */
  public URL revealUrl() {
    try {
      return uri.toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("a checked hook URL is no URL");
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HookUrl that && uri.equals(that.uri);
  }

  @Override
  public int hashCode() {
    return uri.hashCode();
  }

  /** A fixed text: not even the host, which may be internal. */
  @Override
  public String toString() {
    return "[hook URL]";
  }
}
