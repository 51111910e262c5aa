package io.jenkins.statushub.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.hook.IncidentState;
import io.jenkins.statushub.hook.IncidentUpdate;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.hook.ServiceStatus;
import io.jenkins.statushub.ledger.model.DeliveryState;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Readers of the ledger's files, given anything. */
class CodecFuzzTest {
  private interface Reader {
    Object read(byte[] bytes) throws IOException;
  }

  private static final List<Reader> READERS =
      List.of(EntryCodec::readEntry, KeyRecord::read, ServiceBackoff::read);

  /** Anything else than an IOException fails the test. */
  private static void readByAll(byte[] bytes) {
    for (Reader reader : READERS) {
      try {
        assertThat(reader.read(bytes)).isNotNull();
      } catch (IOException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  @Property(tries = 1000)
  void refuseAnyBytesInWords(@ForAll byte[] bytes) {
    readByAll(bytes);
  }

  @Property(tries = 300)
  void refuseBrokenFilesInWords(
      @ForAll("entries") LedgerEntry entry, @ForAll long seed, @ForAll boolean text) {
    Random random = new Random(seed);
    byte[] bytes = withLines(entry);
    for (int i = 0; i < 20; i++) {
      byte[] broken = bytes.clone();
      for (int change = 0; change <= random.nextInt(4); change++) {
        int at = random.nextInt(broken.length);
        broken[at] =
            (byte) (text ? "{}[]\":,0-9eEtfn\\".charAt(random.nextInt(16)) : random.nextInt());
      }
      readByAll(broken);
    }
  }

  @Property(tries = 300)
  void readWhatTheyWrote(@ForAll("entries") LedgerEntry entry) throws IOException {
    byte[] bytes = EntryCodec.write(entry);
    LedgerEntry read = EntryCodec.readEntry(bytes);

    assertThat(EntryCodec.write(read)).isEqualTo(bytes);
    // Numbers of a payload may come back as another kind of number.
    assertThat(read)
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes(".*payload.*")
        .isEqualTo(entry);
  }

  private static byte[] withLines(LedgerEntry entry) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(EntryCodec.write(entry));
    entry.updates().forEach(update -> bytes.writeBytes(EntryContent.mark(update)));
    UpdateRecord last = entry.last();
    UpdateRecord more =
        UpdateRecord.pending(last.sequence() + 1, last.recorded(), "build 42", last.payload());
    bytes.writeBytes(EntryContent.addition(more));
    return bytes.toByteArray();
  }

  @Property(tries = 300)
  void readTheMarksThatTheyWrote(@ForAll("entries") LedgerEntry entry) throws IOException {
    LedgerEntry before =
        entry.changeAll(
            update ->
                UpdateRecord.pending(
                    update.sequence(),
                    update.recorded(),
                    update.origin() == null ? "" : update.origin(),
                    update.payload()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(EntryCodec.write(before));
    int document = bytes.size();
    entry.updates().forEach(update -> bytes.writeBytes(EntryContent.mark(update)));
    EntryContent read = EntryContent.read(bytes.toByteArray());

    assertThat(read.document()).isEqualTo(document);
    assertThat(read.length()).isEqualTo(bytes.size());
    assertThat(EntryCodec.write(read.entry())).isEqualTo(EntryCodec.write(entry));
  }

  @Property(tries = 300)
  void readTheAdditionsThatTheyWrote(@ForAll("entries") LedgerEntry entry) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(EntryCodec.write(entry.withUpdates(entry.updates().subList(0, 1))));
    int document = bytes.size();
    entry.updates().stream()
        .skip(1)
        .forEach(update -> bytes.writeBytes(EntryContent.addition(update)));
    EntryContent read = EntryContent.read(bytes.toByteArray());

    assertThat(read.document()).isEqualTo(document);
    assertThat(read.length()).isEqualTo(bytes.size());
    assertThat(EntryCodec.write(read.entry())).isEqualTo(EntryCodec.write(entry));
  }

  @Provide
  Arbitrary<LedgerEntry> entries() {
    Arbitrary<String> text = Arbitraries.strings().ofMinLength(1).ofMaxLength(20);
    Arbitrary<Instant> time =
        Arbitraries.longs().between(0, 4_000_000_000L).map(Instant::ofEpochSecond);
    Arbitrary<List<UpdateRecord>> updates =
        Combinators.combine(
                time,
                text.injectNull(0.3),
                Arbitraries.of(DeliveryState.class),
                Arbitraries.integers().between(0, 99),
                time.injectNull(0.5),
                text,
                extras())
            .as(
                (accepted, origin, delivery, failures, next, problem, extra) ->
                    new UpdateRecord(
                        1,
                        accepted,
                        origin,
                        new IncidentUpdate(
                                "id",
                                "Title",
                                "Body",
                                Instant.parse("2026-01-01T00:00:00Z"),
                                IncidentState.IDENTIFIED,
                                ServiceStatus.DOWN,
                                false,
                                true,
                                extra)
                            .toMap(),
                        delivery,
                        failures,
                        next,
                        failures % 2 == 1,
                        next,
                        next,
                        problem))
            .list()
            .ofMinSize(1)
            .ofMaxSize(5)
            .map(CodecFuzzTest::numbered);
    return Combinators.combine(
            Arbitraries.of(LedgerEntry.Kind.class), text.injectNull(0.3), time, updates)
        .as(
            (kind, key, opened, all) ->
                new LedgerEntry(
                    kind,
                    ServiceId.of("shop"),
                    "id",
                    key,
                    key,
                    opened,
                    all.size() - 1,
                    List.of(),
                    all));
  }

  private static List<UpdateRecord> numbered(List<UpdateRecord> updates) {
    List<UpdateRecord> numbered = new ArrayList<>();
    for (UpdateRecord each : updates) {
      numbered.add(
          new UpdateRecord(
              numbered.size() + 1,
              each.recorded(),
              each.origin(),
              each.payload(),
              each.delivery(),
              each.failures(),
              each.lastAttempt(),
              each.inDoubt(),
              each.nextAttempt(),
              each.settled(),
              each.problem()));
    }
    return numbered;
  }

  private static Arbitrary<Map<String, Object>> extras() {
    Arbitrary<Object> value =
        Arbitraries.of(
            "text",
            true,
            7,
            7L << 40,
            new BigInteger("9".repeat(2000)),
            new BigDecimal("1.5e-300"),
            List.of(1, Map.of("deep", List.of())),
            "\uD83D\uDE00");
    return Arbitraries.maps(Arbitraries.strings().alpha().ofMinLength(11).ofMaxLength(12), value)
        .ofMaxSize(3);
  }

  @Example
  void readAgainWhateverCanBeAnnounced() throws IOException {
    Object deep = List.of();
    for (int i = 0; i < 49; i++) {
      deep = i % 2 == 0 ? Map.of("d", deep) : List.of(deep);
    }
    Map<String, Object> extra =
        Map.of(
            "deep",
            deep,
            "n".repeat(20_000),
            1,
            "digits",
            new BigInteger("9".repeat(20_000)),
            "fraction",
            new BigDecimal("0." + "7".repeat(5_000)));
    IncidentUpdate payload =
        new IncidentUpdate(
            "id",
            "T",
            "B",
            Instant.parse("2026-01-01T00:00:00Z"),
            IncidentState.IDENTIFIED,
            ServiceStatus.DOWN,
            false,
            false,
            extra);
    assertThat(payload.toJson()).isNotEmpty();
    LedgerEntry entry =
        new LedgerEntry(
            LedgerEntry.Kind.INCIDENT,
            ServiceId.of("shop"),
            "id",
            null,
            null,
            Instant.EPOCH,
            0,
            List.of(),
            List.of(UpdateRecord.pending(1, Instant.EPOCH, "", payload.toMap())));

    assertThat(EntryCodec.readEntry(EntryCodec.write(entry)).updates()).hasSize(1);
  }

  @Example
  void refuseWhatIsNotInOrder() {
    String one = new String(EntryCodec.write(sample()), StandardCharsets.UTF_8);
    List<String> wrong =
        List.of(
            one.replace("\"sequence\" : 2", "\"sequence\" : 1"),
            one.replace("\"id\" : \"id\"", "\"id\" : \"other\"").replaceFirst("other", "id"),
            one.replace("1970-01-01T00:00:00Z", "+1000000000-12-31T23:59:59.999999999Z"),
            one.replace("1970-01-01T00:00:00Z", "yesterday"),
            one.replace("\"incident\"", "\"accident\""),
            one.replace("\"pending\"", "\"lost\""),
            one.replace("\"shop\"", "\"sh/op\""),
            one.replace("\"version\" : 1", "\"version\" : 0"),
            one.replace("\"version\" : 1,", ""),
            one + "x");
    assertThat(wrong).doesNotContain(one).doesNotHaveDuplicates();
    for (String each : wrong) {
      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(
                  () -> EntryCodec.readEntry(each.getBytes(StandardCharsets.UTF_8))))
          .describedAs(each)
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(EntryCodec.NewerVersionException.class);
    }
  }

  private static LedgerEntry sample() {
    Map<String, Object> payload = Map.of("id", "id");
    return new LedgerEntry(
        LedgerEntry.Kind.INCIDENT,
        ServiceId.of("shop"),
        "id",
        null,
        null,
        Instant.EPOCH,
        0,
        List.of(),
        List.of(
            UpdateRecord.pending(1, Instant.EPOCH, "", payload),
            UpdateRecord.pending(2, Instant.EPOCH, "", payload)));
  }
}
