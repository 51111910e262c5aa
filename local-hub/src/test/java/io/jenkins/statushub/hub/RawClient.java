package io.jenkins.statushub.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Writes bytes to a socket and shows exactly what comes back. */
final class RawClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;

  RawClient(URI to) throws IOException {
    socket = new Socket(to.getHost(), to.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = socket.getInputStream();
  }

  void write(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  static String postHead(URI to, int length) {
    return "POST "
        + to.getPath()
        + " HTTP/1.1\r\nHost: "
        + to.getAuthority()
        + "\r\nContent-Type: application/json\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  void post(URI to, String body) throws IOException {
    write(postHead(to, body.getBytes(StandardCharsets.UTF_8).length) + body);
  }

  int read() throws IOException {
    return in.read();
  }

  String read(int bytes) throws IOException {
    return new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
  }

  String readToEnd() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  /** From now on, reading gives up at once where nothing has come. */
  void impatient() throws IOException {
    socket.setSoTimeout(200);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
