package io.jenkins.statushub.delivery;

import static io.jenkins.statushub.testing.RawReceiver.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.testing.RawReceiver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransportTest {
  private static final byte[] JSON = "{\"title\":\"Grüße\"}".getBytes(StandardCharsets.UTF_8);
  private static final Duration LONG = Duration.ofSeconds(20);

  static HookUrl hook(RawReceiver receiver) {
    return HookUrl.parse("hookUrl", "http://127.0.0.1:" + receiver.port() + "/hooks/s3cr3t-token");
  }

  @ParameterizedTest
  @EnumSource(TransportKind.class)
  void postsJsonOnce(TransportKind kind) throws Exception {
    try (RawReceiver receiver =
            RawReceiver.start(
                connection -> {
                  connection.readRequest();
                  connection.write(answer(200, "", "thanks"));
                });
        Transport transport = kind.create(null)) {
      Answer answer = transport.post(hook(receiver), JSON, LONG).toCompletableFuture().get();

      assertThat(answer).isEqualTo(new Answer(200, null, "", true));
      assertThat(receiver.requests()).hasSize(1);
      assertThat(receiver.requests().get(0))
          .startsWith("POST /hooks/s3cr3t-token HTTP/1.1\r\n")
          .contains("\r\nContent-Type: application/json\r\n")
          .endsWith("\r\n\r\n{\"title\":\"Grüße\"}");
    }
  }

  @ParameterizedTest
  @EnumSource(TransportKind.class)
  void doesNotRepeatARequestThatWasReadButNotAnswered(TransportKind kind) throws Exception {
    try (RawReceiver receiver = RawReceiver.start(RawReceiver.Connection::readRequest);
        Transport transport = kind.create(null)) {
      Answer answer = transport.post(hook(receiver), JSON, LONG).toCompletableFuture().get();

      assertThat(answer)
          .isEqualTo(Answer.failed("the connection was closed without an answer", true));
      assertThat(receiver.requests()).hasSize(1);
      assertThat(receiver.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(TransportKind.class)
  void doesNotRepeatARequestOnAKeptConnectionThatBroke(TransportKind kind) throws Exception {
    try (RawReceiver receiver =
            RawReceiver.start(
                connection -> {
                  connection.readRequest();
                  connection.write(answer(200, "", "thanks"));
                  connection.readRequest();
                });
        Transport transport = kind.create(null)) {
      transport.post(hook(receiver), JSON, LONG).toCompletableFuture().get();
      Answer second = transport.post(hook(receiver), JSON, LONG).toCompletableFuture().get();

      assertThat(second)
          .isEqualTo(Answer.failed("the connection was closed without an answer", true));
      assertThat(receiver.requests()).hasSize(2);
      assertThat(receiver.connections()).isEqualTo(1);
    }
  }
}
