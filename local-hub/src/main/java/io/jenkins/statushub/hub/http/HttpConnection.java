package io.jenkins.statushub.hub.http;

import io.jenkins.statushub.hub.fault.Fault;
import io.jenkins.statushub.hub.model.Judgement;
import io.jenkins.statushub.hub.model.ReceivedRequest;
import io.jenkins.statushub.hub.state.HookRegistry;
import io.jenkins.statushub.hub.state.Limits;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection: assembles requests within bounds, one after the other, and has them answered.
 * Runs on its channel's event loop only.
 */
// Netty closes a channel whose write failed; nobody else needs to know.
@SuppressWarnings("FutureReturnValueIgnored")
final class HttpConnection extends SimpleChannelInboundHandler<HttpObject> {
  /**
   * How much of a body that is too long is read and discarded, so that its sender gets the
   * response.
   */
  private static final int MAX_DISCARDED_BYTES = 16 * Limits.MAX_BODY_BYTES;

  private enum Stage {
    WAITING,
    READING,
    RESPONDING,
    STREAMING
  }

  private final HubComponents hub;
  private Stage stage = Stage.WAITING;
  private @Nullable HttpRequest head;
  private ByteArrayOutputStream body = new ByteArrayOutputStream();
  private long bodyLength;
  private Optional<String> service = Optional.empty();
  private @Nullable Fault fault;
  private boolean countedInFlight;
  private @Nullable ScheduledFuture<?> deadline;

  HttpConnection(HubComponents hub) {
    this.hub = hub;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    closeAfter(context, hub.timeouts().idle());
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    cancelDeadline();
    endInFlight();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
    if (message instanceof HttpRequest request) {
      if (stage != Stage.WAITING) {
        // Pipelining is not supported; no known sender does it.
        context.close();
        return;
      }
      begin(context, request);
    }
    if (message instanceof HttpContent content && stage == Stage.READING) {
      read(context, content);
    }
  }

  private void begin(ChannelHandlerContext context, HttpRequest request) {
    stage = Stage.READING;
    head = request;
    body = new ByteArrayOutputStream();
    bodyLength = 0;
    fault = null;
    closeAfter(context, hub.timeouts().reading());
    if (request.decoderResult().isFailure()) {
      rejectUnreadable(context, request.decoderResult().cause());
      return;
    }
    service = hub.hooks().serviceAt(request.uri());
    if (service.isPresent()) {
      countedInFlight = true;
      hub.inFlight().begin();
      fault = hub.faults().next(service.get());
      if (fault != null && fault.type() == Fault.Type.RESET_BEFORE_READING) {
        stage = Stage.RESPONDING;
        respondToHook(context, request, service.get());
        return;
      }
    }
    if (HttpUtil.is100ContinueExpected(request)) {
      if (HttpUtil.getContentLength(request, 0L) > Limits.MAX_BODY_BYTES) {
        rejectTooLong(context);
        return;
      }
      context.writeAndFlush(
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }
  }

  private void read(ChannelHandlerContext context, HttpContent content) {
    if (content.decoderResult().isFailure()) {
      rejectUnreadable(context, content.decoderResult().cause());
      return;
    }
    int length = content.content().readableBytes();
    bodyLength += length;
    if (bodyLength <= Limits.MAX_BODY_BYTES) {
      byte[] bytes = new byte[length];
      content.content().readBytes(bytes);
      body.writeBytes(bytes);
    } else if (bodyLength > MAX_DISCARDED_BYTES) {
      rejectTooLong(context);
      return;
    }
    if (content instanceof LastHttpContent) {
      complete(context);
    }
  }

  private void complete(ChannelHandlerContext context) {
    HttpRequest request = Objects.requireNonNull(head);
    cancelDeadline();
    if (bodyLength > Limits.MAX_BODY_BYTES) {
      rejectTooLong(context);
      return;
    }
    stage = Stage.RESPONDING;
    if (service.isPresent()) {
      respondToHook(context, request, service.get());
    } else if (request.uri().startsWith(HookRegistry.PATH)) {
      send(context, HookResponses.unknownHook());
    } else {
      respondToWeb(context, request);
    }
  }

  private void respondToHook(ChannelHandlerContext context, HttpRequest request, String name) {
    ReceivedRequest received =
        hub.state()
            .receive(
                name,
                request.method().name(),
                headers(request.headers()),
                body.toByteArray(),
                fault);
    hub.events().publish();
    new HookExchange(context, this).respond(received.judgement(), fault);
  }

  private void respondToWeb(ChannelHandlerContext context, HttpRequest request) {
    String uri = request.uri();
    int query = uri.indexOf('?');
    var address = (InetSocketAddress) context.channel().remoteAddress();
    var webRequest =
        new WebRequest(
            request.method().name(),
            query < 0 ? uri : uri.substring(0, query),
            headers(request.headers()),
            body.toString(StandardCharsets.UTF_8),
            address.getAddress().isLoopbackAddress());
    WebResponse response = hub.web().handle(webRequest);
    if (response.isEventStream()) {
      stage = Stage.STREAMING;
      hub.events().subscribe(context, response);
    } else {
      send(context, response);
    }
  }

  private void rejectUnreadable(ChannelHandlerContext context, Throwable cause) {
    Judgement judgement =
        cause instanceof TooLongHttpHeaderException
            ? Judgement.rejected(431, "the headers are too long")
            : cause instanceof TooLongHttpLineException
                ? Judgement.rejected(414, "the address is too long")
                : Judgement.rejected(400, "the request is not HTTP/1.1");
    stage = Stage.RESPONDING;
    sendAndClose(context, HookResponses.of(judgement));
  }

  private void rejectTooLong(ChannelHandlerContext context) {
    stage = Stage.RESPONDING;
    Judgement judgement =
        Judgement.rejected(
            413, "the body is longer than " + Limits.MAX_BODY_BYTES + " bytes (1 MiB)");
    HttpRequest request = Objects.requireNonNull(head);
    if (service.isPresent()) {
      hub.state()
          .reject(service.get(), request.method().name(), headers(request.headers()), judgement);
      hub.events().publish();
    }
    sendAndClose(context, HookResponses.of(judgement));
  }

  void send(ChannelHandlerContext context, WebResponse webResponse) {
    send(context, webResponse, head != null && HttpUtil.isKeepAlive(head));
  }

  private void sendAndClose(ChannelHandlerContext context, WebResponse webResponse) {
    send(context, webResponse, false);
  }

  private void send(ChannelHandlerContext context, WebResponse webResponse, boolean keepAlive) {
    cancelDeadline();
    byte[] bytes = webResponse.body().getBytes(StandardCharsets.UTF_8);
    boolean bodiless = webResponse.status() == 204 || webResponse.status() == 304;
    boolean headOnly = head != null && head.method().equals(HttpMethod.HEAD);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(webResponse.status()),
            bodiless || headOnly ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(bytes));
    HttpHeaders headers = response.headers();
    if (!bodiless) {
      headers.set(HttpHeaderNames.CONTENT_TYPE, webResponse.contentType());
      headers.setInt(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
    }
    webResponse.headers().forEach(header -> headers.add(header.getKey(), header.getValue()));
    HttpUtil.setKeepAlive(response, keepAlive);
    endInFlight();
    if (keepAlive) {
      // The next request can arrive as soon as this response is written.
      stage = Stage.WAITING;
      closeAfter(context, hub.timeouts().idle());
      context.writeAndFlush(response);
    } else {
      context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // The client closed the connection or uses no TLS: no response can reach it.
    context.close();
  }

  private void endInFlight() {
    if (countedInFlight) {
      countedInFlight = false;
      hub.inFlight().end();
    }
  }

  private void closeAfter(ChannelHandlerContext context, Duration time) {
    cancelDeadline();
    deadline =
        context
            .executor()
            .schedule((Runnable) context::close, time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void cancelDeadline() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }

  private static Map<String, List<String>> headers(HttpHeaders headers) {
    var map = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    for (Map.Entry<String, String> header : headers) {
      map.computeIfAbsent(header.getKey(), name -> new ArrayList<>(1)).add(header.getValue());
    }
    map.replaceAll((name, values) -> List.copyOf(values));
    return Collections.unmodifiableMap(map);
  }
}
