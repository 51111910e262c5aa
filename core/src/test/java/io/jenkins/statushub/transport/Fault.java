package io.jenkins.statushub.transport;

import io.jenkins.statushub.testing.RawReceiver;
import io.jenkins.statushub.testing.TestTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table in docs/delivery.md: what a hub or the network can do, and what comes of it.
 *
 * @param what what happens, as the table says it
 * @param category what it means for the message
 * @param reached whether the hub may have the message
 * @param says what people are told; an ellipsis stands for more
 * @param endless whether it would never end by itself, so that the time given ends it
 * @param site where it happens
 * @param status the status of a line that stands for several, or 0
 */
record Fault(
    String what,
    ResponseCategory category,
    boolean reached,
    String says,
    boolean endless,
    Setting site,
    int status) {

  /** What is said where the hub echoes the address that it was asked at. */
  private static final String ECHOED = "HTTP nnn: no [redacted] here";

  Fault(
      String what,
      ResponseCategory category,
      boolean reached,
      String says,
      boolean endless,
      Setting site) {
    this(what, category, reached, says, endless, site, 0);
  }

  private Fault with(int given) {
    return new Fault(what, category, reached, says, endless, site, given);
  }

  /** What is said, with the status. */
  String words() {
    return says.replace("nnn", Integer.toString(status));
  }

  /** The path of every hook URL in the table. */
  static final String SECRET = "s3cr3t-t0ken-0f-the-sh0p";

  private static final String BROKEN_OFF = "the answer broke off";
  private static final String NOT_HTTP = "the answer was not HTTP";
  private static final String RESET = "connection reset";

  /** Sets a place up. */
  @FunctionalInterface
  interface Setting {
    Site open() throws Exception;
  }

  /**
   * A place to post to.
   *
   * @param url its address
   * @param tls what the sender trusts; null for the JVM's own
   * @param receivers what listens there, the hub first
   */
  record Site(HookUrl url, @Nullable SSLContext tls, List<RawReceiver> receivers)
      implements AutoCloseable {
    @Override
    public void close() throws IOException {
      for (RawReceiver receiver : receivers) {
        receiver.close();
      }
    }
  }

  static List<Fault> all() {
    List<Fault> rows = new ArrayList<>();
    beforeTheRequest(rows);
    insteadOfAnAnswer(rows);
    halfAnswers(rows);
    interimAnswers(rows);
    statuses(rows);
    return rows;
  }

  private static void beforeTheRequest(List<Fault> rows) {
    rows.add(
        never(
            "nothing listens",
            "could not connect…",
            () -> {
              int port;
              try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
              }
              return new Site(hook("http://127.0.0.1:" + port), null, List.of());
            }));
    rows.add(
        never(
            "the name does not exist",
            "name not found",
            () -> new Site(hook("https://hub.invalid"), null, List.of())));
    rows.add(
        never(
            "the other side does not speak TLS",
            "TLS failure: the other side does not speak TLS",
            () ->
                tls(
                    RawReceiver.start(
                        connection -> connection.write(RawReceiver.answer(400, "", ""))),
                    null)));
    rows.add(
        never(
            "closed during the TLS handshake",
            "TLS failure: …",
            () -> tls(RawReceiver.start(connection -> {}), null)));
    rows.add(
        never(
            "reset during the TLS handshake",
            "…",
            () -> tls(RawReceiver.start(RawReceiver.Connection::reset), null)));
    rows.add(
        new Fault(
            "the TLS handshake never ends",
            ResponseCategory.UNAVAILABLE,
            false,
            "could not connect within …",
            true,
            () -> tls(RawReceiver.start(RawReceiver.Connection::keepOpen), null)));
    rows.add(
        never(
            "nobody vouches for the certificate",
            "TLS failure: certificate not trusted",
            () -> tls(welcoming(Certificates.LOOPBACK), null)));
    rows.add(
        never(
            "the certificate is for another host",
            "TLS failure: certificate is for another host",
            () -> tls(welcoming(Certificates.ANOTHER_HOST), Certificates.ANOTHER_HOST.trusting())));
    rows.add(
        never(
            "the certificate expired",
            "TLS failure: certificate expired",
            () -> tls(welcoming(Certificates.EXPIRED), Certificates.EXPIRED.trusting())));
    rows.add(
        new Fault(
            "good TLS, 200",
            ResponseCategory.ACCEPTED,
            true,
            "",
            false,
            () -> tls(welcoming(Certificates.LOOPBACK), Certificates.LOOPBACK.trusting())));
  }

  private static void insteadOfAnAnswer(List<Fault> rows) {
    rows.add(
        broken(
            "reset before the body was read",
            "…",
            connection -> {
              connection.readHead();
              connection.reset();
            }));
    rows.add(
        broken(
            "reset after the body was read",
            RESET,
            connection -> {
              connection.readRequest();
              connection.reset();
            }));
    rows.add(
        broken(
            "closed without an answer",
            "the connection was closed without an answer",
            RawReceiver.Connection::readRequest));
    rows.add(
        endless(
            "the answer never comes",
            connection -> {
              connection.readRequest();
              connection.keepOpen();
            }));
    rows.add(
        endless(
            "the answer's head drips",
            connection -> {
              connection.readRequest();
              connection.write("HTTP/1.1 200 OK\r\nX-Long: ");
              connection.drip("x");
            }));
    rows.add(
        endless(
            "the answer's body drips",
            connection -> {
              connection.readRequest();
              connection.write("HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n");
              connection.drip("x");
            }));
    rows.add(garbage("garbage instead of an answer", "\u0000\u0001\u0002 SSH-2.0-x\r\n\r\n"));
    rows.add(garbage("a page without a head", "<html><body>200 OK</body></html>\r\n\r\n"));
    rows.add(garbage("a status that is no number", "HTTP/1.1 abc Word\r\n\r\n"));
    rows.add(
        broken(
            "a status that does not exist",
            NOT_HTTP,
            connection -> {
              connection.readRequest();
              connection.write(RawReceiver.answer(999, "", ""));
            }));
    rows.add(
        broken(
            "an endless head",
            "…",
            connection -> {
              connection.readRequest();
              connection.write("HTTP/1.1 200 OK\r\n");
              connection.flood("X-More: and more\r\n");
            }));
    rows.add(
        new Fault(
            "200 with an endless body",
            ResponseCategory.ACCEPTED,
            true,
            "",
            false,
            () -> plain(flooding(200))));
    rows.add(
        new Fault(
            "503 with an endless body",
            ResponseCategory.UNAVAILABLE,
            true,
            "HTTP 503: and more and more …",
            false,
            () -> plain(flooding(503))));
  }

  private static RawReceiver.Script flooding(int status) {
    return connection -> {
      connection.readRequest();
      connection.write("HTTP/1.1 " + status + " Word\r\nConnection: close\r\n\r\n");
      connection.flood("and more ");
    };
  }

  private static void halfAnswers(List<Fault> rows) {
    rows.add(
        broken(
            "half a status line",
            "the answer …",
            connection -> {
              connection.readRequest();
              connection.write("HTTP/1.1 20");
            }));
    rows.add(half("a status line, nothing more", "HTTP/1.1 200 OK"));
    rows.add(half("half a head", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Len"));
    rows.add(half("half a body", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"));
    rows.add(
        half("half a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\nhalf"));
    rows.add(
        broken(
            "a reset in the body",
            "…",
            connection -> {
              connection.readRequest();
              connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
              connection.reset();
            }));
  }

  private static void interimAnswers(List<Fault> rows) {
    rows.add(interim("100, then 200", "HTTP/1.1 100 Continue\r\n\r\n"));
    rows.add(interim("102, then 200", "HTTP/1.1 102 Processing\r\n\r\n"));
    rows.add(
        interim("103, then 200", "HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n"));
    rows.add(interim("several of 100, then 200", "HTTP/1.1 100 Continue\r\n\r\n".repeat(5)));
    rows.add(
        interim(
            "several of 102 and 103, then 200",
            "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
                .repeat(3)));
    rows.add(
        new Fault(
            "103, then 503",
            ResponseCategory.UNAVAILABLE,
            true,
            "HTTP 503: busy",
            false,
            () ->
                plain(
                    connection -> {
                      connection.readRequest();
                      connection.write(
                          "HTTP/1.1 103 Early Hints\r\n\r\n"
                              + RawReceiver.answer(503, "Retry-After: 7\r\n", "busy"));
                    })));
    rows.add(
        broken(
            "103, nothing more",
            "…",
            connection -> {
              connection.readRequest();
              connection.write("HTTP/1.1 103 Early Hints\r\n\r\n");
            }));
    rows.add(
        broken(
            "103 without end",
            "…",
            connection -> {
              connection.readRequest();
              connection.flood("HTTP/1.1 103 Early Hints\r\n\r\n");
            }));
    rows.add(
        broken(
            "100 without end",
            "…",
            connection -> {
              connection.readRequest();
              connection.flood("HTTP/1.1 100 Continue\r\n\r\n");
            }));
    rows.add(
        broken(
            "101, nothing more",
            "…",
            connection -> {
              connection.readRequest();
              connection.write(
                  "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n");
            }));
  }

  private static Fault interim(String what, String interim) {
    return new Fault(
        what,
        ResponseCategory.ACCEPTED,
        true,
        "",
        false,
        () ->
            plain(
                connection -> {
                  connection.readRequest();
                  connection.write(interim + RawReceiver.answer(200, "", "ok"));
                }));
  }

  private static void statuses(List<Fault> rows) {
    statuses(rows, ResponseCategory.ACCEPTED, "", 200, 201, 202, 204, 299);
    for (int status : new int[] {300, 301, 302, 303, 304, 307, 308, 399}) {
      rows.add(redirect(status));
    }
    // The body of a 401 is lost on the way through HttpURLConnection.
    statuses(rows, ResponseCategory.HOOK_URL_INVALID, "HTTP nnn…", 401, 403, 404, 410);
    statuses(
        rows,
        ResponseCategory.REJECTED,
        ECHOED,
        400,
        402,
        405,
        406,
        409,
        413,
        415,
        422,
        426,
        451,
        499);
    rows.add(
        new Fault(
            "407, which only a proxy says",
            ResponseCategory.UNAVAILABLE,
            false,
            "could not connect (the proxy refused: HTTP 407)",
            false,
            () -> plain(echoing(407))));
    statuses(rows, ResponseCategory.UNAVAILABLE, ECHOED, 408, 425, 429);
    statuses(rows, ResponseCategory.UNAVAILABLE, ECHOED, 500, 501, 502, 503, 504, 599);
  }

  private static void statuses(
      List<Fault> rows, ResponseCategory category, String says, int... statuses) {
    StringJoiner all = new StringJoiner(", ");
    for (int status : statuses) {
      all.add(Integer.toString(status));
    }
    for (int status : statuses) {
      rows.add(
          new Fault(all.toString(), category, true, says, false, () -> plain(echoing(status)))
              .with(status));
    }
  }

  private static RawReceiver.Script echoing(int status) {
    return connection -> {
      connection.readRequest();
      connection.write(
          status == 204 || status == 304
              ? "HTTP/1.1 " + status + " Word\r\n\r\n"
              : RawReceiver.answer(status, "", "no /hooks/" + SECRET + "\r\nhere"));
    };
  }

  private static Fault redirect(int status) {
    return new Fault(
            "300 to 399, with another address",
            ResponseCategory.HOOK_URL_INVALID,
            true,
            "HTTP nnn, a redirect, which is not followed because it would hand the secret to another"
                + " address; copy the hook URL from StatusHub once more",
            false,
            () -> {
              RawReceiver elsewhere =
                  RawReceiver.start(
                      connection -> {
                        connection.readRequest();
                        connection.write(RawReceiver.answer(200, "", ""));
                      });
              RawReceiver hub =
                  RawReceiver.start(
                      connection -> {
                        connection.readRequest();
                        String location =
                            "Location: http://127.0.0.1:" + elsewhere.port() + "/stolen\r\n";
                        connection.write(
                            status == 304
                                ? "HTTP/1.1 304 Word\r\n" + location + "\r\n"
                                : RawReceiver.answer(status, location, ""));
                      });
              return new Site(
                  hook("http://127.0.0.1:" + hub.port()), null, List.of(hub, elsewhere));
            })
        .with(status);
  }

  private static Fault never(String what, String says, Setting setting) {
    return new Fault(what, ResponseCategory.UNAVAILABLE, false, says, false, setting);
  }

  private static Fault broken(String what, String says, RawReceiver.Script script) {
    return new Fault(what, ResponseCategory.UNAVAILABLE, true, says, false, () -> plain(script));
  }

  private static Fault endless(String what, RawReceiver.Script script) {
    return new Fault(
        what, ResponseCategory.UNAVAILABLE, true, "no answer within …", true, () -> plain(script));
  }

  private static Fault garbage(String what, String answer) {
    return broken(
        what,
        NOT_HTTP,
        connection -> {
          connection.readRequest();
          connection.write(answer);
        });
  }

  private static Fault half(String what, String answer) {
    return broken(
        what,
        BROKEN_OFF,
        connection -> {
          connection.readRequest();
          connection.write(answer);
        });
  }

  private static Site plain(RawReceiver.Script script) throws IOException {
    RawReceiver receiver = RawReceiver.start(script);
    return new Site(hook("http://127.0.0.1:" + receiver.port()), null, List.of(receiver));
  }

  private static Site tls(RawReceiver receiver, @Nullable SSLContext trust) {
    return new Site(hook("https://127.0.0.1:" + receiver.port()), trust, List.of(receiver));
  }

  private static RawReceiver welcoming(TestTls tls) throws Exception {
    return RawReceiver.start(
        tls.listen(),
        connection -> {
          connection.readRequest();
          connection.write(RawReceiver.answer(200, "", "ok"));
        });
  }

  private static HookUrl hook(String origin) {
    return HookUrl.parse("hookUrl", origin + "/hooks/" + SECRET);
  }

  /** The row's name in a test report. */
  @Override
  public String toString() {
    return status == 0 ? what : what + ": " + status;
  }

  /** Made once: each takes a run of keytool. */
  private static final class Certificates {
    static final TestTls LOOPBACK;
    static final TestTls ANOTHER_HOST;
    static final TestTls EXPIRED;

    static {
      try {
        LOOPBACK = TestTls.forLoopback();
        ANOTHER_HOST = TestTls.forAnotherHost();
        EXPIRED = TestTls.expired();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    private Certificates() {}
  }
}
