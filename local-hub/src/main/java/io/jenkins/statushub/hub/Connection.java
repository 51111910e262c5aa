package io.jenkins.statushub.hub;

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
 * One connection: puts requests together within bounds, one after the other, and sees to their
 * answers. Runs on its channel's event loop only.
 */
// Netty closes a channel whose write failed; there is nobody else to tell.
@SuppressWarnings("FutureReturnValueIgnored")
final class Connection extends SimpleChannelInboundHandler<HttpObject> {
  /**
   * What is read and thrown away of a body that is too long, so that its sender sees the answer.
   */
  private static final int MOST_DISCARDED = 16 * Limits.BODY_BYTES;

  private enum Stage {
    WAITING,
    READING,
    ANSWERING,
    STREAMING
  }

  private final HubParts hub;
  private Stage stage = Stage.WAITING;
  private @Nullable HttpRequest head;
  private ByteArrayOutputStream body = new ByteArrayOutputStream();
  private long bodyLength;
  private Optional<String> service = Optional.empty();
  private @Nullable Misbehaviour misbehaviour;
  private boolean counted;
  private @Nullable ScheduledFuture<?> deadline;

  Connection(HubParts hub) {
    this.hub = hub;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    closeAfter(context, hub.patience().idle());
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    cancelDeadline();
    stopCounting();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
    if (message instanceof HttpRequest request) {
      if (stage != Stage.WAITING) {
        // Sending on before the answer (pipelining) is not supported; no known sender does it.
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
    misbehaviour = null;
    closeAfter(context, hub.patience().reading());
    if (request.decoderResult().isFailure()) {
      refuseUnreadable(context, request.decoderResult().cause());
      return;
    }
    service = hub.hooks().serviceAt(request.uri());
    if (service.isPresent()) {
      counted = true;
      hub.inFlight().begin();
      misbehaviour = hub.plan().next(service.get());
      if (misbehaviour != null && misbehaviour.way() == Misbehaviour.Way.RESET_BEFORE_READING) {
        stage = Stage.ANSWERING;
        answerHook(context, request, service.get());
        return;
      }
    }
    if (HttpUtil.is100ContinueExpected(request)) {
      if (HttpUtil.getContentLength(request, 0L) > Limits.BODY_BYTES) {
        refuseTooLong(context);
        return;
      }
      context.writeAndFlush(
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }
  }

  private void read(ChannelHandlerContext context, HttpContent content) {
    if (content.decoderResult().isFailure()) {
      refuseUnreadable(context, content.decoderResult().cause());
      return;
    }
    int length = content.content().readableBytes();
    bodyLength += length;
    if (bodyLength <= Limits.BODY_BYTES) {
      byte[] bytes = new byte[length];
      content.content().readBytes(bytes);
      body.writeBytes(bytes);
    } else if (bodyLength > MOST_DISCARDED) {
      refuseTooLong(context);
      return;
    }
    if (content instanceof LastHttpContent) {
      complete(context);
    }
  }

  private void complete(ChannelHandlerContext context) {
    HttpRequest request = Objects.requireNonNull(head);
    cancelDeadline();
    if (bodyLength > Limits.BODY_BYTES) {
      refuseTooLong(context);
      return;
    }
    stage = Stage.ANSWERING;
    if (service.isPresent()) {
      answerHook(context, request, service.get());
    } else if (request.uri().startsWith(Hooks.PATH)) {
      send(context, HookAnswers.noSuchHook());
    } else {
      answerPage(context, request);
    }
  }

  private void answerHook(ChannelHandlerContext context, HttpRequest request, String name) {
    ReceivedRequest received =
        hub.state()
            .take(
                name,
                request.method().name(),
                headers(request.headers()),
                body.toByteArray(),
                misbehaviour);
    hub.events().signal();
    new HookExchange(context, this).answer(received.ruling(), misbehaviour);
  }

  private void answerPage(ChannelHandlerContext context, HttpRequest request) {
    String uri = request.uri();
    int query = uri.indexOf('?');
    var address = (InetSocketAddress) context.channel().remoteAddress();
    var plain =
        new Request(
            request.method().name(),
            query < 0 ? uri : uri.substring(0, query),
            headers(request.headers()),
            body.toString(StandardCharsets.UTF_8),
            address.getAddress().isLoopbackAddress());
    Answer answer = hub.routes().answer(plain);
    if (answer.equals(Routes.EVENT_STREAM)) {
      stage = Stage.STREAMING;
      hub.events().add(context);
    } else {
      send(context, answer);
    }
  }

  private void refuseUnreadable(ChannelHandlerContext context, Throwable cause) {
    Ruling ruling =
        cause instanceof TooLongHttpHeaderException
            ? Ruling.refused(431, "the headers are too long")
            : cause instanceof TooLongHttpLineException
                ? Ruling.refused(414, "the address is too long")
                : Ruling.refused(400, "the request is not HTTP/1.1");
    stage = Stage.ANSWERING;
    sendAndClose(context, HookAnswers.to(ruling));
  }

  private void refuseTooLong(ChannelHandlerContext context) {
    stage = Stage.ANSWERING;
    Ruling ruling =
        Ruling.refused(413, "the body is longer than " + Limits.BODY_BYTES + " bytes (1 MiB)");
    HttpRequest request = Objects.requireNonNull(head);
    if (service.isPresent()) {
      hub.state()
          .refuse(service.get(), request.method().name(), headers(request.headers()), ruling);
      hub.events().signal();
    }
    sendAndClose(context, HookAnswers.to(ruling));
  }

  void send(ChannelHandlerContext context, Answer answer) {
    send(context, answer, head != null && HttpUtil.isKeepAlive(head));
  }

  private void sendAndClose(ChannelHandlerContext context, Answer answer) {
    send(context, answer, false);
  }

  private void send(ChannelHandlerContext context, Answer answer, boolean keepAlive) {
    cancelDeadline();
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    boolean bodiless = answer.status() == 204 || answer.status() == 304;
    boolean headOnly = head != null && head.method().equals(HttpMethod.HEAD);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(answer.status()),
            bodiless || headOnly ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(bytes));
    HttpHeaders headers = response.headers();
    if (!bodiless) {
      headers.set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
      headers.setInt(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
    }
    answer.headers().forEach(header -> headers.add(header.getKey(), header.getValue()));
    HttpUtil.setKeepAlive(response, keepAlive);
    stopCounting();
    if (keepAlive) {
      // The next request can come as soon as this answer is out.
      stage = Stage.WAITING;
      closeAfter(context, hub.patience().idle());
      context.writeAndFlush(response);
    } else {
      context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A client that went away or does not speak TLS: nothing to tell it any more.
    context.close();
  }

  private void stopCounting() {
    if (counted) {
      counted = false;
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
