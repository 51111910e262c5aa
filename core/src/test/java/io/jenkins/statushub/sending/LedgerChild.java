package io.jenkins.statushub.sending;

import static io.jenkins.statushub.sending.LedgerFixture.incident;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.concurrent.LockHandle;
import io.jenkins.statushub.files.WatchedFileSystem;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.ledger.store.LedgerFileNames;
import io.jenkins.statushub.ledger.store.LedgerStorage;
import io.jenkins.statushub.transport.HookUrl;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** A process of its own that uses a ledger. Says what it does, a line each. */
final class LedgerChild implements AutoCloseable {
  private final Process process;
  private final BufferedReader lines;

  private LedgerChild(Process process) {
    this.process = process;
    this.lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static LedgerChild start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx64m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(LedgerChild.class.getName());
    command.addAll(List.of(arguments));
    return new LedgerChild(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** The next line; null at its end. */
  String line() throws IOException {
    return lines.readLine();
  }

  /** Ends it by SIGKILL. */
  void kill() throws IOException {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Waits for its own end. */
  int join() {
    return process.onExit().join().exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** What a child does: {@code crash}, {@code announce}, or {@code flush}. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[1]);
    String url = "http://127.0.0.1:" + arguments[2] + "/hook";
    int number = Integer.parseInt(arguments[3]);
    switch (arguments[0]) {
      case "crash" -> crash(folder, url, number);
      case "announce" -> announce(folder, url, number, Integer.parseInt(arguments[4]));
      case "flush" -> holdTheFlushLock(folder);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static StatusHubClient hub(Path folder, String url) {
    return StatusHubClient.builder(
            folder,
            (service, hookUrlRef) ->
                CompletableFuture.completedFuture(HookUrl.parse("hook URL", url)))
        .build();
  }

  private static void crash(Path folder, String url, int last) {
    WatchedFileSystem.Watch watch =
        new WatchedFileSystem.Watch() {
          private int count;

          @Override
          public synchronized void before(String operation, Path path) {
            if (++count == last) {
              System.out.println("NOW");
              park();
            }
          }
        };
    try (StatusHubClient hub = hub(WatchedFileSystem.watched(folder, watch), url)) {
      CrashScenario.run(hub, Clock.systemUTC(), System.out::println);
    }
  }

  private static void park() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void announce(Path folder, String url, int process, int count) {
    System.out.println("READY");
    try (StatusHubClient hub = hub(folder, url)) {
      for (int i = 1; i <= count; i++) {
        String title = "p" + process + "-" + i + " #1";
        var announcement =
            incident()
                .key("key " + i % 3)
                .origin("process " + process)
                .title(title)
                .build(Clock.systemUTC())
                .get(0);
        Outcome outcome = hub.announce(announcement).toCompletableFuture().join();
        System.out.println(title + " " + outcome.kind());
      }
    }
  }

  private static void holdTheFlushLock(Path folder) throws IOException {
    try (LedgerStorage ledger =
        new LedgerStorage(folder, Clock.systemUTC(), System::nanoTime, line -> {}, false)) {
      LockHandle flush = ledger.tryFlushLock();
      try (LockHandle key =
          ledger.lockKey(
              LedgerFileNames.ofKey(ServiceId.of("shop"), "stuck"), ledger.defaultDeadline())) {
        System.out.println(flush == null ? "BUSY" : "FLUSHING");
        park();
      }
    }
  }
}
