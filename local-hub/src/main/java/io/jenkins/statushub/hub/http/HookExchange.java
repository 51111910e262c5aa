package io.jenkins.statushub.hub.http;

import io.jenkins.statushub.hub.fault.Fault;
import io.jenkins.statushub.hub.model.Judgement;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpServerCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes the response to one request to a hook: the regular one, or the one of an injected fault.
 */
// Netty closes a channel whose write failed; nobody else needs to know.
@SuppressWarnings("FutureReturnValueIgnored")
final class HookExchange {
  private static final long ENDLESS_BODY_BYTES = 1L << 30;
  private static final int ENDLESS_BODY_CHUNK = 16 * 1024;

  private final ChannelHandlerContext context;
  private final HttpConnection connection;

  HookExchange(ChannelHandlerContext context, HttpConnection connection) {
    this.context = context;
    this.connection = connection;
  }

  void respond(Judgement judgement, @Nullable Fault fault) {
    if (fault == null) {
      connection.send(context, HookResponses.of(judgement));
      return;
    }
    if (fault.informationalStatus() != 0) {
      raw("HTTP/1.1 " + fault.informationalStatus() + " Informational\r\n\r\n");
    }
    later(fault.delay(), () -> respondWithFault(judgement, fault));
  }

  private void respondWithFault(Judgement judgement, Fault fault) {
    switch (fault.type()) {
      case REGULAR_RESPONSE ->
          connection.send(context, withHeaders(HookResponses.of(judgement), fault));
      case STATUS -> connection.send(context, withHeaders(faultResponse(fault), fault));
      case RESET_BEFORE_READING, RESET_AFTER_READING -> reset(context.channel());
      case EMPTY_RESPONSE -> context.close();
      case TRUNCATED_RESPONSE ->
          raw("HTTP/1.1 "
                  + fault.status()
                  + " OK\r\nContent-Type: application/json\r\nContent-Length: 64\r\n\r\n{\"ver")
              .addListener(ChannelFutureListener.CLOSE);
      case NO_RESPONSE -> {}
      case SLOW_RESPONSE -> writeSlowly(completeResponse(), 0, fault.pause());
      case GARBAGE ->
          raw("\u0000\u0001 This is not HTTP \u0002\r\n\r\n")
              .addListener(ChannelFutureListener.CLOSE);
      case ENDLESS_BODY -> {
        raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n");
        writeEndlessly(ENDLESS_BODY_BYTES);
      }
    }
  }

  private static WebResponse faultResponse(Fault fault) {
    String body = fault.body();
    return body == null
        ? WebResponse.json(fault.status(), "{\"verdict\":\"ignored\"}")
        : WebResponse.text(fault.status(), body);
  }

  private static WebResponse withHeaders(WebResponse response, Fault fault) {
    WebResponse all = response;
    for (var header : fault.headers()) {
      all = all.withHeader(header.getKey(), header.getValue());
    }
    return all;
  }

  /** With lingering off, closing sends a reset; below TLS, so that no close_notify goes first. */
  static void reset(Channel channel) {
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.pipeline().firstContext().close();
  }

  private static byte[] completeResponse() {
    return String.join(
            "\r\n",
            "HTTP/1.1 200 OK",
            "Content-Type: application/json",
            "Content-Length: 22",
            "Connection: close",
            "",
            "{\"verdict\":\"accepted\"}")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private void writeSlowly(byte[] bytes, int next, Duration pause) {
    if (next == bytes.length) {
      context.close();
      return;
    }
    later(
        pause,
        () -> {
          write(Unpooled.wrappedBuffer(bytes, next, 1));
          writeSlowly(bytes, next + 1, pause);
        });
  }

  private void writeEndlessly(long left) {
    if (left <= 0) {
      context.close();
      return;
    }
    // One chunk at a time, so that nothing accumulates here for a client that does not read.
    write(Unpooled.wrappedBuffer(new byte[ENDLESS_BODY_CHUNK]))
        .addListener(
            written -> {
              if (written.isSuccess()) {
                writeEndlessly(left - ENDLESS_BODY_CHUNK);
              } else {
                context.close();
              }
            });
  }

  private void later(Duration delay, Runnable work) {
    if (delay.isZero()) {
      work.run();
      return;
    }
    context
        .executor()
        .schedule(
            () -> {
              if (context.channel().isActive()) {
                work.run();
              }
            },
            delay.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  private ChannelFuture raw(String text) {
    return write(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
  }

  /** Starts below the HTTP codec, which writes nothing but valid HTTP. */
  private ChannelFuture write(ByteBuf bytes) {
    return context.pipeline().context(HttpServerCodec.class).writeAndFlush(bytes);
  }
}
