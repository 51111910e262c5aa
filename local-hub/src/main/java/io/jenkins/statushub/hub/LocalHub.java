package io.jenkins.statushub.hub;

import io.jenkins.statushub.hub.fault.Fault;
import io.jenkins.statushub.hub.fault.FaultPlan;
import io.jenkins.statushub.hub.http.HttpServer;
import io.jenkins.statushub.hub.http.HubComponents;
import io.jenkins.statushub.hub.http.InFlightRequests;
import io.jenkins.statushub.hub.http.Timeouts;
import io.jenkins.statushub.hub.http.TlsIdentity;
import io.jenkins.statushub.hub.model.Incident;
import io.jenkins.statushub.hub.model.MaintenanceWindow;
import io.jenkins.statushub.hub.model.Notification;
import io.jenkins.statushub.hub.model.ReceivedRequest;
import io.jenkins.statushub.hub.model.ReceivedUpdate;
import io.jenkins.statushub.hub.model.Status;
import io.jenkins.statushub.hub.page.HostGuard;
import io.jenkins.statushub.hub.page.OperatorApi;
import io.jenkins.statushub.hub.page.PageRoutes;
import io.jenkins.statushub.hub.page.PageView;
import io.jenkins.statushub.hub.spec.IncidentRecord;
import io.jenkins.statushub.hub.spec.JudgingOptions;
import io.jenkins.statushub.hub.state.HookRegistry;
import io.jenkins.statushub.hub.state.HookSecrets;
import io.jenkins.statushub.hub.state.HookSeedFile;
import io.jenkins.statushub.hub.state.HubState;
import io.jenkins.statushub.hub.state.Limits;
import io.jenkins.statushub.hub.state.TimelineEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Comparator;
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
 * A receiver of Generic Hook V2 on this machine, for tests and for trying things out. It judges
 * every payload by the specification, keeps what it receives, shows it on a page, and injects
 * faults on request.
 *
 * <pre>{@code
 * try (LocalHub hub = LocalHub.builder().start()) {
 *   URI hook = hub.hookUrl("shop");
 *   … send something to it …
 *   assertThat(hub.incidents("shop")).singleElement()…
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads. Its own threads are daemons. What it has received can be read
 * after it was closed.
 */
public final class LocalHub implements AutoCloseable {
  private final HookRegistry hooks;
  private final HubState state;
  private final FaultPlan faults = new FaultPlan();
  private final InFlightRequests inFlight = new InFlightRequests();
  private final HttpServer server;
  private final HubComponents components;
  private final @Nullable X509Certificate certificate;
  private final String scheme;
  private InetSocketAddress address;

  private LocalHub(Builder builder) throws IOException {
    hooks = new HookRegistry(builder.hookSecrets());
    builder.secrets.forEach(
        (service, secret) ->
            secret.ifPresentOrElse(
                value -> hooks.register(service, value), () -> hooks.secretOf(service)));
    state =
        new HubState(
            builder.clock,
            builder.limits,
            hooks,
            new JudgingOptions(builder.acceptsRepeatedResolved, builder.strict),
            builder.onTimelineLine,
            builder.onRequest);
    TlsIdentity identity = builder.ownCertificate ? TlsIdentity.create() : null;
    SSLContext tls = identity == null ? builder.tls : identity.context();
    certificate = identity == null ? null : identity.certificate();
    scheme = tls == null ? "http" : "https";
    server = new HttpServer(tls);
    try {
      var events = server.createEventStream(state);
      Set<String> names =
          builder.host == null ? Set.of() : Set.of(builder.host.toLowerCase(Locale.ROOT));
      var routes =
          new PageRoutes(
              new HostGuard(names),
              new PageView(state, hooks, faults),
              events::isFull,
              new OperatorApi(state, hooks, faults));
      components =
          new HubComponents(state, hooks, faults, inFlight, routes, events, builder.timeouts);
      InetAddress host =
          builder.host == null
              ? InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1})
              : InetAddress.getByName(builder.host);
      address = server.listen(new InetSocketAddress(host, builder.port), components);
      events.start();
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Returns the page's address. */
  public URI pageUrl() {
    return url("/");
  }

  /**
   * Returns the hook URL of a service, and creates the service if it is new. The URL is a secret:
   * whoever has it can write on the page.
   *
   * @throws IllegalArgumentException if the service's name is blank, longer than 100 characters or
   *     not printable
   */
  public URI hookUrl(String service) {
    boolean isNew = !hooks.knows(service);
    URI hook = url(HookRegistry.PATH + hooks.secretOf(service));
    if (isNew) {
      changed();
    }
    return hook;
  }

  private void changed() {
    state.markChanged();
    components.events().publish();
  }

  private URI url(String path) {
    InetAddress host = address().getAddress();
    String name = host.isAnyLocalAddress() ? "127.0.0.1" : host.getHostAddress();
    return URI.create(
        scheme + "://" + (name.contains(":") ? '[' + name + ']' : name) + ':' + port() + path);
  }

  /** Returns the port that the hub listens on. */
  public int port() {
    return address().getPort();
  }

  private synchronized InetSocketAddress address() {
    return address;
  }

  /** Returns every request to a hook in the order of receipt; the oldest may have been dropped. */
  public List<ReceivedRequest> received() {
    return state.requests();
  }

  /** Returns every request to this service's hook in the order of receipt. */
  public List<ReceivedRequest> received(String service) {
    return state.requests().stream().filter(request -> request.service().equals(service)).toList();
  }

  /** Returns the public incidents of all services, open and past, in the order of receipt. */
  public List<Incident> incidents() {
    return hooks.services().stream()
        .flatMap(service -> incidents(service).stream())
        .sorted(Comparator.comparingLong(Incident::number))
        .toList();
  }

  /** Returns the public incidents of a service, open and past, in the order of receipt. */
  public List<Incident> incidents(String service) {
    return state.incidents(service);
  }

  /** Returns the published maintenance windows of a service in the order of receipt. */
  public List<MaintenanceWindow> maintenances(String service) {
    return state.windows(service).stream().filter(window -> !window.draft()).toList();
  }

  /** Returns the updates of a service that are still drafts, grouped by incident. */
  public List<ReceivedUpdate> drafts(String service) {
    return state.fromIncidents(service, IncidentRecord::drafts);
  }

  /** Returns the maintenance windows of a service that are still drafts. */
  public List<MaintenanceWindow> maintenanceDrafts(String service) {
    return state.windows(service).stream().filter(MaintenanceWindow::draft).toList();
  }

  /** Returns a service's public status, from open incidents and maintenance in progress. */
  public Status status(String service) {
    return state.status(service);
  }

  /** Returns what subscribers would have received, oldest first. */
  public List<Notification> notifications() {
    return state.notifications();
  }

  /** Returns what happened, oldest first, as lines for a terminal. */
  public List<String> timeline() {
    state.recordPhaseChanges();
    return state.timeline().stream().map(TimelineEntry::line).toList();
  }

  /** Injects these faults into the next requests of this service, one into each request. */
  public void inject(String service, Fault... faults) {
    this.faults.queue(Objects.requireNonNull(service), List.of(faults));
    changed();
  }

  /** Injects these faults into the next requests of any service, one into each request. */
  public void inject(Fault... faults) {
    this.faults.queue(FaultPlan.ANY_SERVICE, List.of(faults));
    changed();
  }

  /** Injects this fault into every request of this service until {@link #clearFaults()}. */
  public void injectUntilCleared(String service, Fault fault) {
    faults.setUntilCleared(Objects.requireNonNull(service), fault);
    changed();
  }

  /** Injects this fault into every request until {@link #clearFaults()}. */
  public void injectUntilCleared(Fault fault) {
    faults.setUntilCleared(FaultPlan.ANY_SERVICE, fault);
    changed();
  }

  /**
   * Asks a function for the fault of every request that has no other.
   *
   * @param selector gets the service's name and returns empty for no fault; called by the hub's own
   *     threads
   */
  public void selectFaults(Function<String, Optional<Fault>> selector) {
    faults.setSelector(selector);
    changed();
  }

  /** Removes all faults. */
  public void clearFaults() {
    faults.clearAll();
    changed();
  }

  /** Stops listening and closes all connections: new connections are refused. */
  public void goOffline() {
    server.stopListening();
  }

  /**
   * Listens again at the same address with the same hooks.
   *
   * @throws UncheckedIOException if another program has taken the port
   */
  public synchronized void comeOnline() {
    try {
      address = server.listen(address, components);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns how many requests to hooks have begun and have no response yet. */
  public int inFlight() {
    return inFlight.current();
  }

  /**
   * Returns the highest number of requests that were {@linkplain #inFlight() in flight} at once.
   */
  public int peakInFlight() {
    return inFlight.peak();
  }

  /** Returns the hub's self-signed certificate; empty unless {@link Builder#https()} was called. */
  public Optional<X509Certificate> certificate() {
    return Optional.ofNullable(certificate);
  }

  /**
   * Writes a PKCS12 trust store with the hub's own certificate.
   *
   * @throws IllegalStateException unless {@link Builder#https()} was called
   */
  public void writeTrustStore(Path file, char[] password) throws IOException {
    TlsIdentity.writeTrustStore(
        certificate()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "this hub has no certificate of its own: call https() on its builder")),
        file,
        password);
  }

  /** Forgets requests, incidents, windows, notifications and faults; the hooks stay. */
  public void reset() {
    faults.clearAll();
    state.reset();
    changed();
  }

  /** Stops listening, closes all connections and ends the hub's threads. */
  @Override
  public void close() {
    server.close();
  }

  /** The options of a hub. */
  public static final class Builder {
    private final Map<String, Optional<String>> secrets = new LinkedHashMap<>();
    private HookSecrets hookSecrets = HookSecrets.random();
    private @Nullable Path stateFolder;
    private int port;
    private @Nullable String host;
    private Clock clock = Clock.systemUTC();
    private @Nullable SSLContext tls;
    private boolean ownCertificate;
    private Limits limits = Limits.DEFAULT;
    private Timeouts timeouts = Timeouts.DEFAULT;
    private boolean acceptsRepeatedResolved;
    private boolean strict;
    private Consumer<String> onTimelineLine = line -> {};
    private Consumer<ReceivedRequest> onRequest = request -> {};

    private Builder() {}

    /** Sets the port; 0, the default, chooses a free one. */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /**
     * Sets the address or host name to listen on instead of 127.0.0.1. Anything but a loopback
     * address shows page and payloads to the network; the operator's API stays with this machine.
     */
    public Builder bind(String host) {
      this.host = host;
      return this;
    }

    /** Sets the clock for received requests and for the start and end of windows. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /** Adds a service with a generated secret in its hook URL. */
    public Builder service(String service) {
      secrets.put(service, Optional.empty());
      return this;
    }

    /**
     * Adds a service with a chosen secret in its hook URL.
     *
     * @param secret 8 to 128 letters, digits, {@code -} or {@code _}; checked by {@link #start()}
     */
    public Builder service(String service, String secret) {
      secrets.put(service, Optional.of(secret));
      return this;
    }

    /**
     * Derives the secrets of the hook URLs from a seed instead of generating random ones: a service
     * has the same path in every hub with the same seed.
     *
     * @param seed a secret itself: whoever has it knows every hook URL
     * @throws IllegalArgumentException if the seed is shorter than 16 bytes
     */
    public Builder hookUrlSeed(byte[] seed) {
      hookSecrets = HookSecrets.derivedFrom(seed.clone());
      return this;
    }

    /**
     * Keeps a random {@linkplain #hookUrlSeed(byte[]) seed} in this folder, so that services have
     * the same hook URLs after a restart on the same port. Only the file's owner can read it.
     */
    public Builder stateFolder(Path stateFolder) {
      this.stateFolder = stateFolder;
      return this;
    }

    private HookSecrets hookSecrets() throws IOException {
      return stateFolder == null
          ? hookSecrets
          : HookSecrets.derivedFrom(HookSeedFile.readOrCreate(stateFolder));
    }

    /** Serves HTTPS with a new self-signed certificate. */
    public Builder https() {
      ownCertificate = true;
      return this;
    }

    /** Serves HTTPS with the key and certificate of this context. */
    public Builder https(SSLContext context) {
      tls = context;
      return this;
    }

    /**
     * Limits how many requests are kept as received, and their bytes in all; the oldest are
     * dropped. Default: 20,000 and 64 MiB.
     */
    public Builder keepRequests(int count, long bytes) {
      limits = new Limits(count, bytes, limits.updates(), limits.updateBytes());
      return this;
    }

    /**
     * Limits how many updates and windows are accepted, and their bytes in all; further ones are
     * rejected with 507. Default: 100,000 and 256 MiB.
     */
    public Builder capacity(int updates, long bytes) {
      limits = new Limits(limits.requests(), limits.requestBytes(), updates, bytes);
      return this;
    }

    Builder timeouts(Timeouts timeouts) {
      this.timeouts = timeouts;
      return this;
    }

    /**
     * Accepts an exact repeat of the update that resolved an incident, without showing it twice.
     * The specification says only that {@code resolved} has to be the last update, so by default
     * the repeat is rejected.
     */
    public Builder acceptRepeatedResolved() {
      acceptsRepeatedResolved = true;
      return this;
    }

    /**
     * Applies stricter rules than the specification, which StatusHub may apply too: within an
     * incident {@code start_time} never falls, an incident is not in the future (with a tolerance
     * of 60 s by the hub's clock), and titles are plain text. What breaks them is rejected with
     * 422. Default: false.
     */
    public Builder strict(boolean strict) {
      this.strict = strict;
      return this;
    }

    /** Sets a listener for each new line of the {@linkplain LocalHub#timeline() timeline}. */
    public Builder onTimelineLine(Consumer<String> listener) {
      onTimelineLine = listener;
      return this;
    }

    /**
     * Sets a listener for each request to a hook, called by the hub's threads before it responds.
     */
    public Builder onRequest(Consumer<ReceivedRequest> listener) {
      onRequest = listener;
      return this;
    }

    /**
     * Starts the hub.
     *
     * @throws UncheckedIOException if the hub can't listen on the address, create a certificate or
     *     use the state folder
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
