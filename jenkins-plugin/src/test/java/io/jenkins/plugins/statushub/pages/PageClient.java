package io.jenkins.plugins.statushub.pages;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import io.jenkins.plugins.statushub.client.StatusHubClientProvider;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.sending.Outcome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlPage;
import org.jvnet.hudson.test.JenkinsRule.WebClient;

/** Opens pages as a user's browser does, and makes what they show. */
final class PageClient {
  static final String LEDGER = "manage/statushub/";

  private final JenkinsWithHub jenkins;

  PageClient(JenkinsWithHub jenkins) {
    this.jenkins = jenkins;
  }

  /** Lets everybody do everything again, as the search for leaks after each test needs it. */
  static void allowEverything() {
    Jenkins.get().setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
    Jenkins.get().setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
  }

  /** Begins without jobs and entries. */
  void reset() throws Exception {
    for (Item item : Jenkins.get().getItems()) {
      item.delete();
    }
    Path folder = StatusHubClientProvider.folder();
    if (Files.isDirectory(folder)) {
      Files.walkFileTree(folder, new Deleting(folder));
    }
    LedgerHealth.get().look();
  }

  /** Deletes the files of the ledger, not those beside its folders, which are in use. */
  private static final class Deleting extends SimpleFileVisitor<Path> {
    private final Path folder;

    Deleting(Path folder) {
      this.folder = folder;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (!file.getParent().equals(folder)) {
        Files.delete(file);
      }
      return FileVisitResult.CONTINUE;
    }
  }

  WebClient anonymous() {
    WebClient client = jenkins.rule().createWebClient();
    client.getOptions().setThrowExceptionOnScriptError(false);
    client.getOptions().setThrowExceptionOnFailingStatusCode(false);
    return client;
  }

  WebClient login(String user) throws Exception {
    return anonymous().login(user);
  }

  HtmlPage page(String path) throws Exception {
    try (WebClient client = anonymous()) {
      return page(client, path);
    }
  }

  static HtmlPage page(WebClient client, String path) throws Exception {
    HtmlPage page = client.goTo(path);
    assertThat(page.getWebResponse().getStatusCode()).as(path).isEqualTo(200);
    return page;
  }

  String text(String path) throws Exception {
    return page(path).asNormalizedText();
  }

  JSONObject json(String path) throws Exception {
    return jenkins.rule().getJSON(path).getJSONObject();
  }

  WebResponse post(WebClient client, String path) throws Exception {
    WebRequest request =
        new WebRequest(new URI(jenkins.rule().getURL() + path).toURL(), HttpMethod.POST);
    return client.loadWebResponse(client.addCrumb(request));
  }

  /** Returns what a page says after something was posted without a user. */
  String act(String action) throws Exception {
    try (WebClient client = anonymous()) {
      WebRequest request =
          new WebRequest(
              new URI(jenkins.rule().getURL() + LEDGER + action).toURL(), HttpMethod.POST);
      HtmlPage page = client.getPage(client.addCrumb(request));
      assertThat(page.getWebResponse().getStatusCode()).as(action).isEqualTo(200);
      return page.asNormalizedText();
    }
  }

  /** Returns a page's status; a login page that scripts of a refusal lead to does not count. */
  int get(WebClient client, String path) throws Exception {
    return client
        .loadWebResponse(new WebRequest(new URI(jenkins.rule().getURL() + path).toURL()))
        .getStatusCode();
  }

  /** Returns what names the only entry that has a title. */
  static String query(String title) throws Exception {
    List<LedgerEntry> found =
        entries().stream().filter(entry -> entry.last().title().equals(title)).toList();
    assertThat(found).as(title).hasSize(1);
    return EntryRef.of(found.get(0)).query();
  }

  static List<LedgerEntry> entries() throws Exception {
    try (Stream<LedgerEntry> all = StatusHubClientProvider.get().client().ledger().entries()) {
      return all.toList();
    }
  }

  /** Announces an incident as no build does. */
  static Outcome announce(String service, String title) throws Exception {
    Announcement announcement =
        Announcement.incident()
            .service(service)
            .key(title)
            .title(title)
            .status("degraded")
            .build(Clock.systemUTC())
            .get(0);
    return StatusHubClientProvider.get()
        .client()
        .announce(announcement)
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
  }

  /** Returns the entry's file in the ledger. */
  static Path file(LedgerEntry entry) throws IOException {
    try (Stream<Path> files = Files.walk(StatusHubClientProvider.folder())) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        if (file.toString().endsWith(".json")
            && Files.readString(file).contains(entry.id())
            && !file.getParent().endsWith("keys")) {
          return file;
        }
      }
    }
    throw new IOException("no file holds " + entry.id());
  }
}
