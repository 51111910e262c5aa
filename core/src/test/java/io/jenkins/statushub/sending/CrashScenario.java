package io.jenkins.statushub.sending;

import static io.jenkins.statushub.sending.LedgerFixture.incident;
import static io.jenkins.statushub.sending.LedgerFixture.maintenance;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.announcement.Announcement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** What a process does until it is ended in the middle of it, and what must be true afterwards. */
final class CrashScenario {
  /** The titles in the order in which they are announced; each one's number is its place. */
  static final List<String> TITLES =
      List.of("Deploy #1", "Deploy #2", "Deploy #3", "Deploy #4", "Window #5", "Other #6");

  private CrashScenario() {}

  static List<Announcement> announcements(Clock clock) {
    List<Announcement> all = new ArrayList<>();
    all.addAll(incident().title("Deploy #1").build(clock));
    all.addAll(incident().title("Deploy #2").state("identified").build(clock));
    all.addAll(incident().title("Deploy #3").state("resolved").status(null).build(clock));
    all.addAll(incident().title("Deploy #4").origin("build 2").build(clock));
    all.addAll(maintenance().title("Window #5").build(clock));
    all.addAll(incident().title("Other #6").key("other").build(clock));
    return all;
  }

  /** Announces one after the other, says which have come back, and flushes at the end. */
  static void run(StatusHubClient hub, Clock clock, Consumer<String> returned) {
    for (Announcement each : announcements(clock)) {
      Outcome outcome = hub.announce(each).toCompletableFuture().join();
      returned.accept(each.payload().title() + " " + outcome.kind());
    }
    hub.flush(false, Duration.ofMinutes(1), progress -> {}).toCompletableFuture().join();
  }

  /** Runs until an error that stands for the end of the process. */
  static List<String> runUntilTheEnd(StatusHubClient hub, Clock clock, Class<? extends Error> end) {
    List<String> returned = new ArrayList<>();
    try {
      run(hub, clock, returned::add);
    } catch (CompletionException e) {
      if (!end.isInstance(e.getCause())) {
        throw e;
      }
    }
    return returned;
  }

  /** What is wrong after another process has gone on and delivered all; empty if nothing. */
  static List<String> faults(List<String> returned, HubModel hub) {
    List<String> faults = new ArrayList<>(hub.disorder());
    for (String line : returned) {
      String title = line.substring(0, line.lastIndexOf(' '));
      if (hub.count(title) == 0) {
        faults.add("lost: " + line);
      }
    }
    if (hub.duplicates() > 1) {
      faults.add("doubled more than the one in doubt: " + hub.all());
    }
    List<String> open =
        hub.ids().stream()
            .filter(id -> hub.about(id).get(0).startsWith("Deploy"))
            .filter(hub::isOpen)
            .toList();
    // What was sent without a ledger can't be found again by another process.
    boolean allRecorded = returned.stream().noneMatch(line -> line.endsWith("UNRECORDED"));
    if (allRecorded && open.size() > 1) {
      faults.add("a second incident for the same problem: " + hub.all());
    }
    return faults;
  }
}
