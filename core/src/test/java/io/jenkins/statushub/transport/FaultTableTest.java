package io.jenkins.statushub.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.testing.RawReceiver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of docs/delivery.md, against both transports. */
@Timeout(120)
public class FaultTableTest {
  private static final byte[] JSON = "{\"title\":\"x\"}".getBytes(StandardCharsets.UTF_8);
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(300);

  static Stream<Arguments> rows() {
    return Fault.all().stream()
        .flatMap(fault -> Stream.of(TransportKind.values()).map(kind -> Arguments.of(fault, kind)));
  }

  /** The first request of a JVM takes longer than what the endless rows are given. */
  @BeforeAll
  static void warmUp() throws Exception {
    for (TransportKind kind : TransportKind.values()) {
      try (RawReceiver receiver =
              RawReceiver.start(connection -> connection.write(RawReceiver.answer(200, "", "")));
          Transport transport = kind.create(null)) {
        HookUrl url = HookUrl.parse("hookUrl", "http://127.0.0.1:" + receiver.port() + "/");
        transport.post(url, JSON, LONG).toCompletableFuture().get();
      }
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("rows")
  void row(Fault fault, TransportKind kind) throws Exception {
    try (Fault.Site site = fault.site().open();
        Transport transport = kind.create(site.tls())) {
      TransportResult answer = post(fault, site, transport);

      assertThat(answer.category()).as(answer.problem()).isEqualTo(fault.category());
      assertThat(answer.reached()).as(answer.problem()).isEqualTo(fault.reached());
      String words = fault.words();
      if (words.endsWith("…")) {
        assertThat(answer.problem()).startsWith(words.substring(0, words.length() - 1));
      } else {
        assertThat(answer.problem()).isEqualTo(words);
      }
      assertThat(answer.toString()).doesNotContain(Fault.SECRET, "127.0.0.1", "hub.invalid");
      assertThat(answer.problem()).doesNotContain("\n", "\r").hasSizeLessThan(400);
      assertThat(site.receivers().stream().skip(1).mapToInt(RawReceiver::connections).sum())
          .as("connections elsewhere")
          .isZero();
      if (!fault.endless() && fault.reached()) {
        assertThat(site.receivers().get(0).requests()).hasSizeLessThanOrEqualTo(1);
        assertThat(site.receivers().get(0).connections()).isEqualTo(1);
      }
    }
  }

  /** What never ends gets little time, and more only where this machine was too slow for that. */
  private static TransportResult post(Fault fault, Fault.Site site, Transport transport)
      throws Exception {
    if (!fault.endless()) {
      return transport.post(site.url(), JSON, LONG).toCompletableFuture().get();
    }
    Duration given = SHORT;
    while (true) {
      TransportResult answer = transport.post(site.url(), JSON, given).toCompletableFuture().get();
      if (answer.reached() == fault.reached() || given.compareTo(LONG) > 0) {
        return answer;
      }
      given = given.multipliedBy(4);
    }
  }

  @Test
  void theDocumentSaysTheSame() throws IOException {
    List<String> lines = Files.readAllLines(document());
    int start =
        lines.indexOf(
            "| what happens | what comes of it | may the hub have it? | what is reported |");
    assertThat(start).as("the table's head in %s", document()).isNotNegative();
    List<String> table =
        lines.subList(start + 2, lines.size()).stream()
            .takeWhile(line -> line.startsWith("|"))
            .toList();
    assertThat(table)
        .containsExactlyElementsOf(Fault.all().stream().map(this::line).distinct().toList());
  }

  /** Looked for upwards, because who runs tests may do so in the module or in the project. */
  private static Path document() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/delivery.md"))) {
      folder =
          Objects.requireNonNull(
              folder.getParent(), "docs/delivery.md is nowhere above the working directory");
    }
    return folder.resolve("docs/delivery.md");
  }

  private String line(Fault fault) {
    String comes =
        switch (fault.category()) {
          case ACCEPTED -> "delivered";
          case UNAVAILABLE -> "tried again";
          case HOOK_URL_INVALID -> "blocked, until the hook URL is corrected";
          case REJECTED -> "rejected, a person has to look at it";
        };
    return "| "
        + fault.what()
        + " | "
        + comes
        + " | "
        + (fault.reached() ? "yes" : "no")
        + " | "
        + (fault.says().isEmpty() || fault.says().equals("…") ? "" : "`" + fault.says() + "`")
        + " |";
  }
}
