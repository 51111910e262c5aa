package io.jenkins.plugins.statushub;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Job;
import hudson.model.Run;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import jenkins.model.Jenkins;

/** Searches for hook URLs where none may be. */
final class LeakSearch {
  private final List<String> secrets = new ArrayList<>();

  /**
   * @param secrets the secret parts of hook URLs
   */
  LeakSearch(List<String> secrets) {
    for (String secret : secrets) {
      this.secrets.add(secret);
      this.secrets.add(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** The part of a hook URL that nobody may see. */
  static String secretOf(URI hookUrl) {
    String path = hookUrl.getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  void inText(String where, String text) {
    for (String secret : secrets) {
      assertThat(text.contains(secret)).as("%s holds a hook URL", where).isFalse();
    }
  }

  /** All files but the credentials stores, which hold it encrypted. */
  void inHome(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        inText(home.relativize(file).toString(), read(file));
      }
    }
  }

  private static String read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b) {
      try (GZIPInputStream unzipped = new GZIPInputStream(Files.newInputStream(file))) {
        bytes = unzipped.readAllBytes();
      }
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** What Jenkins serves to an administrator. */
  void inPages(Jenkins jenkins) throws IOException, InterruptedException {
    String root = jenkins.getRootUrl();
    if (root == null || secrets.isEmpty()) {
      return;
    }
    List<String> paths =
        new ArrayList<>(List.of("api/json?depth=3", "manage/configure", "log/all", "systemInfo"));
    for (Job<?, ?> job : jenkins.allItems(Job.class)) {
      paths.add(job.getUrl());
      for (Run<?, ?> run : job.getBuilds()) {
        paths.add(run.getUrl());
        paths.add(run.getUrl() + "api/json?depth=3");
        paths.add(run.getUrl() + "api/xml?depth=3");
        paths.add(run.getUrl() + "consoleText");
      }
    }
    HttpClient client = HttpClient.newHttpClient();
    for (String path : paths) {
      HttpResponse<String> page =
          client.send(
              HttpRequest.newBuilder(URI.create(root + path)).build(),
              HttpResponse.BodyHandlers.ofString());
      inText(path + " (HTTP " + page.statusCode() + ")", page.body());
    }
  }
}
