package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The goal hub: it runs until its process ends. */
class HubIT extends GoalTestBase {

  /** A process of the goal with the service {@code search}, and the addresses it has written. */
  private record RunningHub(Process process, Path envFile, URI page, String hookUrl)
      implements AutoCloseable {
    @Override
    public void close() throws InterruptedException {
      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(envFile).doesNotExist();
    }
  }

  private RunningHub start(MavenRun run) throws Exception {
    Path envFile = work.resolve("hub.env.settings.xml");
    Process process =
        run.goal("hub")
            .set("services", "search")
            .set("envFile", envFile.toString())
            .set("hub.stateFolder", work.resolve("local-hub").toString())
            .start();
    while (process.isAlive() && !Files.exists(envFile)) {
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    List<String> lines = Files.readAllLines(envFile);
    return new RunningHub(
        process,
        envFile,
        URI.create(value(lines.get(0), "STATUSHUB_PAGE")),
        value(lines.get(1), "STATUSHUB_SEARCH_URL"));
  }

  @ParameterizedTest
  @EnumSource
  void runsUntilItsProcessEnds(MavenHome home) throws Exception {
    try (RunningHub running = start(bareMaven().with(home).set("port", "0"))) {
      bareMaven()
          .with(home)
          .goal("incident")
          .env("STATUSHUB_SEARCH_URL", running.hookUrl())
          .set("service", "search")
          .set("key", "search")
          .set("title", "Slow searches")
          .set("status", "degraded")
          .run()
          .succeeded();
      HttpResponse<String> response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(running.page()).build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).contains("<title>");
    }
    assertThat(work.resolve("run-1.log")).content().contains("Slow searches");
  }

  @Test
  void hasTheSameHookUrlsAfterARestart() throws Exception {
    String hookUrl;
    int port;
    try (RunningHub first = start(bareMaven().set("port", "0"))) {
      hookUrl = first.hookUrl();
      port = first.page().getPort();
      assertThat(post(hookUrl, Instant.now(), "Slow searches")).isEqualTo(200);
    }
    try (RunningHub second = start(bareMaven().set("port", Integer.toString(port)))) {
      assertThat(second.hookUrl()).isEqualTo(hookUrl);
      assertThat(post(hookUrl, Instant.now(), "Slow searches")).isEqualTo(200);
    }
  }

  @Test
  void rejectsAnIncidentInTheFutureInStrictMode() throws Exception {
    try (RunningHub strict = start(bareMaven().set("port", "0").set("hub.strict", "true"))) {
      assertThat(post(strict.hookUrl(), Instant.now().plusSeconds(3600), "Slow")).isEqualTo(422);
      assertThat(post(strict.hookUrl(), Instant.now(), "Slow")).isEqualTo(200);
    }
  }

  @Test
  void namesTheParameterIfThePortIsTaken() {
    MavenRun.Ended run =
        bareMaven()
            .goal("hub")
            .set("port", Integer.toString(hub.port()))
            .set("hub.stateFolder", work.resolve("local-hub").toString())
            .run()
            .failed();

    assertThat(run.output())
        .contains("StatusHub: port: the hub can't listen on " + hub.port())
        .contains("-Dstatushub.port=…");
    AnnounceIT.assertNoStackTrace(run);
  }

  @Test
  void namesTheParameterIfTheStateFolderIsAFile() throws IOException {
    Path file = Files.writeString(work.resolve("local-hub"), "");
    MavenRun.Ended run =
        bareMaven()
            .goal("hub")
            .set("port", "0")
            .set("hub.stateFolder", file.toString())
            .run()
            .failed();

    assertThat(run.output())
        .contains("StatusHub: stateFolder: the hub can't keep the seed of its hook URLs in " + file)
        .contains("-Dstatushub.hub.stateFolder=…");
    AnnounceIT.assertNoStackTrace(run);
  }

  private static int post(String hookUrl, Instant startTime, String title) throws Exception {
    String payload =
        """
        {"title": "%s", "description": "", "start_time": "%s", "state": "investigating",
         "status": "degraded"}"""
            .formatted(title, startTime.truncatedTo(ChronoUnit.SECONDS));
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(hookUrl))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(payload))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static String value(String line, String name) {
    assertThat(line).startsWith("export " + name + "='http://127.0.0.1:").endsWith("'");
    return line.substring(line.indexOf('\'') + 1, line.length() - 1);
  }
}
