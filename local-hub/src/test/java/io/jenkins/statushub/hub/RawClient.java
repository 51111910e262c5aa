package io.jenkins.statushub.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Writes bytes to a socket and returns the bytes of the response. */
final class RawClient implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;

  RawClient(URI url) throws IOException {
    socket = new Socket(url.getHost(), url.getPort());
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = socket.getInputStream();
  }

  void write(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  static String postHead(URI url, int length) {
    return "POST "
        + url.getPath()
        + " HTTP/1.1\r\nHost: "
        + url.getAuthority()
        + "\r\nContent-Type: application/json\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  void post(URI url, String body) throws IOException {
    write(postHead(url, body.getBytes(StandardCharsets.UTF_8).length) + body);
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

  /** Lets later reads fail soon if nothing has arrived. */
  void shortenTimeout() throws IOException {
    socket.setSoTimeout(200);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
