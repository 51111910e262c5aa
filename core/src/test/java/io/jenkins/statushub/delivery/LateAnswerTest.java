package io.jenkins.statushub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.ProtocolException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Bounds of what is read; {@link FaultTableTest} has what hubs do. */
class LateAnswerTest {
  private static final String INTERIM = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";
  private static final String FINAL = "HTTP/1.1 200\r\n\r\n";

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static Answer read(InputStream in) throws IOException {
    return LateAnswer.read(in, URI.create("https://hub.example/hooks/s3cr3t"));
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
