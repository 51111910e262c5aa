package io.jenkins.statushub.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A receiver on a bare loopback socket, with faults that no HTTP server would show. It does with
 * each connection what a script says and stops when closed.
 */
public final class RawReceiver implements AutoCloseable {
  private final ServerSocket server;
  private final Script script;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger connections = new AtomicInteger();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** What to do with a connection. */
  @FunctionalInterface
  public interface Script {
    void run(Connection connection) throws IOException;
  }

  private RawReceiver(ServerSocket server, Script script) {
    this.server = server;
    this.script = script;
    daemon(this::accept, "raw-receiver");
  }

  /** Listens on a free port. */
  public static RawReceiver start(Script script) throws IOException {
    return start(new ServerSocket(0, 1100, InetAddress.getLoopbackAddress()), script);
  }

  /** Listens on a given socket, such as one that speaks TLS. */
  public static RawReceiver start(ServerSocket server, Script script) {
    return new RawReceiver(server, script);
  }

  /** A whole answer. */
  public static String answer(int status, String headers, String body) {
    return "HTTP/1.1 "
        + status
        + " Word\r\n"
        + headers
        + "Content-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  private static void daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        open.add(socket);
        daemon(() -> serve(socket), "raw-receiver-connection");
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      script.run(new Connection(socket));
    } catch (IOException e) {
      // The other side went away, or TLS came to nothing.
    } finally {
      open.remove(socket);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  /** How many connections were made. */
  public int connections() {
    return connections.get();
  }

  /** All requests that came in whole: head and body. */
  public List<String> requests() {
    return requests;
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** One connection. */
  public final class Connection {
    private final Socket socket;

    private Connection(Socket socket) {
      this.socket = socket;
    }

    /** Reads one request; null if the other side closed before its end. */
    public @Nullable String readRequest() throws IOException {
      String head = readHead();
      if (head == null) {
        return null;
      }
      int length = contentLength(head);
      byte[] body = socket.getInputStream().readNBytes(length);
      if (body.length < length) {
        return null;
      }
      String request = head + new String(body, StandardCharsets.UTF_8);
      requests.add(request);
      return request;
    }

    /** Reads up to the empty line, and nothing of the body. */
    public @Nullable String readHead() throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      InputStream in = socket.getInputStream();
      int matched = 0;
      while (matched < 4) {
        int b = in.read();
        if (b < 0) {
          return null;
        }
        head.write(b);
        matched = b == "\r\n\r\n".charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
      }
      return head.toString(StandardCharsets.UTF_8);
    }

    private static int contentLength(String head) {
      for (String line : head.split("\r\n")) {
        if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
          return Integer.parseInt(line.substring("content-length:".length()).trim());
        }
      }
      return 0;
    }

    public void write(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
    }

    /** Closes so that the other side sees a reset. */
    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Passes everything on to another port of this machine, and back, as a proxy's tunnel does. */
    public void tunnelTo(int port) throws IOException {
      try (Socket other = new Socket(InetAddress.getLoopbackAddress(), port)) {
        daemon(
            () -> {
              try {
                other.getInputStream().transferTo(socket.getOutputStream());
              } catch (IOException e) {
                // One of the two went away, and the tunnel with it.
              }
            },
            "raw-receiver-tunnel");
        socket.getInputStream().transferTo(other.getOutputStream());
      }
    }

    /** Keeps the connection as it is until the receiver is closed. */
    public void keepOpen() throws IOException {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }

    /** Writes bytes one by one and over again, with pauses, until the receiver is closed. */
    public void drip(String text) throws IOException {
      try {
        for (int i = 0; !closed.await(10, TimeUnit.MILLISECONDS); i++) {
          write(text.substring(i % text.length(), i % text.length() + 1));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }

    /** Writes a text over and over, until the other side or the receiver has had enough. */
    public void flood(String text) throws IOException {
      String much = text.repeat(1 + 8192 / text.length());
      while (closed.getCount() > 0) {
        write(much);
      }
    }
  }
}
