package io.jenkins.statushub.hub;

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
 * Answers one request to a hook, in good order or in the way that the hub was told to misbehave.
 */
// Netty closes a channel whose write failed; there is nobody else to tell.
@SuppressWarnings("FutureReturnValueIgnored")
final class HookExchange {
  private static final long ENDLESS_BYTES = 1L << 30;
  private static final int ENDLESS_CHUNK = 16 * 1024;

  private final ChannelHandlerContext context;
  private final Connection connection;

  HookExchange(ChannelHandlerContext context, Connection connection) {
    this.context = context;
    this.connection = connection;
  }

  void answer(Ruling ruling, @Nullable Misbehaviour misbehaviour) {
    if (misbehaviour == null) {
      connection.send(context, HookAnswers.to(ruling));
      return;
    }
    if (misbehaviour.interimStatus() != 0) {
      raw("HTTP/1.1 " + misbehaviour.interimStatus() + " Interim\r\n\r\n");
    }
    later(misbehaviour.delay(), () -> misbehave(ruling, misbehaviour));
  }

  private void misbehave(Ruling ruling, Misbehaviour misbehaviour) {
    switch (misbehaviour.way()) {
      case USUAL_ANSWER ->
          connection.send(context, decorated(HookAnswers.to(ruling), misbehaviour));
      case STATUS -> connection.send(context, decorated(invented(misbehaviour), misbehaviour));
      case RESET_BEFORE_READING, RESET_AFTER_READING -> reset(context.channel());
      case HANG_UP -> context.close();
      case HALF_ANSWER ->
          raw("HTTP/1.1 "
                  + misbehaviour.status()
                  + " OK\r\nContent-Type: application/json\r\nContent-Length: 64\r\n\r\n{\"ver")
              .addListener(ChannelFutureListener.CLOSE);
      case SILENCE -> {}
      case DRIP -> drip(wholeAnswer(), 0, misbehaviour.pace());
      case GARBAGE ->
          raw("\u0000\u0001 This is not HTTP \u0002\r\n\r\n")
              .addListener(ChannelFutureListener.CLOSE);
      case ENDLESS_BODY -> {
        raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n");
        pour(ENDLESS_BYTES);
      }
    }
  }

  private static Answer invented(Misbehaviour misbehaviour) {
    String body = misbehaviour.body();
    return body == null
        ? Answer.json(misbehaviour.status(), "{\"verdict\":\"misbehaving\"}")
        : Answer.text(misbehaviour.status(), body);
  }

  private static Answer decorated(Answer answer, Misbehaviour misbehaviour) {
    Answer all = answer;
    for (var header : misbehaviour.headers()) {
      all = all.with(header.getKey(), header.getValue());
    }
    return all;
  }

  /** With lingering off, closing sends a reset; past TLS, so that no goodbye is said first. */
  static void reset(Channel channel) {
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.pipeline().firstContext().close();
  }

  private static byte[] wholeAnswer() {
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

  private void drip(byte[] bytes, int next, Duration pace) {
    if (next == bytes.length) {
      context.close();
      return;
    }
    later(
        pace,
        () -> {
          write(Unpooled.wrappedBuffer(bytes, next, 1));
          drip(bytes, next + 1, pace);
        });
  }

  private void pour(long left) {
    if (left <= 0) {
      context.close();
      return;
    }
    // One chunk at a time: what the client does not read is not piled up here.
    write(Unpooled.wrappedBuffer(new byte[ENDLESS_CHUNK]))
        .addListener(
            written -> {
              if (written.isSuccess()) {
                pour(left - ENDLESS_CHUNK);
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

  /** Starts below the HTTP codec, which would refuse to write anything that is not HTTP. */
  private ChannelFuture write(ByteBuf bytes) {
    return context.pipeline().context(HttpServerCodec.class).writeAndFlush(bytes);
  }
}
