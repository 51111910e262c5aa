package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The goal hub: it runs until its process ends. */
class HubIT extends GoalTestBase {

  @ParameterizedTest
  @EnumSource
  void runsUntilItsProcessEnds(MavenHome home) throws Exception {
    Path envFile = work.resolve("hub.env.settings.xml");
    Process process =
        bareMaven()
            .with(home)
            .goal("hub")
            .set("port", "0")
            .set("services", "search")
            .set("envFile", envFile.toString())
            .start();
    try {
      while (process.isAlive() && !Files.exists(envFile)) {
        process.waitFor(50, TimeUnit.MILLISECONDS);
      }
      List<String> lines = Files.readAllLines(envFile);
      String page = value(lines.get(0), "STATUSHUB_PAGE");
      bareMaven()
          .with(home)
          .goal("incident")
          .env("STATUSHUB_SEARCH_URL", value(lines.get(1), "STATUSHUB_SEARCH_URL"))
          .set("service", "search")
          .set("title", "Slow searches")
          .set("status", "degraded")
          .run()
          .succeeded();
      HttpResponse<String> response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(page)).build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).contains("<title>");
    } finally {
      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(envFile).doesNotExist();
    assertThat(work.resolve("run-1.log")).content().contains("Slow searches");
  }

  @Test
  void aTakenPortIsAMistake() {
    MavenRun.Ended run =
        bareMaven().goal("hub").set("port", Integer.toString(hub.port())).run().failed();

    assertThat(run.output())
        .contains("StatusHub: port: the hub can't listen on " + hub.port())
        .contains("Mend it with -Dstatushub.port=…");
    AnnounceIT.assertNoStackTrace(run);
  }

  private static String value(String line, String name) {
    assertThat(line).startsWith("export " + name + "='http://127.0.0.1:").endsWith("'");
    return line.substring(line.indexOf('\'') + 1, line.length() - 1);
  }
}
