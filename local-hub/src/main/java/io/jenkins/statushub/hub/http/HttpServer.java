package io.jenkins.statushub.hub.http;

import io.jenkins.statushub.hub.state.HubState;
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
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * The listening socket and its connections. Two threads serve all of them; neither waits for a slow
 * client or a delayed response.
 */
// Netty closes a channel whose write failed; nobody else needs to know.
@SuppressWarnings("FutureReturnValueIgnored")
public final class HttpServer implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int BACKLOG = 4096;
  private static final int MAX_CONNECTIONS = 8192;
  private static final int MAX_LINE = 8 * 1024;
  private static final int MAX_HEADERS = 32 * 1024;
  private static final int CHUNK = 64 * 1024;
  private static final int PROBE_MILLIS = 1000;
  private static final long CLOSE_TIMEOUT_SECONDS = 10;

  private final EventLoopGroup eventLoops =
      new MultiThreadIoEventLoopGroup(
          THREADS,
          new DefaultThreadFactory("statushub-local-hub", true),
          NioIoHandler.newFactory());
  private final ChannelGroup connections = new DefaultChannelGroup(eventLoops.next());
  private final @Nullable SSLContext tls;
  private @Nullable Channel listener;

  public HttpServer(@Nullable SSLContext tls) {
    this.tls = tls;
  }

  /** Creates an event stream that runs on the server's threads. */
  public EventStream createEventStream(HubState state) {
    return new EventStream(state, eventLoops.next());
  }

  /**
   * Starts to listen.
   *
   * @param components what each connection works with
   * @return the address with the port that was chosen
   * @throws BindException if the address is in use or not of this machine
   */
  public InetSocketAddress listen(InetSocketAddress address, HubComponents components)
      throws BindException {
    var bound =
        new ServerBootstrap()
            .group(eventLoops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    accept(channel, components);
                  }
                })
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      var exception =
          new BindException("can't listen on " + address + ": " + bound.cause().getMessage());
      exception.initCause(bound.cause());
      throw exception;
    }
    listener = bound.channel();
    return (InetSocketAddress) bound.channel().localAddress();
  }

  private void accept(SocketChannel channel, HubComponents components) {
    if (connections.size() >= MAX_CONNECTIONS) {
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
        .addLast(new HttpServerCodec(MAX_LINE, MAX_HEADERS, CHUNK))
        .addLast(new HttpConnection(components));
  }

  /** Stops listening and drops every connection; new ones are refused once this returns. */
  public void stopListening() {
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
   * The JDK closes a channel's socket only at the selector's next iteration, after the channel has
   * reported itself closed.
   */
  private static void awaitRefusal(InetSocketAddress address) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_TIMEOUT_SECONDS);
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
    eventLoops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
  }
}
