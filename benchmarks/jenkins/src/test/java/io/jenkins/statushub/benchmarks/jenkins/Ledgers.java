package io.jenkins.statushub.benchmarks.jenkins;

import static io.jenkins.statushub.sending.Outcome.Kind.DELIVERED;
import static io.jenkins.statushub.sending.Outcome.Kind.FAILED;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.sending.Outcome;
import io.jenkins.statushub.transport.HookUrl;
import io.jenkins.statushub.transport.TransportResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Makes ledgers of some size: mostly what is over, half of it incidents, half maintenance windows.
 * Each list of the ledger's page has as many rows at every size, so that it is not the rows that
 * cost more.
 */
final class Ledgers {
  private static final int NOT_DELIVERED = 5;
  private static final int RUNNING = 5;
  private static final int PAGE = 25;
  private static final int SMALLEST = 100;
  private static final int OPEN = 2000;
  private static final int PENDING = 200;
  private static final Duration PAUSE = Duration.ofSeconds(30);

  /** A service whose hub asks to wait: what is announced for it stays pending. */
  private static final String WAITING = "shop-waiting";

  private static final String REFUSED = "shop-refused";
  private static final HookUrl URL = HookUrl.parse("hook URL", "http://127.0.0.1:9/hook");
  private static final HookUrl WAITING_URL = HookUrl.parse("hook URL", "http://127.0.0.1:9/wait");
  private static final HookUrl REFUSED_URL = HookUrl.parse("hook URL", "http://127.0.0.1:9/no");

  private final Turning clock;
  private final StatusHubClient client;
  private int number;

  private Ledgers(Path folder, Instant begin) {
    this.clock = new Turning(begin);
    this.client =
        StatusHubClient.builder(
                folder, (service, ref) -> CompletableFuture.completedFuture(url(service.name())))
            .transport((url, json, timeout) -> CompletableFuture.completedFuture(answer(url)))
            .clock(clock)
            .fsync(false)
            .build();
  }

  private static HookUrl url(String service) {
    return switch (service) {
      case WAITING -> WAITING_URL;
      case REFUSED -> REFUSED_URL;
      default -> URL;
    };
  }

  private static TransportResult answer(HookUrl url) {
    if (url.equals(WAITING_URL)) {
      return TransportResult.answered(503, Long.toString(Duration.ofDays(1).toSeconds()), "");
    }
    return TransportResult.answered(url.equals(REFUSED_URL) ? 400 : 202, null, "");
  }

  /** A clock that goes on by a while for each entry, and ends at the present. */
  private static final class Turning extends Clock {
    private Instant now;

    Turning(Instant now) {
      this.now = now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private static int open(int entries) {
    return entries <= SMALLEST ? PAGE : OPEN;
  }

  private static int pending(int entries) {
    return entries <= SMALLEST ? PAGE : PENDING;
  }

  private static int past(int entries) {
    return entries - open(entries) - pending(entries) - NOT_DELIVERED - RUNNING;
  }

  /** Returns the number of a page in the middle of what is over; never the last one, if shorter. */
  static int middlePage(int entries) {
    return Math.max(1, past(entries) / PAGE / 2);
  }

  /** Describes what they consist of. */
  static String describe() {
    return String.format(
        Locale.ROOT,
        "not delivered %d, pending %d, open %,d (at %d entries: %d and %d), windows that run %d",
        NOT_DELIVERED,
        PENDING,
        OPEN,
        SMALLEST,
        PAGE,
        PAGE,
        RUNNING);
  }

  /**
   * Makes one.
   *
   * @return the ids of its open incidents, one for each job from the first on
   */
  static List<String> fill(Path folder, int entries) throws IOException {
    int past = past(entries);
    Ledgers ledger = new Ledgers(folder, Instant.now().minus(PAUSE.multipliedBy(entries - past)));
    try (StatusHubClient ignored = ledger.client) {
      List<String> open = new ArrayList<>();
      for (int i = 0; i < open(entries); i++) {
        ledger.next();
        open.add(ledger.incident("shop", FilledHome.job(i), "investigating", DELIVERED));
      }
      for (int i = 0; i < pending(entries); i++) {
        ledger.next();
        ledger.wait("pending-" + i, i == 0);
      }
      for (int i = 0; i < NOT_DELIVERED; i++) {
        ledger.next();
        ledger.incident(REFUSED, "refused-" + i, "investigating", FAILED);
      }
      for (int i = 0; i < RUNNING; i++) {
        ledger.next();
        ledger.window();
      }
      PastEntries.fill(folder, past, PAUSE);
      return open;
    }
  }

  private void next() {
    number++;
    clock.now = clock.now.plus(PAUSE);
  }

  /** The hub asks to wait when the first one is sent, and the controller does. */
  private void wait(String key, boolean sent) {
    Announcement announcement = announcement(WAITING, key, "investigating");
    check(
        sent ? client.announce(announcement) : client.enqueue(announcement, "measuring"),
        Outcome.Kind.PENDING);
  }

  /** Returns its id. */
  private String incident(String service, String key, String state, Outcome.Kind expected) {
    return check(client.announce(announcement(service, key, state)), expected);
  }

  private Announcement announcement(String service, String key, String state) {
    return Announcement.incident()
        .service(service)
        .key(key)
        .origin(origin(state))
        .title(title("Slow checkouts"))
        .description("Payments take up to a minute. We are looking into it.")
        .state(state)
        .status("resolved".equals(state) ? "up" : "degraded")
        .build(clock)
        .get(0);
  }

  private void window() {
    Announcement announcement =
        Announcement.maintenance()
            .service("shop")
            .origin(origin("announced"))
            .title(title("Database upgrade"))
            .description("The shop may be slow meanwhile.")
            .status("degraded")
            .duration("8h")
            .build(clock)
            .get(0);
    check(client.announce(announcement), DELIVERED);
  }

  private static String check(CompletionStage<Outcome> announced, Outcome.Kind expected) {
    Outcome outcome = announced.toCompletableFuture().join();
    String id = outcome.id();
    if (outcome.kind() != expected || id == null) {
      throw new IllegalStateException(outcome.toString());
    }
    return id;
  }

  private String title(String text) {
    return text + ", number " + number;
  }

  private String origin(String occasion) {
    return String.format(
        Locale.ROOT,
        "%s#%d/m9x0k3ab-0123456789ab/7/%s",
        FilledHome.job(number % FilledHome.JOBS),
        number,
        occasion);
  }
}
