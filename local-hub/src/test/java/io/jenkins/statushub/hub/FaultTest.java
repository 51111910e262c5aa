package io.jenkins.statushub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.statushub.hub.fault.Fault;
import io.jenkins.statushub.hub.model.ReceivedRequest;
import io.jenkins.statushub.hub.model.RequestVerdict;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each fault, seen from a raw socket. */
class FaultTest {
  private final LocalHub hub = LocalHub.builder().start();
  private final URI hook = hub.hookUrl("shop");
  private final String good = Sender.update("a", "investigating", "down").toString();

  @AfterEach
  void stop() {
    hub.close();
  }

  private ReceivedRequest last() {
    var all = hub.received("shop");
    return all.get(all.size() - 1);
  }

  @Test
  void statusFaultSendsStatusRetryAfterAndBody() {
    hub.inject("shop", Fault.status(503).retryAfter(Duration.ofSeconds(5)).body("later"));
    var response = Sender.post(hook, good);

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("5");
    assertThat(response.body()).isEqualTo("later\n");
    assertThat(last().verdict()).isEqualTo(RequestVerdict.IGNORED);
    assertThat(last().responseStatus()).hasValue(503);
    assertThat(last().body()).isEqualTo(good);
    assertThat(hub.incidents("shop")).isEmpty();
    assertThat(Sender.post(hook, good).statusCode()).isEqualTo(200);
  }

  @Test
  void statusFaultCanRedirect() {
    hub.inject(Fault.status(302).header("Location", "http://127.0.0.1:9/"));

    assertThat(Sender.post(hook, good).statusCode()).isEqualTo(302);
  }

  @Test
  void statusFaultCanHaveNoContent() {
    hub.inject(Fault.status(204).acceptingPayload());
    var response = Sender.post(hook, good);

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.body()).isEmpty();
    assertThat(hub.incidents("shop")).hasSize(1);
  }

  @Test
  void resetBeforeReadingResetsTheConnectionAfterTheHeaders() throws IOException {
    hub.inject(Fault.resetBeforeReading());
    try (RawClient client = new RawClient(hook)) {
      client.write(RawClient.postHead(hook, good.length()));
      assertThatThrownBy(client::read)
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
    assertThat(last().body()).isEmpty();
    assertThat(last().responseStatus()).isEmpty();
  }

  @Test
  void resetAfterReadingResetsTheConnectionAfterTheBody() throws IOException {
    hub.inject(Fault.resetAfterReading().acceptingPayload());
    try (RawClient client = new RawClient(hook)) {
      client.post(hook, good);
      assertThatThrownBy(client::read)
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
    assertThat(last().body()).isEqualTo(good);
    assertThat(last().verdict()).isEqualTo(RequestVerdict.ACCEPTED);
    assertThat(hub.incidents("shop")).hasSize(1);
  }

  @Test
  void emptyResponseClosesTheConnection() throws IOException {
    hub.inject(Fault.emptyResponse());
    try (RawClient client = new RawClient(hook)) {
      client.post(hook, good);
      assertThat(client.read()).isEqualTo(-1);
    }
  }

  @Test
  void truncatedResponseEndsTooEarly() throws IOException {
    hub.inject(Fault.truncatedResponse());
    try (RawClient client = new RawClient(hook)) {
      client.post(hook, good);
      assertThat(client.readToEnd())
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains("Content-Length: 64\r\n")
          .endsWith("\r\n\r\n{\"ver");
    }
  }

  @Test
  void noResponseLeavesTheConnectionOpen() throws IOException {
    hub.inject(Fault.noResponse());
    try (RawClient client = new RawClient(hook)) {
      client.shortenTimeout();
      client.post(hook, good);
      assertThatThrownBy(client::read).isInstanceOf(SocketTimeoutException.class);
    }
    assertThat(last().responseStatus()).isEmpty();
  }

  @Test
  void slowResponseIsComplete() throws IOException {
    hub.inject(Fault.slowResponse(Duration.ofMillis(1)));
    try (RawClient client = new RawClient(hook)) {
      client.post(hook, good);
      assertThat(client.readToEnd())
          .startsWith("HTTP/1.1 200 OK\r\n")
          .endsWith("{\"verdict\":\"accepted\"}");
    }
  }

  @Test
  void garbageIsNotHttp() throws IOException {
    hub.inject(Fault.garbage());
    try (RawClient client = new RawClient(hook)) {
      client.post(hook, good);
      assertThat(client.readToEnd()).doesNotStartWith("HTTP").isNotEmpty();
    }
  }

  @Test
  void endlessBodyDoesNotEnd() throws IOException {
    hub.inject(Fault.endlessBody());
    try (RawClient client = new RawClient(hook)) {
      client.post(hook, good);
      assertThat(client.read(4 << 20)).hasSize(4 << 20).startsWith("HTTP/1.1 200 OK");
    }
  }

  @Test
  void informationalResponsePrecedesTheRegularOne() throws IOException {
    hub.inject(Fault.informational(103));
    try (RawClient client = new RawClient(hook)) {
      client.post(hook, good);
      assertThat(client.read(62)).startsWith("HTTP/1.1 103 ").contains("HTTP/1.1 200 OK");
    }
    assertThat(last().verdict()).isEqualTo(RequestVerdict.ACCEPTED);
  }

  @Test
  void delayedResponsesBlockNoThread() throws Exception {
    int many = 200;
    var clients = new ArrayList<RawClient>();
    hub.injectUntilCleared(Fault.delayed(Duration.ofMillis(1500)));
    int before = Thread.activeCount();
    try {
      for (int i = 0; i < many; i++) {
        RawClient client = new RawClient(hook);
        clients.add(client);
        client.post(hook, good);
      }
      for (RawClient client : clients) {
        assertThat(client.read(15)).isEqualTo("HTTP/1.1 200 OK");
      }
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
    assertThat(hub.peakInFlight()).isGreaterThan(10);
    assertThat(Thread.activeCount() - before).isLessThan(10);
    assertThat(hub.received("shop")).hasSize(many);
  }

  @Test
  void countsRequestsInFlight() throws Exception {
    var begun = new CountDownLatch(1);
    try (LocalHub slow = LocalHub.builder().onRequest(request -> begun.countDown()).start();
        RawClient client = new RawClient(slow.pageUrl())) {
      slow.inject(Fault.noResponse());
      client.post(slow.hookUrl("shop"), good);
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(slow.inFlight()).isEqualTo(1);
    }
  }

  @Test
  void appliesTheServicesQueueBeforeOtherFaults() {
    hub.selectFaults(service -> Optional.of(Fault.status(504)));
    hub.injectUntilCleared("shop", Fault.status(503));
    hub.inject(Fault.status(502));
    hub.inject("shop", Fault.status(500), Fault.status(501));
    hub.inject("other", Fault.status(599));

    var statuses = new ArrayList<Integer>();
    for (int i = 0; i < 5; i++) {
      statuses.add(Sender.post(hook, good).statusCode());
    }
    assertThat(statuses).containsExactly(500, 501, 502, 503, 503);
    assertThat(Sender.post(hub.hookUrl("third"), good).statusCode()).isEqualTo(504);
    hub.clearFaults();
    assertThat(Sender.post(hook, good).statusCode()).isEqualTo(200);
  }

  @Test
  void goesOfflineAndComesBackAtTheSameAddress() throws IOException {
    hub.goOffline();
    assertThatThrownBy(() -> new RawClient(hook)).isInstanceOf(ConnectException.class);
    hub.comeOnline();
    assertThat(Sender.post(hook, good).statusCode()).isEqualTo(200);
  }

  @Test
  void rejectsFaultsWithImpossibleValues() {
    assertThatThrownBy(() -> Fault.status(101)).hasMessageContaining("200 to 999");
    assertThatThrownBy(() -> Fault.informational(200)).hasMessageContaining("102 to 199");
    assertThatThrownBy(() -> Fault.delayed(Duration.ofSeconds(-1)))
        .hasMessageContaining("negative");
    assertThatThrownBy(() -> Fault.status(200).header("X", "a\r\nY: b"))
        .hasMessageContaining("printable");
  }
}
