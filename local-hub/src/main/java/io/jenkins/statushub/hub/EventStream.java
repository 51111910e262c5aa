package io.jenkins.statushub.hub;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.EventExecutor;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells open pages that there is something new (Server-Sent Events). Only the version goes out; the
 * page then asks for the view, so a slow page never piles anything up here.
 */
// Netty closes a channel whose write failed; there is nobody else to tell.
@SuppressWarnings("FutureReturnValueIgnored")
final class EventStream {
  private static final int MOST_PAGES = 64;
  private static final long GATHER_MILLIS = 100;
  private static final long TICK_MILLIS = 500;
  private static final long PING_SECONDS = 15;

  private final HubState state;
  private final EventExecutor executor;
  private final ChannelGroup pages;
  private final AtomicBoolean signalled = new AtomicBoolean();

  EventStream(HubState state, EventExecutor executor) {
    this.state = state;
    this.executor = executor;
    this.pages = new DefaultChannelGroup(executor);
  }

  /** Starts looking at the clock: a window that begins is news although nobody sent anything. */
  void start() {
    executor.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    executor.scheduleAtFixedRate(
        () -> send(": still here\n\n"), PING_SECONDS, PING_SECONDS, TimeUnit.SECONDS);
  }

  private void tick() {
    long before = state.version();
    state.noticeTime();
    if (state.version() != before) {
      signal();
    }
  }

  boolean isFull() {
    return pages.size() >= MOST_PAGES;
  }

  void add(ChannelHandlerContext context) {
    var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    PageHeaders.all().forEach((name, value) -> head.headers().set(name, value));
    head.headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8")
        .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    context.write(head);
    context.writeAndFlush(chunk(message()));
    pages.add(context.channel());
  }

  /** Says that something has changed. Many signals in a short time become one message. */
  void signal() {
    if (!pages.isEmpty() && signalled.compareAndSet(false, true)) {
      executor.schedule(
          () -> {
            signalled.set(false);
            send(message());
          },
          GATHER_MILLIS,
          TimeUnit.MILLISECONDS);
    }
  }

  private String message() {
    return "event: change\ndata: " + state.version() + "\n\n";
  }

  private void send(String text) {
    pages.writeAndFlush(chunk(text), page -> page.isWritable());
  }

  private static DefaultHttpContent chunk(String text) {
    return new DefaultHttpContent(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
  }
}
