package io.jenkins.statushub.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DaemonSchedulerTest {

  @Test
  void runsOnADaemonThreadInOrderOfTime() throws Exception {
    try (DaemonScheduler scheduler = new DaemonScheduler()) {
      List<String> order = new CopyOnWriteArrayList<>();
      CompletableFuture<Thread> last = new CompletableFuture<>();
      CountDownLatch all = new CountDownLatch(1);
      scheduler.schedule(
          () -> {
            try {
              all.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          },
          Duration.ZERO);
      scheduler.schedule(() -> last.complete(Thread.currentThread()), Duration.ofMillis(301));
      scheduler.schedule(() -> order.add("second"), Duration.ofMillis(300));
      scheduler.schedule(() -> order.add("first"), Duration.ofNanos(-1));
      all.countDown();

      assertThat(last.get(20, TimeUnit.SECONDS).isDaemon()).isTrue();
      assertThat(order).containsExactly("first", "second");
    }
  }

  @Test
  void aTaskThatFailsDoesNotStopTheOthers() throws Exception {
    try (DaemonScheduler scheduler = new DaemonScheduler()) {
      CompletableFuture<String> next = new CompletableFuture<>();
      scheduler.schedule(
          () -> {
            throw new IllegalStateException("on purpose");
          },
          Duration.ZERO);
      scheduler.schedule(() -> next.complete("ran"), Duration.ofMillis(1));
      assertThat(next.get(20, TimeUnit.SECONDS)).isEqualTo("ran");
    }
  }

  @Test
  void dropsWhatWaitsAtItsEndAndWhatComesAfterIt() throws Exception {
    DaemonScheduler scheduler = new DaemonScheduler();
    List<String> ran = new CopyOnWriteArrayList<>();
    CompletableFuture<Thread> running = new CompletableFuture<>();
    CountDownLatch closed = new CountDownLatch(1);
    scheduler.schedule(
        () -> {
          running.complete(Thread.currentThread());
          try {
            closed.await();
            ran.add("running");
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        Duration.ZERO);
    Thread thread = running.get();
    scheduler.schedule(() -> ran.add("waiting"), Duration.ZERO);
    scheduler.close();
    scheduler.schedule(() -> ran.add("late"), Duration.ZERO);
    closed.countDown();
    thread.join();

    assertThat(ran).containsExactly("running");
  }
}
