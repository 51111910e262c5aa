package io.jenkins.statushub.sending;

import static io.jenkins.statushub.sending.LedgerFixture.incident;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.concurrent.Deadline;
import io.jenkins.statushub.concurrent.LockHandle;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.ledger.IncidentKeys;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.store.LedgerFileNames;
import io.jenkins.statushub.ledger.store.LedgerStorage;
import io.jenkins.statushub.transport.Transport;
import io.jenkins.statushub.transport.TransportResult;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many threads on one ledger. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ThreadsTest {
  private static final int THREADS = 200;
  private static final int KEYS = 5;

  @TempDir Path folder;

  private final ExecutorService hubThreads = Executors.newFixedThreadPool(4);

  /** Answers on other threads. */
  private Transport slow(HubModel hub) {
    return HubModel.answering(
        json ->
            CompletableFuture.supplyAsync(
                () -> {
                  hub.take(json);
                  return TransportResult.answered(202, null, "");
                },
                hubThreads));
  }

  @Test
  void keepsOrderAndSaysAllOnceAlsoWhenInterrupted() throws Exception {
    HubModel hub = new HubModel();
    List<String> notices = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    AtomicBoolean goesOn = new AtomicBoolean(true);
    try (StatusHubClient fixture =
        StatusHubClient.builder(
                folder,
                (service, hookUrlRef) -> CompletableFuture.completedFuture(LedgerFixture.URL))
            .transport(slow(hub))
            .notices(notices::add)
            .build()) {
      for (int i = 0; i < THREADS; i++) {
        var announcement =
            incident()
                .key("key " + i % KEYS)
                .origin("build " + i)
                .title("t" + i + " #1")
                .build(Clock.systemUTC())
                .get(0);
        threads.add(
            new Thread(
                () -> {
                  Outcome outcome =
                      fixture
                          .announce(announcement, Duration.ofMinutes(1))
                          .toCompletableFuture()
                          .join();
                  synchronized (outcomes) {
                    outcomes.add(outcome);
                  }
                }));
      }
      threads.forEach(Thread::start);
      Thread interrupter =
          new Thread(
              () -> {
                Random random = new Random(7);
                while (goesOn.get()) {
                  threads.get(random.nextInt(THREADS)).interrupt();
                  Thread.onSpinWait();
                }
              });
      interrupter.start();
      for (Thread thread : threads) {
        thread.join();
      }
      goesOn.set(false);
      interrupter.join();

      assertThat(outcomes).hasSize(THREADS);
      assertThat(outcomes).allMatch(outcome -> outcome.kind() == Outcome.Kind.DELIVERED);
      assertThat(hub.all()).hasSize(THREADS).doesNotHaveDuplicates();
      assertThat(hub.ids()).hasSize(KEYS);
      assertThat(notices).isEmpty();
      try (Stream<LedgerEntry> entries = fixture.ledger().entries()) {
        for (LedgerEntry entry : (Iterable<LedgerEntry>) entries::iterator) {
          assertThat(hub.about(entry.id()))
              .containsExactlyElementsOf(
                  entry.updates().stream()
                      .map(update -> update.title() + " " + update.state())
                      .toList());
        }
      }
    } finally {
      hubThreads.shutdownNow();
    }
  }

  @Test
  void keepsTheInterruptOfTheCaller() {
    HubModel hub = new HubModel();
    try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport())) {
      Thread.currentThread().interrupt();
      Outcome outcome = fixture.announce(incident());

      assertThat(Thread.interrupted()).isTrue();
      assertThat(outcome.kind()).isEqualTo(Outcome.Kind.DELIVERED);
      assertThat(fixture.announce(incident().title("Slow #2")).kind())
          .isEqualTo(Outcome.Kind.DELIVERED);
    }
  }

  /** Another copy of the classes, as another version of a plugin in the same JVM has. */
  private static URLClassLoader copy() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(Path.of(part).toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  /** Opens the folder and lets go of it again, in the copy. */
  static void openAndClose(String folder) throws IOException {
    try (LedgerStorage ledger =
        new LedgerStorage(
            Path.of(folder), Clock.systemUTC(), System::nanoTime, line -> {}, false)) {
      new IncidentKeys(ledger).countFailure(ServiceId.of("shop"), "deploy");
    }
  }

  /** Whether the flush can be had in the copy. */
  static boolean canFlush(String folder) throws IOException {
    try (LedgerStorage ledger =
        new LedgerStorage(
            Path.of(folder), Clock.systemUTC(), System::nanoTime, line -> {}, false)) {
      return ledger.tryFlushLock() != null;
    }
  }

  private Object call(Class<?> other, String method) throws ReflectiveOperationException {
    Method found = other.getDeclaredMethod(method, String.class);
    found.setAccessible(true);
    return found.invoke(null, folder.toString());
  }

  @Test
  void sharesALedgerWithAnotherClassLoader() throws Exception {
    try (URLClassLoader loader = copy();
        LedgerStorage ledger =
            new LedgerStorage(folder, Clock.systemUTC(), System::nanoTime, line -> {}, false)) {
      Class<?> other = loader.loadClass(ThreadsTest.class.getName());
      assertThat(other).isNotSameAs(ThreadsTest.class);
      try (LockHandle held = ledger.tryFlushLock()) {
        assertThat(held).isNotNull();
        assertThat(call(other, "canFlush")).isEqualTo(false);
        call(other, "openAndClose");

        // Closing a descriptor in the copy has not dropped this one's lock for other processes.
        try (LedgerChild child = LedgerChild.start("flush", folder.toString(), "1", "0")) {
          assertThat(child.line()).isEqualTo("BUSY");
        }
      }
      assertThat(call(other, "canFlush")).isEqualTo(true);
      assertThat(new IncidentKeys(ledger).countFailure(ServiceId.of("shop"), "deploy"))
          .isEqualTo(2);
    }
    assertThat(
            System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("io.jenkins.statushub.ledger.users:" + folder)))
        .isEmpty();
  }

  private static Deadline within(Duration time) {
    return Deadline.after(time, System::nanoTime);
  }

  @Test
  void servesWaitersInTurnAndGivesUpInTime() throws Exception {
    try (LedgerStorage ledger =
        new LedgerStorage(folder, Clock.systemUTC(), System::nanoTime, line -> {}, false)) {
      LockHandle held = ledger.lockEntry("shop-1", within(Duration.ZERO));
      CompletableFuture<String> late =
          CompletableFuture.supplyAsync(
              () -> {
                try (LockHandle mine = ledger.lockEntry("shop-1", within(Duration.ofMillis(1)))) {
                  return "got it";
                } catch (IOException e) {
                  return e.getMessage();
                }
              });
      assertThat(late.get(1, TimeUnit.MINUTES)).contains("does not let go", folder.toString());
      CompletableFuture<String> patient =
          CompletableFuture.supplyAsync(
              () -> {
                try (LockHandle mine = ledger.lockEntry("shop-1", within(Duration.ofMinutes(1)))) {
                  return "got it";
                } catch (IOException e) {
                  return e.getMessage();
                }
              });
      held.close();
      held.close();
      assertThat(patient.get(1, TimeUnit.MINUTES)).isEqualTo("got it");
    }
  }

  @Test
  void tellsWhenTheRightToSendIsFree() throws IOException {
    String name = LedgerFileNames.ofEntry(LedgerEntry.Kind.INCIDENT, ServiceId.of("shop"), "1");
    try (LedgerStorage ledger =
        new LedgerStorage(folder, Clock.systemUTC(), System::nanoTime, line -> {}, false)) {
      AtomicBoolean told = new AtomicBoolean();
      LockHandle held = Objects.requireNonNull(ledger.trySendLock(name, () -> {}));
      assertThat(ledger.trySendLock(name, () -> told.set(true))).isNull();
      assertThat(told).isFalse();
      held.close();
      assertThat(told).isTrue();
      try (LockHandle again = ledger.trySendLock(name, () -> {})) {
        assertThat(again).isNotNull();
      }
    }
  }
}
