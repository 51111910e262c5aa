package io.jenkins.statushub.transport.urlconnection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.statushub.transport.FaultTableTest;
import io.jenkins.statushub.transport.TransportResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.ProtocolException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Bounds of what is read; {@link FaultTableTest} has what hubs do. */
class InterimResponsesTest {
  private static final String INTERIM = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";
  private static final String FINAL = "HTTP/1.1 200\r\n\r\n";

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static TransportResult read(InputStream in) throws IOException {
    return InterimResponses.read(in, URI.create("https://hub.example/hooks/s3cr3t"));
  }

  @Test
  void followsAFewInterimOnes() throws IOException {
    assertThat(read(text(INTERIM.repeat(8) + FINAL)).status()).isEqualTo(200);
    assertThatThrownBy(() -> read(text(INTERIM.repeat(9) + FINAL)))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void hasNoEndlessHead() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }
        };
    assertThatThrownBy(() -> read(new SequenceInputStream(text("HTTP/1.1 200 OK\r\n"), endless)))
        .isInstanceOf(ProtocolException.class);
  }
}
