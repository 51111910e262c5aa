package io.jenkins.statushub.hub;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * The listening socket and its connections. Two threads serve all of them; none waits for a slow
 * client or a delayed answer.
 */
// Netty closes a channel whose write failed; there is nobody else to tell.
@SuppressWarnings("FutureReturnValueIgnored")
final class HttpFront implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int BACKLOG = 4096;
  private static final int MOST_CONNECTIONS = 8192;
  private static final int LONGEST_LINE = 8 * 1024;
  private static final int LONGEST_HEADERS = 32 * 1024;
  private static final int CHUNK = 64 * 1024;
  private static final int PROBE_MILLIS = 1000;
  private static final long LONGEST_CLOSING_SECONDS = 10;

  private final EventLoopGroup threads =
      new MultiThreadIoEventLoopGroup(
          THREADS,
          new DefaultThreadFactory("statushub-local-hub", true),
          NioIoHandler.newFactory());
  private final ChannelGroup connections = new DefaultChannelGroup(threads.next());
  private final @Nullable SSLContext tls;
  private @Nullable Channel listener;

  HttpFront(@Nullable SSLContext tls) {
    this.tls = tls;
  }

  EventLoopGroup threads() {
    return threads;
  }

  /**
   * Starts to listen.
   *
   * @param parts asked for once for each connection
   * @return the address with the port really taken
   * @throws IOException if the address can't be had
   */
  InetSocketAddress listen(InetSocketAddress address, HubParts parts) throws IOException {
    var bound =
        new ServerBootstrap()
            .group(threads)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    accept(channel, parts);
                  }
                })
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "can't listen on " + address + ": " + bound.cause().getMessage(), bound.cause());
    }
    listener = bound.channel();
    return (InetSocketAddress) bound.channel().localAddress();
  }

  private void accept(SocketChannel channel, HubParts parts) {
    if (connections.size() >= MOST_CONNECTIONS) {
      channel.close();
      return;
    }
    connections.add(channel);
    if (tls != null) {
      SSLEngine engine = tls.createSSLEngine();
      engine.setUseClientMode(false);
      channel.pipeline().addLast(new SslHandler(engine));
    }
    channel
        .pipeline()
        .addLast(new HttpServerCodec(LONGEST_LINE, LONGEST_HEADERS, CHUNK))
        .addLast(new Connection(parts));
  }

  /** Stops listening and drops every connection; new ones are refused once this returns. */
  void stopListening() {
    Channel open = listener;
    if (open != null) {
      var address = (InetSocketAddress) open.localAddress();
      open.close().awaitUninterruptibly();
      listener = null;
      awaitRefusal(address);
    }
    connections.close().awaitUninterruptibly();
  }

  /**
   * The JDK gives a channel's socket back to the system only at the selector's next turn, after the
   * channel has called itself closed.
   */
  private static void awaitRefusal(InetSocketAddress address) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_CLOSING_SECONDS);
    while (System.nanoTime() < end) {
      try (Socket probe = new Socket()) {
        probe.connect(address, PROBE_MILLIS);
      } catch (IOException e) {
        return;
      }
    }
  }

  @Override
  public void close() {
    stopListening();
    threads.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
  }
}
