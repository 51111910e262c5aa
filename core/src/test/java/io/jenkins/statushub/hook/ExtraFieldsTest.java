package io.jenkins.statushub.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.json.JsonValues;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// What nulls do is a part of what is tested.
@NullUnmarked
class ExtraFieldsTest {
  private static String json(Map<String, Object> extra) {
    return new String(Samples.incident(extra).toJson(), StandardCharsets.UTF_8);
  }

  private static Object nested(int levels) {
    Object value = "core";
    for (int i = 0; i < levels; i++) {
      value = i % 2 == 0 ? List.of(value) : Map.of("in", value);
    }
    return value;
  }

  @Test
  void areSentBehindTheDocumentedOnes() {
    Map<String, Object> extra = new LinkedHashMap<>();
    extra.put("region", "eu");
    extra.put("build", Map.of("number", 7));
    extra.put("tags", Arrays.asList("a", null, true, 1.5));
    extra.put("none", null);
    assertThat(json(extra))
        .endsWith(
            "\"status\":\"down\",\"region\":\"eu\",\"build\":{\"number\":7},"
                + "\"tags\":[\"a\",null,true,1.5],\"none\":null}");
  }

  @Test
  void numbersAreWrittenAsTheyRead() {
    Map<String, Object> extra = new LinkedHashMap<>();
    extra.put("short", (short) 5);
    extra.put("byte", (byte) -1);
    extra.put("long", Long.MIN_VALUE);
    extra.put("float", 0.1f);
    extra.put("double", 1e-7);
    extra.put("big", new BigInteger("123456789012345678901234567890"));
    extra.put("exact", new BigDecimal("0.10"));
    extra.put("atomic", new AtomicLong(3));
    assertThat(json(extra))
        .endsWith(
            "\"short\":5,\"byte\":-1,\"long\":-9223372036854775808,\"float\":0.1,\"double\":1.0E-7,"
                + "\"big\":123456789012345678901234567890,\"exact\":0.10,\"atomic\":3}");
  }

  @Test
  void laterChangesDoNotReachThem() {
    List<Object> list = new ArrayList<>(List.of("a"));
    AtomicLong number = new AtomicLong(1);
    Map<String, Object> extra = new HashMap<>(Map.of("list", list, "number", number));
    IncidentUpdate update = Samples.incident(extra);
    list.add("b");
    number.set(2);
    extra.put("more", 1);
    assertThat(update.extra()).isEqualTo(Map.of("list", List.of("a"), "number", 1L));
    assertThatThrownBy(() -> update.extra().put("x", 1))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void textOfOtherKindsCountsAsText() {
    assertThat(json(Map.of("note", java.nio.CharBuffer.wrap("built"))))
        .contains("\"note\":\"built\"");
  }

  @Test
  void halvesOfEmojiAreReplaced() {
    assertThat(json(Map.of("n\uD83D", "cut \uDD25 here \uD83D\uDD25")))
        .contains("\"n\uFFFD\":\"cut \uFFFD here \uD83D\uDD25\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "type",
        "title",
        "description",
        "start_time",
        "end_time",
        "state",
        "status",
        "silent",
        "draft"
      })
  void canNotReplaceDocumentedOnes(String name) {
    assertThatThrownBy(() -> Samples.incident(Map.of(name, "x")))
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "extra: '%s' is a field of the hook itself; allowed: any other name, and the parameter"
                + " of that name for this one",
            name);
  }

  @Test
  void haveNames() {
    assertThatThrownBy(() -> Samples.incident(Map.of(" ", "x")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("extra: holds a field without a name");
    Map<String, Object> nameless = new HashMap<>();
    nameless.put(null, "x");
    assertThatThrownBy(() -> Samples.incident(nameless))
        .isInstanceOf(ParameterException.class)
        .hasMessage("extra: holds a field without a name");
  }

  @Test
  void holdWhatJsonCanSay() {
    assertThatThrownBy(() -> Samples.incident(Map.of("who", List.of(new Object()))))
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "extra: 'who' is a Object; allowed: text, numbers, true, false, null, lists and maps of"
                + " these");
    assertThatThrownBy(() -> Samples.incident(Map.of("load", Double.NaN)))
        .isInstanceOf(ParameterException.class)
        .hasMessage("extra: 'load' is NaN, which JSON has no number for");
    assertThatThrownBy(() -> Samples.incident(Map.of("load", Float.NEGATIVE_INFINITY)))
        .isInstanceOf(ParameterException.class)
        .hasMessage("extra: 'load' is -Infinity, which JSON has no number for");
  }

  @Test
  void areNestedUpToABound() throws Exception {
    IncidentUpdate deepest = Samples.incident(Map.of("deep", nested(50)));
    // As the ledger keeps it: in a list of an object, and readable again.
    byte[] kept = JsonValues.write(Map.of("updates", List.of(Map.of("p", deepest.toMap()))));
    assertThat(JsonValues.write(JsonValues.read(kept))).isEqualTo(kept);

    assertThatThrownBy(() -> Samples.incident(Map.of("deep", nested(51))))
        .isInstanceOf(ParameterException.class)
        .hasMessage("extra: 'deep' is nested too deep; allowed: 50 levels");
  }

  @Test
  void thatHoldOneAnotherTooOftenAreRefused() {
    Object list = List.of("x");
    for (int i = 0; i < 40; i++) {
      list = List.of(list, list);
    }
    Map<String, Object> extra = Map.of("wide", list);
    assertThatThrownBy(() -> Samples.incident(extra))
        .isInstanceOf(ParameterException.class)
        .hasMessage("extra: 'wide' is too large; allowed: 65536 values");
  }

  @Test
  void arraysCountAsLists() {
    assertThat(json(Map.of("tags", new String[] {"a", "b"}))).contains("\"tags\":[\"a\",\"b\"]");
  }

  @Test
  void thatHoldThemselvesAreRefused() {
    List<Object> list = new ArrayList<>();
    list.add(list);
    assertThatThrownBy(() -> Samples.incident(Map.of("loop", list)))
        .isInstanceOf(ParameterException.class)
        .hasMessage("extra: 'loop' is nested too deep; allowed: 50 levels");
  }
}
