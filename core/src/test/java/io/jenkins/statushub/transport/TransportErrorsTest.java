package io.jenkins.statushub.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Failures that no receiver on this machine brings about; {@link FaultTableTest} has the others.
 */
class TransportErrorsTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  static Stream<Arguments> failures() {
    return Stream.of(
        arguments(new SocketTimeoutException("Read timed out"), "no answer within 10 s"),
        arguments(new HttpTimeoutException("request timed out"), "no answer within 10 s"),
        arguments(
            new HttpConnectTimeoutException("HTTP connect timed out"),
            "could not connect within 10 s"),
        arguments(new NoRouteToHostException("hub"), "could not connect (no route to host)"),
        arguments(new ConnectException("Network is unreachable"), "could not connect"),
        arguments(
            new SSLException("handshake_failure"), "TLS failure: no agreement with the other side"),
        arguments(
            new SSLException("PKIX path validation failed", new CertificateNotYetValidException()),
            "TLS failure: certificate not valid yet"),
        arguments(
            new SSLException("No name matching hub", new CertificateException("unknown")),
            "TLS failure: certificate is for another host"),
        arguments(
            new IOException("Unable to tunnel through proxy"),
            "could not connect (the proxy refused)"),
        arguments(
            new IOException("https://hub.example/s3cr3t"), "the connection failed (IOException)"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void areToldInWordsOfOurOwn(Exception failure, String words) {
    assertThat(TransportErrors.of(failure, TIMEOUT)).isEqualTo(words);
    assertThat(TransportErrors.of(new IllegalStateException(failure), TIMEOUT))
        .isEqualTo(words.replace("(IOException)", "(IllegalStateException)"));
  }

  @Test
  void tellPartsOfASecond() {
    assertThat(TransportErrors.noAnswer(Duration.ofMillis(1300)))
        .isEqualTo("no answer within 1300 ms");
    assertThat(TransportErrors.noConnection(Duration.ofMinutes(1)))
        .isEqualTo("could not connect within 60 s");
  }

  @Test
  void mayCauseEachOther() {
    IOException one = new IOException("one");
    IOException other = new IOException("other", one);
    one.initCause(other);

    assertThat(TransportErrors.of(one, TIMEOUT)).isEqualTo("the connection failed (IOException)");
  }
}
