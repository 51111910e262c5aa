package io.jenkins.plugins.statushub;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.statushub.testing.SecretSearch;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jenkins.model.Jenkins;

/** Searches for hook URLs where none may be. */
final class LeakSearch {
  private final List<String> secrets = new ArrayList<>();
  private final Set<String> searched = new HashSet<>();
  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

  /** Searches for one more from now on. */
  void add(URI hookUrl) {
    String secret = secretOf(hookUrl);
    secrets.add(secret);
    secrets.add(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
  }

  /** The part of a hook URL that nobody may see. */
  private static String secretOf(URI hookUrl) {
    String path = hookUrl.getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  void inText(String where, String text) {
    for (String secret : secrets) {
      assertThat(text.contains(secret)).as("%s holds a hook URL", where).isFalse();
    }
  }

  /** All files, the credentials stores too: they hold it encrypted. */
  void inHome(Path home) throws IOException {
    assertThat(SecretSearch.filesWith(secrets, home)).as("files that hold a hook URL").isEmpty();
  }

  /** What Jenkins serves about its builds. */
  void inBuilds(Jenkins jenkins) throws IOException, InterruptedException {
    for (Job<?, ?> job : jenkins.allItems(Job.class)) {
      for (Run<?, ?> run : job.getBuilds()) {
        if (searched.add(run.getUrl())) {
          inPage(jenkins, run.getUrl() + "api/json?depth=3");
          inPage(jenkins, run.getUrl() + "consoleText");
        }
      }
    }
  }

  /** What Jenkins serves to an administrator. */
  void inPages(Jenkins jenkins) throws IOException, InterruptedException {
    inPage(jenkins, "api/json?depth=3");
    inPage(jenkins, "manage/configure");
    inPage(jenkins, "log/all");
    for (Job<?, ?> job : jenkins.allItems(Job.class)) {
      inPage(jenkins, job.getUrl());
      inPage(jenkins, job.getUrl() + "api/xml?depth=2");
      if (job.getLastBuild() != null) {
        inPage(jenkins, job.getLastBuild().getUrl());
      }
    }
  }

  private void inPage(Jenkins jenkins, String path) throws IOException, InterruptedException {
    HttpResponse<String> page =
        client.send(
            HttpRequest.newBuilder(URI.create(jenkins.getRootUrl() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(page.statusCode()).as(path).isEqualTo(200);
    inText(path, page.body());
  }
}
