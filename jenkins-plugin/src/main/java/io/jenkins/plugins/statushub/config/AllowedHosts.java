package io.jenkins.plugins.statushub.config;

import hudson.Util;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.transport.HookUrl;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import jenkins.util.SystemProperties;
import org.jspecify.annotations.Nullable;

/**
 * Decides which hosts the hook URL of a folder's service may lead to. Who configures a folder must
 * not be able to make the controller post to any other machine, least of all to one that only the
 * controller can reach.
 */
public final class AllowedHosts {
  /** The system property that lets folders' services post to the controller itself, for tests. */
  public static final String ALLOW_LOOPBACK = "io.jenkins.plugins.statushub.allowLoopback";

  private static final List<String> STATUSHUB =
      List.of("statushub.com", "*.statushub.com", "statushub.io", "*.statushub.io");

  /** The last label has a letter, so that no spelling of an IP address is taken for a name. */
  private static final Pattern PATTERN =
      Pattern.compile(
          "(\\*\\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z0-9-]*[a-z][a-z0-9-]*",
          Pattern.CASE_INSENSITIVE);

  private static final int MAX_LENGTH = 255;

  private final List<String> patterns;

  private AllowedHosts(List<String> patterns) {
    this.patterns = patterns;
  }

  /**
   * Reads the hosts that are allowed besides StatusHub's own.
   *
   * @param text host names separated by commas or lines, each perhaps beginning with {@code *.};
   *     null for none
   * @throws ParameterException if one is no host name
   */
  public static AllowedHosts parse(@Nullable String text) {
    List<String> patterns = new ArrayList<>(STATUSHUB);
    for (String each : Util.fixNull(text).split("[,\\s]+")) {
      if (each.isEmpty()) {
        continue;
      }
      if (each.length() > MAX_LENGTH || !PATTERN.matcher(each).matches()) {
        throw ParameterException.invalidValue(
            "allowedHosts",
            each,
            "host names such as status.example.com or *.example.com, separated by commas; no IP"
                + " addresses and no ports");
      }
      patterns.add(each.toLowerCase(Locale.ROOT));
    }
    return new AllowedHosts(patterns);
  }

  /**
   * Lets the hook URL of a folder's service pass. Looks up no names.
   *
   * @param source what to call the hook URL in the message
   * @throws ParameterException if its host is not allowed; the message does not hold the host
   */
  void check(HookUrl hookUrl, String source) {
    if (hookUrl.isLoopback() && SystemProperties.getBoolean(ALLOW_LOOPBACK)) {
      return;
    }
    String host = hookUrl.reveal().getHost().toLowerCase(Locale.ROOT);
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (hookUrl.isLoopback() || patterns.stream().noneMatch(pattern -> matches(pattern, name))) {
      throw new ParameterException(
          "credentialsId",
          source
              + " leads to a host that folders may not post to (it is secret, so not shown);"
              + " allowed: hosts of StatusHub, and those that an administrator adds under Allowed"
              + " hosts in Manage Jenkins » System » StatusHub");
    }
  }

  private static boolean matches(String pattern, String host) {
    return pattern.startsWith("*.")
        ? host.endsWith(pattern.substring(1)) && host.length() >= pattern.length()
        : host.equals(pattern);
  }

  /**
   * Lets an allowed host pass that has only public addresses, so that no name of an allowed domain
   * leads into the controller's own network. A host that can't be resolved passes: nothing can be
   * sent to it either. Blocks for as long as the name service takes.
   *
   * @param source what to call the hook URL in the message
   * @throws ParameterException if an address of the host is not public
   */
  static void checkAddresses(HookUrl hookUrl, String source) {
    if (hookUrl.isLoopback() && SystemProperties.getBoolean(ALLOW_LOOPBACK)) {
      return;
    }
    InetAddress[] addresses;
    try {
      addresses = InetAddress.getAllByName(hookUrl.reveal().getHost());
    } catch (UnknownHostException e) {
      return;
    }
    for (InetAddress address : addresses) {
      if (!isPublic(address)) {
        throw new ParameterException(
            "credentialsId",
            source
                + " leads to a loopback or private address, which folders may not post to; allowed:"
                + " public addresses, or a service in Manage Jenkins » System » StatusHub");
      }
    }
  }

  /** Whether an address is reachable from anywhere, in IPv4, IPv6 and IPv4 within IPv6. */
  static boolean isPublic(InetAddress address) {
    if (address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    return bytes.length == 4 ? isPublicIpv4(bytes, 0) : isPublicIpv6(bytes);
  }

  private static boolean isPublicIpv4(byte[] bytes, int from) {
    int first = bytes[from] & 0xff;
    int second = bytes[from + 1] & 0xff;
    return first != 0
        && first != 10
        && first != 127
        && first < 224
        && !(first == 100 && second >= 64 && second < 128)
        && !(first == 169 && second == 254)
        && !(first == 172 && second >= 16 && second < 32)
        && !(first == 192 && second == 168)
        && !(first == 198 && (second == 18 || second == 19));
  }

  private static boolean isPublicIpv6(byte[] bytes) {
    if ((bytes[0] & 0xfe) == 0xfc) {
      return false;
    }
    if (bytes[0] == 0x20 && bytes[1] == 0x02) {
      return isPublicIpv4(bytes, 2);
    }
    boolean translated =
        bytes[0] == 0 && bytes[1] == 0x64 && (bytes[2] & 0xff) == 0xff && (bytes[3] & 0xff) == 0x9b;
    boolean compatible = true;
    for (int i = 0; i < 10; i++) {
      compatible &= bytes[i] == 0;
    }
    return !translated && !compatible || isPublicIpv4(bytes, 12);
  }
}
