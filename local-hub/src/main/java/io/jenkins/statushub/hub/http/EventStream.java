package io.jenkins.statushub.hub.http;

import io.jenkins.statushub.hub.state.HubState;
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
import java.util.concurrent.atomic.AtomicLong;

/**
 * Notifies open pages of changes by Server-Sent Events. Only the state's version is sent; the page
 * then requests the view, so that nothing accumulates here for a slow page.
 */
// Netty closes a channel whose write failed; nobody else needs to know.
@SuppressWarnings("FutureReturnValueIgnored")
public final class EventStream {
  private static final int MAX_PAGES = 64;
  private static final long DEBOUNCE_MILLIS = 100;
  private static final long POLL_MILLIS = 500;
  private static final long KEEP_ALIVE_SECONDS = 15;

  private final HubState state;
  private final EventExecutor executor;
  private final ChannelGroup pages;
  private final AtomicBoolean pending = new AtomicBoolean();
  private final AtomicLong sentVersion = new AtomicLong();

  EventStream(HubState state, EventExecutor executor) {
    this.state = state;
    this.executor = executor;
    this.pages = new DefaultChannelGroup(executor);
  }

  /**
   * Starts watching the state for changes that no request brings: a window that begins by the
   * clock, or a call from Java.
   */
  public void start() {
    executor.scheduleAtFixedRate(this::poll, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
    executor.scheduleAtFixedRate(
        () -> send(": keep-alive\n\n"), KEEP_ALIVE_SECONDS, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
  }

  private void poll() {
    state.recordPhaseChanges();
    if (state.version() != sentVersion.get()) {
      publish();
    }
  }

  public boolean isFull() {
    return pages.size() >= MAX_PAGES;
  }

  /** Sends the response's headers and keeps the connection as a subscriber. */
  void subscribe(ChannelHandlerContext context, WebResponse response) {
    var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    response.headers().forEach(header -> head.headers().set(header.getKey(), header.getValue()));
    head.headers()
        .set(HttpHeaderNames.CONTENT_TYPE, response.contentType())
        .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    context.write(head);
    context.writeAndFlush(chunk(message(state.version())));
    pages.add(context.channel());
  }

  /** Notifies the pages that something has changed. Many calls in a short time become one event. */
  public void publish() {
    if (!pages.isEmpty() && pending.compareAndSet(false, true)) {
      executor.schedule(
          () -> {
            pending.set(false);
            long version = state.version();
            sentVersion.set(version);
            send(message(version));
          },
          DEBOUNCE_MILLIS,
          TimeUnit.MILLISECONDS);
    }
  }

  private static String message(long version) {
    return "event: change\ndata: " + version + "\n\n";
  }

  private void send(String text) {
    pages.writeAndFlush(chunk(text), page -> page.isWritable());
  }

  private static DefaultHttpContent chunk(String text) {
    return new DefaultHttpContent(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
  }
}
