package io.jenkins.statushub;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.concurrent.DaemonScheduler;
import io.jenkins.statushub.concurrent.Scheduler;
import io.jenkins.statushub.hook.Payload;
import io.jenkins.statushub.ledger.Ledger;
import io.jenkins.statushub.ledger.Notices;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.sending.Announcer;
import io.jenkins.statushub.sending.DeliveryContext;
import io.jenkins.statushub.sending.DeliveryPolicy;
import io.jenkins.statushub.sending.FlushReport;
import io.jenkins.statushub.sending.HookUrls;
import io.jenkins.statushub.sending.Outcome;
import io.jenkins.statushub.transport.Transport;
import io.jenkins.statushub.transport.urlconnection.UrlConnectionTransport;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The one door to a StatusHub status page. What is announced is on disk before it is sent, is sent
 * in order for each incident, and is kept for later where the hub is unwell. Safe for many threads,
 * and for many processes that share a ledger's folder.
 */
public final class StatusHubClient implements AutoCloseable {
  private final Ledger ledger;
  private final DeliveryContext context;
  private final Announcer announcer;
  private final @Nullable AutoCloseable ownScheduler;

  private StatusHubClient(
      Ledger ledger, DeliveryContext context, @Nullable AutoCloseable ownScheduler) {
    this.ledger = ledger;
    this.context = context;
    this.announcer = new Announcer(ledger, context);
    this.ownScheduler = ownScheduler;
  }

  /**
   * Begins a door.
   *
   * @param folder the ledger's folder; made when first needed
   * @param hookUrls finds the hook URLs
   */
  public static Builder builder(Path folder, HookUrls hookUrls) {
    return new Builder(folder, hookUrls);
  }

  /**
   * Says something, within the policy's timeout.
   *
   * @see #announce(Announcement, Duration)
   */
  public CompletionStage<Outcome> announce(Announcement announcement) {
    return announce(announcement, context.policy().timeout());
  }

  /**
   * Says something. The stage completes normally whatever happens to the hub, the network and the
   * ledger's folder.
   *
   * @param announcement what to say
   * @param timeout how long to try before it is pending; zero parks it at once
   * @throws io.jenkins.statushub.input.ParameterException if no hook URL is known for the service;
   *     then nothing is recorded and nothing is sent
   */
  public CompletionStage<Outcome> announce(Announcement announcement, Duration timeout) {
    context.hookUrls().find(announcement.service().name(), announcement.hookUrlRef());
    return announcer.announce(announcement, timeout);
  }

  /**
   * Takes something without trying to send it.
   *
   * @param why for people, such as that the build works offline
   * @throws io.jenkins.statushub.input.ParameterException if no hook URL is known for the service;
   *     then nothing is recorded
   */
  public CompletionStage<Outcome> park(Announcement announcement, String why) {
    context.hookUrls().find(announcement.service().name(), announcement.hookUrlRef());
    return announcer.park(announcement, why);
  }

  /**
   * What would be sent, checked, under the id that it would get now. Nothing is recorded or sent.
   *
   * @throws LedgerException if the ledger can't be read
   */
  public Payload preview(Announcement announcement) throws LedgerException {
    return announcement.payload().withId(ledger.idFor(announcement));
  }

  /**
   * Delivers what is pending, in order within each incident.
   *
   * @param onlyDue whether to leave alone what is planned for later; a hub that asked to be left
   *     alone is left alone either way
   * @param bound how long to go on
   * @param progress told after each incident or maintenance; must not throw
   */
  public CompletionStage<FlushReport> flush(
      boolean onlyDue, Duration bound, Consumer<FlushReport> progress) {
    return announcer.flush(onlyDue, bound, progress);
  }

  /** What was said and what still has to be. */
  public Ledger ledger() {
    return ledger;
  }

  /**
   * Lets go of files and connections. What is pending stays so; what is being announced completes
   * as pending.
   */
  @Override
  public void close() {
    ledger.close();
    closeQuietly(context.transport());
    closeQuietly(ownScheduler);
  }

  private void closeQuietly(@Nullable AutoCloseable each) {
    if (each == null) {
      return;
    }
    try {
      each.close();
    } catch (Exception e) {
      context.notices().warn("closing failed: " + e.getClass().getSimpleName());
    }
  }

  /** The settings of a door; each has a default that suits a short process. */
  public static final class Builder {
    private final Path folder;
    private final HookUrls hookUrls;
    private @Nullable Transport transport;
    private @Nullable Scheduler scheduler;
    private DeliveryPolicy policy = DeliveryPolicy.DEFAULT;
    private Clock clock = Clock.systemUTC();
    private @Nullable LongSupplier nanoTime;
    private Executor executor = Runnable::run;
    private RandomGenerator random = new Random();
    private Notices notices = line -> {};
    private boolean fsync = true;

    private Builder(Path folder, HookUrls hookUrls) {
      this.folder = folder;
      this.hookUrls = hookUrls;
    }

    /** Sends the requests; by default {@link UrlConnectionTransport}. Closed with the door. */
    public Builder transport(Transport given) {
      transport = given;
      return this;
    }

    /** Runs what comes later; by default a daemon thread of its own. */
    public Builder scheduler(Scheduler given) {
      scheduler = given;
      return this;
    }

    /** When to try again, and for how long. */
    public Builder policy(DeliveryPolicy given) {
      policy = given;
      return this;
    }

    /** What the time is; by default the system's. */
    public Builder clock(Clock given) {
      clock = given;
      return this;
    }

    /**
     * What durations are measured by, in nanoseconds; by default the system's timer for the
     * system's clock, and the clock itself for any other.
     */
    public Builder nanoTime(LongSupplier given) {
      nanoTime = given;
      return this;
    }

    /** Runs file work; by default the thread that asks for it. */
    public Builder executor(Executor given) {
      executor = given;
      return this;
    }

    /** Spreads what is tried again. */
    public Builder random(RandomGenerator given) {
      random = given;
      return this;
    }

    /** Told of what people should know although no announcement failed. */
    public Builder notices(Notices given) {
      notices = given;
      return this;
    }

    /**
     * Whether to wait for the disk (default). Without it a power failure, though not a crash of the
     * process, may lose what was announced last.
     */
    public Builder fsync(boolean given) {
      fsync = given;
      return this;
    }

    /** Makes the door. Nothing is opened or written yet. */
    public StatusHubClient build() {
      Scheduler later = scheduler;
      DaemonScheduler own = null;
      if (later == null) {
        own = new DaemonScheduler();
        later = own;
      }
      Transport sends = transport == null ? new UrlConnectionTransport() : transport;
      DeliveryContext context =
          new DeliveryContext(
              hookUrls, sends, policy, clock, timer(), later, executor, random, notices);
      return new StatusHubClient(new Ledger(folder, clock, notices, fsync), context, own);
    }

    private LongSupplier timer() {
      if (nanoTime != null) {
        return nanoTime;
      }
      return clock.getClass() == Clock.systemUTC().getClass()
          ? System::nanoTime
          : () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos();
    }
  }
}
