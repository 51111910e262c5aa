package io.jenkins.statushub.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.testing.RawReceiver;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a JVM is told, an update is not sent twice behind our back. */
@Timeout(180)
class RepeatedRequestsTest {
  private static String probe(TransportKind kind, String... properties) throws Exception {
    return run(RetryProbe.class, kind.name(), properties);
  }

  private static String run(Class<?> probe, String argument, String... properties)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of(properties));
    command.add("-cp");
    command.add(
        String.join(
            File.pathSeparator,
            place(HookUrl.class),
            place(RetryProbe.class),
            place(RawReceiver.class)));
    command.add(probe.getName());
    command.add(argument);
    Process jvm = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(jvm.waitFor()).as(output).isZero();
    return output;
  }

  private static String place(Class<?> of) throws Exception {
    return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  @ParameterizedTest
  @CsvSource({
    "URL_CONNECTION,-Dsun.net.http.retryPost=true",
    "HTTP_CLIENT,-Djdk.httpclient.enableAllMethodRetry=true"
  })
  void propertiesDoNotMatter(TransportKind kind, String property) throws Exception {
    assertThat(probe(kind, property).strip())
        .startsWith("requests=2 ")
        .contains("status=0", "reached=true");
  }

  /** The client asks a proxy a second time, with credentials; the update goes out once. */
  @Test
  void aProxyThatAsksForCredentialsGetsThem() throws Exception {
    assertThat(run(TunnelProbe.class, "", "-Djdk.http.auth.tunneling.disabledSchemes=").strip())
        .isEqualTo(
            "requests=1 credentials inside=false " + TransportResult.answered(202, null, ""));
  }

  /** What docs/delivery.md warns of; if this fails some day, the warning can go. */
  @Test
  void theJdksOwnLogHoldsTheUrl() throws Exception {
    assertThat(probe(TransportKind.HTTP_CLIENT, "-Djdk.httpclient.HttpClient.log=requests"))
        .contains(Fault.SECRET);
    assertThat(probe(TransportKind.HTTP_CLIENT)).doesNotContain(Fault.SECRET);
  }
}
