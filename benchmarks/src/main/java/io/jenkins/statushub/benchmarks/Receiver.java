package io.jenkins.statushub.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ServerSocketFactory;

/** Takes every POST on a loopback port with 202, as cheaply as can be, and counts them. */
final class Receiver implements AutoCloseable {
  private static final byte[] ACCEPTED =
      "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket socket;
  private final AtomicLong received = new AtomicLong();

  Receiver(ServerSocketFactory sockets) throws IOException {
    socket = sockets.createServerSocket(0, 100, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** Prints the port, and goes on until its input ends, that is, until whoever started it ends. */
  public static void main(String[] arguments) throws IOException {
    try (Receiver receiver = new Receiver(ServerSocketFactory.getDefault())) {
      System.out.println(receiver.port());
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  long received() {
    return received.get();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "receiver");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connection.setTcpNoDelay(true);
        start(() -> answer(connection));
      } catch (IOException e) {
        // Closed, or a connection that came to nothing.
        continue;
      }
    }
  }

  private void answer(Socket connection) {
    try (connection;
        InputStream in = new BufferedInputStream(connection.getInputStream());
        OutputStream out = connection.getOutputStream()) {
      StringBuilder line = new StringBuilder();
      while (true) {
        int length = 0;
        do {
          if (!readLine(in, line)) {
            return;
          }
          String head = line.toString().toLowerCase(Locale.ROOT);
          if (head.startsWith("content-length:")) {
            length = Integer.parseInt(head.substring("content-length:".length()).strip());
          }
        } while (!line.isEmpty());
        in.skipNBytes(length);
        received.incrementAndGet();
        out.write(ACCEPTED);
        out.flush();
      }
    } catch (IOException e) {
      // The other side went away, as some do without a word: the count tells what came.
      return;
    }
  }

  private static boolean readLine(InputStream in, StringBuilder line) throws IOException {
    line.setLength(0);
    int next = in.read();
    while (next >= 0 && next != '\n') {
      if (next != '\r') {
        line.append((char) next);
      }
      next = in.read();
    }
    return next >= 0;
  }
}
