package io.jenkins.statushub.transport;

import static io.jenkins.statushub.testing.RawReceiver.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.statushub.testing.RawReceiver;
import io.jenkins.statushub.transport.httpclient.HttpClientTransport;
import io.jenkins.statushub.transport.urlconnection.UrlConnectionTransport;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(180)
class TransportTest {
  private static final byte[] JSON = "{\"title\":\"Grüße\"}".getBytes(StandardCharsets.UTF_8);
  private static final Duration LONG = Duration.ofSeconds(60);

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
      TransportResult answer =
          transport.post(hook(receiver), JSON, LONG).toCompletableFuture().get();

      assertThat(answer).isEqualTo(new TransportResult(200, null, "", true));
      assertThat(receiver.requests()).hasSize(1);
      assertThat(receiver.requests().get(0))
          .startsWith("POST /hooks/s3cr3t-token HTTP/1.1\r\n")
          .contains("\r\nContent-Type: application/json\r\n")
          .contains("\r\nAccept: */*\r\n")
          .contains("\r\nUser-Agent: statushub-maven-jenkins\r\n")
          .endsWith("\r\n\r\n{\"title\":\"Grüße\"}");
    }
  }

  @ParameterizedTest
  @EnumSource(TransportKind.class)
  void doesNotRepeatARequestThatWasReadButNotAnswered(TransportKind kind) throws Exception {
    try (RawReceiver receiver = RawReceiver.start(RawReceiver.Connection::readRequest);
        Transport transport = kind.create(null)) {
      TransportResult answer =
          transport.post(hook(receiver), JSON, LONG).toCompletableFuture().get();

      assertThat(answer)
          .isEqualTo(TransportResult.failed("the connection was closed without an answer", true));
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
      TransportResult second =
          transport.post(hook(receiver), JSON, LONG).toCompletableFuture().get();

      assertThat(second)
          .isEqualTo(TransportResult.failed("the connection was closed without an answer", true));
      assertThat(receiver.requests()).hasSize(2);
      assertThat(receiver.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(TransportKind.class)
  void passesRetryAfterOnIfItCanBeRead(TransportKind kind) throws Exception {
    List<String> headers =
        new CopyOnWriteArrayList<>(
            List.of("Retry-After: 7\r\n", "retry-after: see /hooks/s3cr3t-token\r\n", ""));
    try (RawReceiver receiver =
            RawReceiver.start(
                connection -> {
                  while (connection.readRequest() != null) {
                    connection.write(answer(503, headers.remove(0), "busy"));
                  }
                });
        Transport transport = kind.create(null)) {
      assertThat(transport.post(hook(receiver), JSON, LONG).toCompletableFuture().get())
          .isEqualTo(TransportResult.answered(503, "7", "HTTP 503: busy"));
      assertThat(transport.post(hook(receiver), JSON, LONG).toCompletableFuture().get())
          .isEqualTo(TransportResult.answered(503, null, "HTTP 503: busy"));
      assertThat(transport.post(hook(receiver), JSON, LONG).toCompletableFuture().get())
          .isEqualTo(TransportResult.answered(503, null, "HTTP 503: busy"));
    }
  }

  @Test
  void anAnswerIsTakenOnTheClientsOwnThreads() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    ExecutorService threads =
        Executors.newFixedThreadPool(2, task -> new Thread(task, "the client's own"));
    try (RawReceiver receiver =
            RawReceiver.start(
                connection -> {
                  connection.readRequest();
                  await(asked);
                  connection.write(answer(200, "", "thanks"));
                });
        Transport transport =
            HttpClientTransport.over(HttpClient.newBuilder().executor(threads).build())) {
      CompletionStage<String> thread =
          transport
              .post(hook(receiver), JSON, LONG)
              .thenApply(answer -> Thread.currentThread().getName());
      asked.countDown();

      assertThat(thread.toCompletableFuture().get()).isEqualTo("the client's own");
    } finally {
      threads.shutdown();
    }
  }

  @ParameterizedTest
  @EnumSource(TransportKind.class)
  void laterChangesOfTheBodyAreNotSent(TransportKind kind) throws Exception {
    CountDownLatch changed = new CountDownLatch(1);
    try (RawReceiver receiver =
            RawReceiver.start(
                connection -> {
                  connection.readRequest();
                  connection.write(answer(200, "", ""));
                });
        Transport transport =
            kind == TransportKind.HTTP_CLIENT
                ? kind.create(null)
                : new UrlConnectionTransport(
                    (scheme, host) -> {
                      await(changed);
                      return HttpProxy.DIRECT;
                    },
                    null)) {
      byte[] json = "{}".getBytes(StandardCharsets.UTF_8);
      CompletionStage<TransportResult> answer = transport.post(hook(receiver), json, LONG);
      json[0] = 'x';
      changed.countDown();
      answer.toCompletableFuture().get();
      assertThat(receiver.requests().get(0)).endsWith("{}");
    }
  }

  /** A lookup that hangs, which no timeout of the JDK covers, in the shape of a proxy's choice. */
  @Test
  void whatWasGivenUpOnWhileConnectingIsNeverSent() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    CompletableFuture<Thread> worker = new CompletableFuture<>();
    CountDownLatch ended = new CountDownLatch(1);
    try (RawReceiver receiver =
            RawReceiver.start(
                connection -> {
                  connection.readRequest();
                  ended.countDown();
                });
        Transport transport =
            new UrlConnectionTransport(
                (scheme, host) -> {
                  worker.complete(Thread.currentThread());
                  await(hangs);
                  return HttpProxy.DIRECT;
                },
                null)) {
      TransportResult answer =
          transport.post(hook(receiver), JSON, Duration.ofMillis(50)).toCompletableFuture().get();

      assertThat(answer).isEqualTo(TransportResult.failed("could not connect within 50 ms", false));
      hangs.countDown();
      worker.get().join();
      ended.await();
      assertThat(receiver.requests()).isEmpty();
    }
  }

  /** Answers that are not, or can't be, read to their end. */
  static Stream<Arguments> unread() {
    Map<String, RawReceiver.Script> answers = new LinkedHashMap<>();
    answers.put("none", connection -> {});
    answers.put(
        "a head that drips",
        connection -> {
          connection.write("HTTP/1.1 200 OK\r\nX-Long: ");
          connection.drip("x");
        });
    answers.put(
        "a body that drips",
        connection -> {
          // Short: the JDK reads the rest of it before it lets a connection go.
          connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
          connection.drip("x");
        });
    answers.put(
        "half a body",
        connection -> connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"));
    answers.put(
        "an endless body",
        connection -> {
          connection.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
          connection.flood("and more ");
        });
    answers.put(
        "one behind an interim one",
        connection ->
            connection.write(
                "HTTP/1.1 103 Early Hints\r\n\r\n" + answer(200, "Connection: close\r\n", "")));
    return answers.entrySet().stream()
        .flatMap(
            answer ->
                Stream.of(TransportKind.values())
                    .map(kind -> Arguments.of(answer.getKey(), kind, answer.getValue())));
  }

  /** Or a hub that hangs would fill a controller with connections. */
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("unread")
  void letsGoOfItsConnection(String answer, TransportKind kind, RawReceiver.Script script)
      throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    try (RawReceiver receiver =
            RawReceiver.start(
                connection -> {
                  if (connection.readRequest() != null) {
                    try {
                      script.run(connection);
                      connection.readHead();
                    } finally {
                      ended.countDown();
                    }
                  }
                });
        Transport transport = kind.create(null)) {
      Duration given = Duration.ofMillis(300);
      while (!transport.post(hook(receiver), JSON, given).toCompletableFuture().get().reached()) {
        given = given.multipliedBy(4);
      }

      ended.await();
    }
  }

  @ParameterizedTest
  @EnumSource(TransportKind.class)
  void showsTheBeginningOfALongAnswer(TransportKind kind) throws Exception {
    String chunk = "bb8\r\n" + "x".repeat(3000) + "\r\n";
    try (RawReceiver receiver =
            RawReceiver.start(
                connection -> {
                  connection.readRequest();
                  connection.write(
                      "HTTP/1.1 500 Word\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + chunk);
                  connection.keepOpen();
                });
        Transport transport = kind.create(null)) {
      assertThat(transport.post(hook(receiver), JSON, LONG).toCompletableFuture().get().problem())
          .isEqualTo("HTTP 500: " + "x".repeat(199) + "…");
    }
  }

  @Test
  void holdsNoThreadWhileItWaits() throws Exception {
    int posts = 1000;
    List<Socket> sockets = new ArrayList<>();
    try (ServerSocket server = new ServerSocket(0, posts, InetAddress.getLoopbackAddress());
        Transport transport = TransportKind.HTTP_CLIENT.create(null)) {
      HookUrl url = HookUrl.parse("hookUrl", "http://127.0.0.1:" + server.getLocalPort() + "/x");
      int before = Thread.activeCount();
      List<CompletableFuture<TransportResult>> answers = new ArrayList<>();
      for (int i = 0; i < posts; i++) {
        answers.add(transport.post(url, JSON, LONG).toCompletableFuture());
      }
      for (int i = 0; i < posts; i++) {
        sockets.add(server.accept());
      }
      assertThat(Thread.activeCount() - before).isLessThanOrEqualTo(8);

      for (Socket socket : sockets) {
        readRequest(socket.getInputStream());
        socket.getOutputStream().write(answer(200, "", "ok").getBytes(StandardCharsets.UTF_8));
      }
      for (CompletableFuture<TransportResult> answer : answers) {
        assertThat(answer.get().status()).isEqualTo(200);
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void aGivenClientMayNotFollowRedirects() {
    HttpClient following =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    assertThatThrownBy(() -> HttpClientTransport.over(following))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the client follows redirects, which would hand the secret to another host");
  }

  @Test
  void aGivenClientSpeaksHttp11UnlessAsked() throws Exception {
    try (RawReceiver receiver =
        RawReceiver.start(
            connection -> {
              connection.readRequest();
              connection.write(answer(200, "", ""));
            })) {
      HttpClient client = HttpClient.newHttpClient();
      HttpClientTransport.over(client).post(hook(receiver), JSON, LONG).toCompletableFuture().get();
      HttpClientTransport.over(client, HttpClient.Version.HTTP_2)
          .post(hook(receiver), JSON, LONG)
          .toCompletableFuture()
          .get();

      assertThat(receiver.requests().get(0)).doesNotContainIgnoringCase("Upgrade: h2c");
      assertThat(receiver.requests().get(1)).containsIgnoringCase("Upgrade: h2c");
    }
  }

  private static void readRequest(InputStream in) throws IOException {
    StringBuilder request = new StringBuilder();
    while (request.indexOf("}") < 0) {
      request.append((char) in.read());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
