package io.jenkins.statushub.cli;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.sending.DeliveryPolicy;
import io.jenkins.statushub.transport.HookUrl;
import io.jenkins.statushub.transport.urlconnection.UrlConnectionTransport;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * Uses what the commands use, so that the archive of loaded classes, which the launcher has the JVM
 * write at this program's end, holds it: the options, the ledger, and requests to a receiver of its
 * own.
 */
public final class ClassArchiveTraining {
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private ClassArchiveTraining() {}

  /** Takes no arguments. */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("statushub-training");
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> answer(server));
      thread.setDaemon(true);
      thread.start();
      String ledger = folder.resolve("ledger").toString();
      announce(server.getLocalPort(), "http", folder.resolve("ledger"));
      announce(server.getLocalPort(), "https", folder.resolve("other"));
      loadTls();
      StatusHubCommand.commandLine("")
          .parseArgs("run", "--service=shop", "--ledger=" + ledger, "--", "true");
      StatusHubCommand.execute(new String[] {"incident", "--service=shop", "--ledger=" + ledger});
      StatusHubCommand.execute(new String[] {"flush", "--ledger=" + ledger});
      StatusHubCommand.execute(new String[] {"ledger", "--ledger=" + ledger});
      StatusHubCommand.execute(
          new String[] {
            "run",
            "--service=training",
            "--key=training",
            "--title=Training",
            "--status=up",
            "--window=1h",
            "--on-failure-title=Training",
            "--on-failure-status=up",
            "--ledger=" + ledger,
            "--",
            "true"
          });
    } finally {
      try (Stream<Path> paths = Files.walk(folder)) {
        for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(each);
        }
      }
    }
  }

  private static void announce(int port, String scheme, Path ledger) {
    HookUrl url = HookUrl.parse("training", scheme + "://127.0.0.1:" + port + "/");
    List<Announcement> announcements =
        Announcement.incident()
            .service("training")
            .key("training")
            .title("Training")
            .status("up")
            .build(Clock.systemUTC());
    DeliveryPolicy policy = DeliveryPolicy.DEFAULT.withAttempts(1);
    try (StatusHubClient client =
        StatusHubClient.builder(
                ledger, (service, reference) -> CompletableFuture.completedFuture(url))
            .transport(new UrlConnectionTransport(new EnvironmentProxies(System::getenv), null))
            .policy(policy)
            .build()) {
      Announcements.announce(client, announcements, policy.timeout());
    }
  }

  /** The receiver has no certificate, so a connection to it gets no further than the hello. */
  private static void loadTls() throws GeneralSecurityException {
    SSLContext.getDefault().getSocketFactory();
  }

  private static void answer(ServerSocket server) {
    try {
      while (true) {
        try (Socket socket = server.accept()) {
          byte[] request = new byte[8192];
          int first = socket.getInputStream().read(request);
          // A TLS record does not begin with a letter.
          if (first > 0 && request[0] == 'P') {
            readBody(socket, request, first);
            OutputStream out = socket.getOutputStream();
            out.write(ANSWER);
            out.flush();
          }
        }
      }
    } catch (IOException e) {
      // Closed: the training is over.
    }
  }

  /** Reads until the JSON's closing brace, which is the request's last byte. */
  private static void readBody(Socket socket, byte[] buffer, int first) throws IOException {
    int last = buffer[first - 1];
    while (last != '}') {
      int read = socket.getInputStream().read(buffer);
      if (read <= 0) {
        return;
      }
      last = buffer[read - 1];
    }
  }
}
