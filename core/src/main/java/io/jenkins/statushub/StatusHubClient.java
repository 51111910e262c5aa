package io.jenkins.statushub;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.concurrent.DaemonScheduler;
import io.jenkins.statushub.concurrent.Scheduler;
import io.jenkins.statushub.hook.Payload;
import io.jenkins.statushub.ledger.AnnouncementRecorder;
import io.jenkins.statushub.ledger.DeliveryQueue;
import io.jenkins.statushub.ledger.IncidentKeys;
import io.jenkins.statushub.ledger.Ledger;
import io.jenkins.statushub.ledger.LedgerAdmin;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.ledger.store.LedgerStorage;
import io.jenkins.statushub.sending.Announcer;
import io.jenkins.statushub.sending.DeliveryPolicy;
import io.jenkins.statushub.sending.FlushReport;
import io.jenkins.statushub.sending.HookUrls;
import io.jenkins.statushub.sending.Outcome;
import io.jenkins.statushub.sending.SendingContext;
import io.jenkins.statushub.transport.Transport;
import io.jenkins.statushub.transport.urlconnection.UrlConnectionTransport;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Announces incidents and maintenance windows on a StatusHub status page. An announcement is on
 * disk before it is sent, is sent in order within its incident, and is kept for later if the hub is
 * unavailable. Safe for many threads, and for many processes that share a ledger's folder.
 */
public final class StatusHubClient implements AutoCloseable {
  private final LedgerStorage storage;
  private final SendingContext context;
  private final Announcer announcer;
  private final Ledger ledger;
  private final LedgerAdmin ledgerAdmin;
  private final IncidentKeys incidentKeys;
  private final @Nullable AutoCloseable ownScheduler;

  private StatusHubClient(
      LedgerStorage storage, SendingContext context, @Nullable AutoCloseable ownScheduler) {
    this.storage = storage;
    this.context = context;
    this.announcer =
        new Announcer(new AnnouncementRecorder(storage), new DeliveryQueue(storage), context);
    this.ledger = new Ledger(storage);
    this.ledgerAdmin = new LedgerAdmin(storage);
    this.incidentKeys = new IncidentKeys(storage);
    this.ownScheduler = ownScheduler;
  }

  /**
   * Returns a builder.
   *
   * @param ledgerFolder the ledger's folder; made when first needed
   * @param hookUrls finds the hook URLs
   */
  public static Builder builder(Path ledgerFolder, HookUrls hookUrls) {
    return new Builder(ledgerFolder, hookUrls);
  }

  /**
   * Returns a builder of a client without a ledger, for users who have no place for one. Each
   * announcement is sent once, and nothing of it is kept: no later process finds an incident that
   * was opened. Looking at the ledger or changing it fails with a {@link LedgerException}.
   *
   * @param hookUrls finds the hook URLs
   */
  public static Builder builderWithoutLedger(HookUrls hookUrls) {
    return new Builder(null, hookUrls);
  }

  /**
   * Announces something, within the policy's time limit.
   *
   * @see #announce(Announcement, Duration)
   */
  public CompletionStage<Outcome> announce(Announcement announcement) {
    return announce(announcement, context.policy().timeout());
  }

  /**
   * Announces something. The stage completes normally whatever happens to the hub, the network, the
   * secrets and the ledger's folder. If no hook URL is known for the service, nothing is recorded
   * and nothing is sent.
   *
   * @param announcement what to announce
   * @param timeout how long to try before it is left pending; zero to record it only
   */
  public CompletionStage<Outcome> announce(Announcement announcement, Duration timeout) {
    return announcer.announce(announcement, timeout);
  }

  /**
   * Records an announcement without trying to send it; {@link #flush} sends it.
   *
   * @param reason why it is not sent, for people, such as that the build works offline
   */
  public CompletionStage<Outcome> enqueue(Announcement announcement, String reason) {
    return announcer.enqueue(announcement, reason);
  }

  /**
   * Returns what would be sent, under the id that it would get now. Nothing is recorded or sent.
   *
   * @throws LedgerException if the ledger can't be read
   */
  public Payload preview(Announcement announcement) throws LedgerException {
    return announcement.payload().withId(ledger.idFor(announcement));
  }

  /**
   * Delivers what is pending, in order within each incident.
   *
   * @param onlyDue whether to pass over what is planned for later; a hub that asked to wait is not
   *     asked either way
   * @param timeout how long to begin anything more
   * @param progress called after each incident or maintenance window; must not throw
   */
  public CompletionStage<FlushReport> flush(
      boolean onlyDue, Duration timeout, Consumer<FlushReport> progress) {
    return announcer.flush(onlyDue, timeout, progress);
  }

  /** Returns the record of what was announced and of what is pending. */
  public Ledger ledger() {
    return ledger;
  }

  /** Returns what a person can do to entries of the ledger. */
  public LedgerAdmin ledgerAdmin() {
    return ledgerAdmin;
  }

  /** Returns what is known under the keys that group updates into incidents. */
  public IncidentKeys incidentKeys() {
    return incidentKeys;
  }

  /** Releases files and connections. What is being announced completes as pending. */
  @Override
  public void close() {
    storage.close();
    closeQuietly(context.transport());
    closeQuietly(ownScheduler);
  }

  private void closeQuietly(@Nullable AutoCloseable closeable) {
    if (closeable == null) {
      return;
    }
    try {
      closeable.close();
    } catch (Exception e) {
      context.notices().accept("closing failed: " + e.getClass().getSimpleName());
    }
  }

  /** The settings of a client; each has a default that suits a short process. */
  public static final class Builder {
    private final @Nullable Path ledgerFolder;
    private final HookUrls hookUrls;
    private @Nullable Transport transport;
    private @Nullable Scheduler scheduler;
    private DeliveryPolicy policy = DeliveryPolicy.DEFAULT;
    private Clock clock = Clock.systemUTC();
    private LongSupplier ticker = System::nanoTime;
    private Executor executor = Runnable::run;
    private RandomGenerator random = new Random();
    private Consumer<String> notices = line -> {};
    private boolean fsync = true;

    private Builder(@Nullable Path ledgerFolder, HookUrls hookUrls) {
      this.ledgerFolder = ledgerFolder;
      this.hookUrls = hookUrls;
    }

    /**
     * Sets what sends requests; by default {@link UrlConnectionTransport}. The client closes it.
     */
    public Builder transport(Transport transport) {
      this.transport = transport;
      return this;
    }

    /** Sets what runs tasks later; by default a daemon thread of the client's own. */
    public Builder scheduler(Scheduler scheduler) {
      this.scheduler = scheduler;
      return this;
    }

    /** Sets when to try again, and for how long. */
    public Builder policy(DeliveryPolicy policy) {
      this.policy = policy;
      return this;
    }

    /** Sets the clock; by default the system's. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /** Sets what time limits are measured by, in nanoseconds; by default the system's timer. */
    public Builder ticker(LongSupplier ticker) {
      this.ticker = ticker;
      return this;
    }

    /** Sets what runs file work; by default the thread that asks for it. */
    public Builder executor(Executor executor) {
      this.executor = executor;
      return this;
    }

    /** Sets what spreads the attempts. */
    public Builder random(RandomGenerator random) {
      this.random = random;
      return this;
    }

    /** Sets what takes lines that people should see although no announcement failed. */
    public Builder notices(Consumer<String> notices) {
      this.notices = notices;
      return this;
    }

    /**
     * Sets whether to wait for the disk; by default true. Without it a power failure, though not a
     * crash of the process, may lose what was announced last.
     */
    public Builder fsync(boolean fsync) {
      this.fsync = fsync;
      return this;
    }

    /** Returns a client. Nothing is opened or written yet. */
    public StatusHubClient build() {
      Scheduler usedScheduler = scheduler;
      DaemonScheduler ownScheduler = null;
      if (usedScheduler == null) {
        ownScheduler = new DaemonScheduler();
        usedScheduler = ownScheduler;
      }
      SendingContext context =
          new SendingContext(
              hookUrls,
              transport == null ? new UrlConnectionTransport() : transport,
              policy,
              clock,
              ticker,
              usedScheduler,
              executor,
              random,
              notices);
      LedgerStorage storage =
          ledgerFolder == null
              ? LedgerStorage.absent(clock, ticker, notices)
              : new LedgerStorage(ledgerFolder, clock, ticker, notices, fsync);
      return new StatusHubClient(storage, context, ownScheduler);
    }
  }
}
