package io.jenkins.statushub.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A receiver of Generic Hook V2 on this machine. It judges every payload by the specification,
 * keeps what came in, shows it on a page, and misbehaves when told to.
 *
 * <pre>{@code
 * try (LocalHub hub = LocalHub.builder().start()) {
 *   URI hook = hub.hookUrl("shop");
 *   … send something to it …
 *   assertThat(hub.incidents("shop")).singleElement()…
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads. Its own threads are daemons. What it kept can be read after it
 * was closed.
 */
public final class LocalHub implements AutoCloseable {
  private final Hooks hooks;
  private final HubState state;
  private final MisbehaviourPlan plan = new MisbehaviourPlan();
  private final InFlight inFlight = new InFlight();
  private final HttpFront front;
  private final HubParts parts;
  private final @Nullable X509Certificate certificate;
  private final String scheme;
  private InetSocketAddress address;

  private LocalHub(Builder builder) throws IOException {
    hooks = new Hooks();
    builder.secrets.forEach(
        (service, secret) ->
            secret.ifPresentOrElse(
                value -> hooks.declare(service, value), () -> hooks.secretOf(service)));
    state =
        new HubState(
            builder.clock,
            builder.limits,
            hooks,
            builder.toleratesRepeatedEnd,
            builder.onLine,
            builder.onRequest);
    TlsIdentity identity = builder.ownCertificate ? TlsIdentity.create() : null;
    SSLContext tls = identity == null ? builder.tls : identity.context();
    certificate = identity == null ? null : identity.certificate();
    scheme = tls == null ? "http" : "https";
    var names = new HashSet<String>();
    if (builder.host != null) {
      names.add(builder.host.toLowerCase(Locale.ROOT));
    }
    front = new HttpFront(tls);
    try {
      var events = new EventStream(state, front.threads().next());
      var routes =
          new Routes(
              new HostGuard(Set.copyOf(names)),
              new PageView(state, hooks, plan),
              events::isFull,
              new OperatorApi(state, hooks, plan));
      parts = new HubParts(state, hooks, plan, inFlight, routes, events, builder.patience);
      InetAddress where =
          builder.host == null
              ? InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1})
              : InetAddress.getByName(builder.host);
      address = front.listen(new InetSocketAddress(where, builder.port), parts);
      events.start();
    } catch (IOException | RuntimeException e) {
      front.close();
      throw e;
    }
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Where the page is. */
  public URI pageUrl() {
    return url("/");
  }

  /**
   * The hook URL of a service, which comes into being if it is new. It is a secret: whoever has it
   * can write on the page.
   *
   * @throws IllegalArgumentException if the service's name is blank, longer than 100 characters or
   *     not printable
   */
  public URI hookUrl(String service) {
    boolean isNew = !hooks.knows(service);
    URI hook = url(Hooks.PATH + hooks.secretOf(service));
    if (isNew) {
      state.serviceAdded();
      parts.events().signal();
    }
    return hook;
  }

  private URI url(String path) {
    InetAddress host = address().getAddress();
    String name = host.isAnyLocalAddress() ? "127.0.0.1" : host.getHostAddress();
    return URI.create(
        scheme + "://" + (name.contains(":") ? '[' + name + ']' : name) + ':' + port() + path);
  }

  /** The port that the hub listens on. */
  public int port() {
    return address().getPort();
  }

  private synchronized InetSocketAddress address() {
    return address;
  }

  /** Every request to a hook, in the order in which they came in; the oldest may be gone. */
  public List<ReceivedRequest> received() {
    return state.requests();
  }

  /** Every request to this service's hook, in the order in which they came in. */
  public List<ReceivedRequest> received(String service) {
    return state.requests().stream().filter(request -> request.service().equals(service)).toList();
  }

  /**
   * The incidents of all services that the public sees, open and past, in the order they came in.
   */
  public List<Incident> incidents() {
    return hooks.services().stream()
        .flatMap(service -> incidents(service).stream())
        .sorted(Comparator.comparingLong(Incident::number))
        .toList();
  }

  /** The incidents of a service that the public sees, open and past, in the order they came in. */
  public List<Incident> incidents(String service) {
    return state.incidents(service);
  }

  /** The published maintenance windows of a service, in the order in which they came in. */
  public List<Maintenance> maintenances(String service) {
    return state.windows(service).stream().filter(window -> !window.draft()).toList();
  }

  /** The updates of a service that are drafts still, incident by incident. */
  public List<Update> drafts(String service) {
    return state.perIncident(service, IncidentRecord::drafts);
  }

  /** The maintenance windows of a service that are drafts still. */
  public List<Maintenance> maintenanceDrafts(String service) {
    return state.windows(service).stream().filter(Maintenance::draft).toList();
  }

  /** The status that the public sees now, from open incidents and maintenance in progress. */
  public Status status(String service) {
    return state.status(service);
  }

  /** What would have gone out to subscribers, oldest first. */
  public List<Notification> notifications() {
    return state.notifications();
  }

  /** What happened, oldest first, in lines that a terminal can show. */
  public List<String> timeline() {
    state.noticeTime();
    return state.entries().stream().map(Entry::line).toList();
  }

  /** Treats the next requests of this service in these ways, one request each. */
  public void misbehave(String service, Misbehaviour... next) {
    plan.queue(Objects.requireNonNull(service), List.of(next));
  }

  /** Treats the next requests, of whatever service, in these ways, one request each. */
  public void misbehave(Misbehaviour... next) {
    plan.queue(MisbehaviourPlan.ANY, List.of(next));
  }

  /** Treats every request of this service in this way, until {@link #behave()}. */
  public void misbehaveUntilCleared(String service, Misbehaviour way) {
    plan.keepTo(Objects.requireNonNull(service), way);
  }

  /** Treats every request in this way, until {@link #behave()}. */
  public void misbehaveUntilCleared(Misbehaviour way) {
    plan.keepTo(MisbehaviourPlan.ANY, way);
  }

  /**
   * Asks for every request, once nothing else is laid down for it, how to treat it.
   *
   * @param chooser is given the service; empty means the usual way. Called by the hub's own threads
   */
  public void misbehaveBy(Function<String, Optional<Misbehaviour>> chooser) {
    plan.chooseBy(chooser);
  }

  /** Forgets all misbehaviour. */
  public void behave() {
    plan.clearAll();
  }

  /** Stops listening and drops all connections: from now on, connecting is refused. */
  public void goOffline() {
    front.stopListening();
  }

  /**
   * Listens again, at the same address and with the same hooks.
   *
   * @throws UncheckedIOException if the port has been taken by somebody else meanwhile
   */
  public synchronized void comeOnline() {
    try {
      address = front.listen(address, parts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many requests to hooks have begun and have no answer yet. */
  public int inFlight() {
    return inFlight.now();
  }

  /** The most requests to hooks that were ever {@linkplain #inFlight() in flight} at once. */
  public int peakInFlight() {
    return inFlight.peak();
  }

  /**
   * The certificate that the hub made for itself; empty unless {@link Builder#https()} was asked.
   */
  public Optional<X509Certificate> certificate() {
    return Optional.ofNullable(certificate);
  }

  /**
   * Writes a PKCS12 trust store with the hub's own certificate, for clients that are to trust it.
   *
   * @throws IllegalStateException unless {@link Builder#https()} was asked
   */
  public void writeTrustStore(Path file, char[] password) throws IOException {
    TlsIdentity.writeTrustStore(
        certificate()
            .orElseThrow(
                () -> new IllegalStateException("this hub has made no certificate: ask https()")),
        file,
        password);
  }

  /** Forgets requests, incidents, windows, notifications and misbehaviour; the hooks stay. */
  public void reset() {
    plan.clearAll();
    state.reset();
    parts.events().signal();
  }

  /** Stops listening, drops all connections and ends the hub's threads. */
  @Override
  public void close() {
    front.close();
  }

  /** What a hub is started with. */
  public static final class Builder {
    private final Map<String, Optional<String>> secrets = new LinkedHashMap<>();
    private int port;
    private @Nullable String host;
    private Clock clock = Clock.systemUTC();
    private @Nullable SSLContext tls;
    private boolean ownCertificate;
    private Limits limits = Limits.USUAL;
    private Patience patience = Patience.USUAL;
    private boolean toleratesRepeatedEnd;
    private Consumer<String> onLine = line -> {};
    private Consumer<ReceivedRequest> onRequest = request -> {};

    private Builder() {}

    /** The port; 0, the default, takes a free one. */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /**
     * The address or host name to listen on instead of 127.0.0.1. Anything but a loopback address
     * shows page and payloads to the network; the operator's API stays with this machine.
     */
    public Builder bind(String host) {
      this.host = host;
      return this;
    }

    /** The clock by which windows start and end and requests are dated. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /** Declares a service, with a secret that cannot be guessed. */
    public Builder service(String service) {
      secrets.put(service, Optional.empty());
      return this;
    }

    /** Declares a service with a secret that stays the same from run to run. */
    public Builder service(String service, String secret) {
      secrets.put(service, Optional.of(secret));
      return this;
    }

    /** Speaks HTTPS with a certificate made for the occasion. */
    public Builder https() {
      ownCertificate = true;
      return this;
    }

    /** Speaks HTTPS with the key and certificate of this context. */
    public Builder https(SSLContext context) {
      tls = context;
      return this;
    }

    /**
     * How many requests as received are kept, and of how many bytes in all; the oldest make room.
     * Default: 20,000 and 64 MiB.
     */
    public Builder keepRequests(int count, long bytes) {
      limits = new Limits(count, bytes, limits.updates(), limits.updateBytes());
      return this;
    }

    /**
     * How many updates and windows can be taken, and of how many bytes in all; what is over is
     * answered 507. Default: 100,000 and 256 MiB.
     */
    public Builder capacity(int updates, long bytes) {
      limits = new Limits(limits.requests(), limits.requestBytes(), updates, bytes);
      return this;
    }

    Builder patience(Patience patience) {
      this.patience = patience;
      return this;
    }

    /**
     * Accepts an exact repeat of the update that resolved an incident, without showing it twice.
     * The specification says only that {@code resolved} has to be the last update, so the default
     * is to refuse it.
     */
    public Builder tolerateRepeatedResolved() {
      toleratesRepeatedEnd = true;
      return this;
    }

    /** Is given each line of the {@linkplain LocalHub#timeline() timeline} as it comes up. */
    public Builder onLine(Consumer<String> listener) {
      onLine = listener;
      return this;
    }

    /** Is given each request to a hook before it is answered, by the hub's own threads. */
    public Builder onRequest(Consumer<ReceivedRequest> listener) {
      onRequest = listener;
      return this;
    }

    /**
     * Starts the hub.
     *
     * @throws UncheckedIOException if the address can't be had or no certificate can be made
     */
    public LocalHub start() {
      try {
        return new LocalHub(this);
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
    }
  }
}
