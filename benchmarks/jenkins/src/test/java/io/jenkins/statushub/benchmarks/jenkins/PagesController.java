package io.jenkins.statushub.benchmarks.jenkins;

import io.jenkins.statushub.hub.LocalHub;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jvnet.hudson.test.fixtures.RealJenkinsFixture;

/** A Jenkins process whose ledger has so many entries, and a browser that loads no pictures. */
final class PagesController implements AutoCloseable {
  private static final String ANNOUNCING =
      """
      statusHubIncident service: 'shop', title: 'Slow checkouts', state: 'investigating', status: 'degraded'
      statusHubIncident service: 'shop', title: 'Slow checkouts', state: 'identified', status: 'degraded'
      statusHubIncident service: 'shop', title: 'Slow checkouts', state: 'monitoring', status: 'degraded'
      """;

  private final int entries;
  private final RealJenkinsFixture jenkins = new RealJenkinsFixture().withTimeout(0);
  private final LocalHub hub = LocalHub.builder().service(StepKind.SERVICE).start();
  private final HttpClient client = HttpClient.newHttpClient();

  /**
   * @param entries how many the ledger has; 0 for jobs and builds that never announced anything
   */
  PagesController(int entries, String... javaOptions) {
    this.entries = entries;
    jenkins.withName("pages-" + entries).javaOptions(javaOptions);
  }

  int entries() {
    return entries;
  }

  void start() throws Throwable {
    jenkins.setUp(JenkinsPages.class.getName(), "pages-" + entries);
    FilledHome.write(jenkins.getHome().toPath(), entries);
    jenkins.startJenkins();
    jenkins.runRemotely(
        InController::configure, hub.hookUrl(StepKind.SERVICE).toString(), Boolean.FALSE);
    String script =
        entries == 0
            ? "echo 'nothing'"
            : ANNOUNCING.replace("'shop'", "'" + StepKind.SERVICE + "'");
    jenkins.runRemotely(
        InController::build,
        new InController.Task(FilledHome.MEASURED, script, "PERFORMANCE_OPTIMIZED"));
  }

  String describe() throws Throwable {
    return jenkins.runRemotely(InController::describe);
  }

  /** Returns the bytes in use after a collection. */
  long heap() throws Throwable {
    return jenkins.runRemotely(InController::heap);
  }

  /** Returns whether there is such a page here. */
  boolean has(PageKind page) {
    return entries > 0 || page.isOfJenkins() || page == PageKind.LEDGER;
  }

  /**
   * Opens a page.
   *
   * @return how many milliseconds it took until all of it was here
   * @throws IOException if it is not the page that was asked for
   */
  double open(PageKind page) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(jenkins.getUrl() + page.path(entries))).build();
    long begun = System.nanoTime();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    double millis = (System.nanoTime() - begun) / 1e6;
    boolean whole = entries == 0 || response.body().contains(page.shows());
    if (response.statusCode() != 200 || !whole) {
      throw new IOException(request.uri() + " answered " + response + "\n" + response.body());
    }
    return millis;
  }

  @Override
  public void close() throws Exception {
    try {
      jenkins.tearDown();
    } finally {
      hub.close();
    }
  }
}
