package io.jenkins.plugins.statushub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.transport.HookUrl;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {
  private static final AllowedHosts HOSTS =
      AllowedHosts.parse("status.example.com, *.example.org\n*.Example.net");

  private static void check(String url) {
    HOSTS.check(HookUrl.parse("hook URL", url), "the Secret text 'x'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.statushub.io/s3cr3t",
        "https://acme.app.statushub.io/s3cr3t",
        "https://STATUSHUB.com/s3cr3t",
        "https://api.statushub.com./s3cr3t",
        "https://status.example.com:8443/s3cr3t",
        "https://a.example.org/s3cr3t",
        "https://a.b.example.net/s3cr3t"
      })
  void letsAllowedHostsPass(String url) {
    assertThatCode(() -> check(url)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/s3cr3t",
        "https://x.status.example.com/s3cr3t",
        "https://example.org/s3cr3t",
        "https://evilexample.org/s3cr3t",
        "https://evilstatushub.com/s3cr3t",
        "https://statushub.com.evil.test/s3cr3t",
        "https://127.0.0.1/s3cr3t",
        "http://127.0.0.1:2375/s3cr3t",
        "http://localhost:2375/s3cr3t",
        "https://[::1]/s3cr3t",
        "https://[::ffff:127.0.0.1]/s3cr3t",
        "https://[::ffff:7f00:1]/s3cr3t",
        "https://[0:0:0:0:0:0:0:1]/s3cr3t",
        "https://169.254.169.254/s3cr3t",
        "https://10.0.0.1/s3cr3t",
        "https://2130706433/s3cr3t",
        "https://0x7f000001/s3cr3t",
        "https://0x7f.0.0.1/s3cr3t",
        "https://0177.0.0.1/s3cr3t",
        "https://127.1/s3cr3t",
        "https://1.1.1.1/s3cr3t"
      })
  void refusesOtherHostsWithoutShowingThem(String url) {
    assertThatThrownBy(() -> check(url))
        .isInstanceOf(ParameterException.class)
        .hasMessageNotContaining("s3cr3t")
        .hasMessageNotContaining("evil");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "*.com",
        "com",
        "localhost",
        "10.0.0.1",
        "1.1.1.1",
        "[::1]",
        "a.example.com:8443",
        "https://a.example.com",
        "*.*.example.com",
        "a*.example.com"
      })
  void refusesWhatIsNoHostName(String hosts) {
    assertThatThrownBy(() -> AllowedHosts.parse(hosts))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("allowedHosts")
        .hasMessageContaining("allowed: host names");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.2",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::10.0.0.1",
        "2002:a00:1::",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1"
      })
  void knowsAddressesThatAreNotPublic(String address) throws Exception {
    assertThat(AllowedHosts.isPublic(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "172.32.0.1",
        "100.128.0.1",
        "192.169.0.1",
        "2606:4700:4700::1111",
        "64:ff9b::1.1.1.1"
      })
  void knowsPublicAddresses(String address) throws Exception {
    assertThat(AllowedHosts.isPublic(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void refusesANameThatLeadsToALoopbackAddress() {
    HookUrl hookUrl = HookUrl.parse("hook URL", "https://localhost/s3cr3t");

    assertThatThrownBy(() -> AllowedHosts.checkAddresses(hookUrl, "the Secret text 'x'"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("loopback or private address")
        .hasMessageNotContaining("localhost");
  }
}
