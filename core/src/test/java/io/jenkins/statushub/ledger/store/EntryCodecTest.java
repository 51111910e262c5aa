package io.jenkins.statushub.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.ledger.model.DeliveryState;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as they lie in ledgers that are in use: later versions have to read them. */
class EntryCodecTest {
  private static final Instant TIME = Instant.parse("2026-11-24T09:00:00Z");

  private static final String SMALLEST =
      """
      {
        "version" : 1,
        "kind" : "incident",
        "service" : "shop",
        "id" : "INC-7",
        "opened" : "2026-11-24T09:00:00Z",
        "updates" : [ {
          "sequence" : 1,
          "recorded" : "2026-11-24T09:00:00Z",
          "delivery" : "pending",
          "payload" : {
            "id" : "INC-7"
          }
        } ]
      }
      """;

  private static final String FULL =
      """
      {
        "version" : 1,
        "kind" : "maintenance",
        "service" : "shop",
        "id" : "INC-7",
        "key" : "deploy",
        "hookUrlRef" : "credential-7",
        "opened" : "2026-11-24T09:00:00Z",
        "pruned" : 4,
        "updates" : [ {
          "sequence" : 5,
          "recorded" : "2026-11-24T09:00:00Z",
          "origin" : "build 1",
          "delivery" : "expired",
          "failures" : 3,
          "lastAttempt" : "2026-11-24T09:00:01Z",
          "inDoubt" : true,
          "nextAttempt" : "2026-11-24T09:00:02Z",
          "settled" : "2026-11-24T09:00:03Z",
          "problem" : "HTTP 503",
          "payload" : {
            "id" : "INC-7"
          }
        } ]
      }
      """;

  private static final LedgerEntry SMALLEST_ENTRY =
      new LedgerEntry(
          LedgerEntry.Kind.INCIDENT,
          ServiceId.of("shop"),
          "INC-7",
          null,
          null,
          TIME,
          0,
          List.of(),
          List.of(UpdateRecord.pending(1, TIME, "", Map.of("id", "INC-7"))));

  private static final LedgerEntry FULL_ENTRY =
      new LedgerEntry(
          LedgerEntry.Kind.MAINTENANCE,
          ServiceId.of("shop"),
          "INC-7",
          "deploy",
          "credential-7",
          TIME,
          4,
          List.of(),
          List.of(
              new UpdateRecord(
                  5,
                  TIME,
                  "build 1",
                  Map.of("id", "INC-7"),
                  DeliveryState.EXPIRED,
                  3,
                  TIME.plusSeconds(1),
                  true,
                  TIME.plusSeconds(2),
                  TIME.plusSeconds(3),
                  "HTTP 503")));

  private static String written(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void holdWhatIsGiven() throws IOException {
    assertThat(written(EntryCodec.write(SMALLEST_ENTRY))).isEqualTo(SMALLEST);
    assertThat(EntryCodec.readEntry(bytes(SMALLEST))).isEqualTo(SMALLEST_ENTRY);
    assertThat(written(EntryCodec.write(FULL_ENTRY))).isEqualTo(FULL);
    assertThat(EntryCodec.readEntry(bytes(FULL))).isEqualTo(FULL_ENTRY);
  }

  @Test
  void mayHoldZeros() throws IOException {
    String zero = SMALLEST.replace("\"delivery\"", "\"failures\" : 0, \"delivery\"");
    assertThat(EntryCodec.readEntry(bytes(zero))).isEqualTo(SMALLEST_ENTRY);
    assertThatThrownBy(() -> EntryCodec.readEntry(bytes(zero.replace(": 0,", ": -1,"))))
        .isInstanceOf(IOException.class)
        .hasMessage("it has no failures");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"sequence\" : 1,", "\"version\" : 1,"})
  void areRefusedWithoutTheirNumbers(String field) {
    assertThatThrownBy(() -> EntryCodec.readEntry(bytes(SMALLEST.replace(field, ""))))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aboutKeysHoldWhatIsGiven() throws IOException {
    KeyRecord smallest = new KeyRecord(ServiceId.of("shop"), "deploy", null, 0, List.of());
    String text =
        """
        {
          "version" : 1,
          "service" : "shop",
          "key" : "deploy"
        }
        """;
    assertThat(written(smallest.write())).isEqualTo(text);
    assertThat(KeyRecord.read(bytes(text))).isEqualTo(smallest);

    KeyRecord full = new KeyRecord(ServiceId.of("shop"), "deploy", "INC-7", 2, List.of("MW-1"));
    assertThat(written(full.write()))
        .isEqualTo(
            """
            {
              "version" : 1,
              "service" : "shop",
              "key" : "deploy",
              "id" : "INC-7",
              "failures" : 2,
              "windows" : [ "MW-1" ]
            }
            """);
    assertThat(KeyRecord.read(full.write())).isEqualTo(full);
  }
}
