package io.jenkins.statushub.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.statushub.hook.IncidentState;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValuesTest {
  private static Map<String, Object> read(String json) throws IOException {
    return JsonValues.read(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void writesAndReadsEveryKindOfValue() throws Exception {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("text", "a \"quoted\" \\ line\nbreak \u0000 ü 🔥");
    values.put("yes", true);
    values.put("no", false);
    values.put("nothing", null);
    values.put("int", 1);
    values.put("long", 12345678901L);
    values.put("list", Arrays.asList(1, "two", null, List.of(), Map.of()));
    values.put("map", new LinkedHashMap<>(Map.of("in", Map.of("deep", true))));
    assertThat(JsonValues.read(JsonValues.write(values))).isEqualTo(values);
    assertThat(JsonValues.read(JsonValues.writeReadable(values))).isEqualTo(values);
    assertThat(new ObjectMapper().readValue(JsonValues.write(values), Object.class))
        .isEqualTo(values);
  }

  @Test
  void readableJsonHasALineForEachField() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("a", 1);
    values.put("b", IncidentState.RESOLVED);
    assertThat(new String(JsonValues.writeReadable(values), StandardCharsets.UTF_8))
        .isEqualTo(
            "{"
                + System.lineSeparator()
                + "  \"a\" : 1,"
                + System.lineSeparator()
                + "  \"b\" : \"RESOLVED\""
                + System.lineSeparator()
                + "}\n");
  }

  @Test
  void keepsTheOrderOfFields() throws Exception {
    assertThat(read("{\"z\":1,\"a\":2,\"m\":3}").keySet()).containsExactly("z", "a", "m");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "[]", "\"x\"", "1", "null", "true"})
  void anythingButAnObjectIsRefused(String json) {
    assertThatThrownBy(() -> read(json))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("not a JSON object");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{} {}~something follows the JSON object",
        "{} ,~not valid JSON at line 1, column 4",
        "{\"secret\":~not valid JSON at line 1, column 11",
        "{\"secret\"~not valid JSON at line 1, column 10",
        "{\"a\":[1,~not valid JSON at line 1, column 9",
        "{\"secret\":tru}~not valid JSON at line 1, column 11",
        "{\"secret\":1,\"secret\":2}~not valid JSON: a field's name stands twice at line 1, column 21",
        "{'secret':1}~not valid JSON at line 1, column 2",
        "{\"a\":NaN}~not valid JSON at line 1, column 9",
        "{\"a\":01}~not valid JSON at line 1, column 7",
      })
  void damageIsReportedWithoutTheText(String json, String message) {
    assertThatThrownBy(() -> read(json))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage(message)
        .hasNoCause();
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "{\"a\":" + "[".repeat(100_000);
    assertThatThrownBy(() -> read(deep))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("not valid JSON: nested too deep, or a value too long");
  }

  @Property(tries = 3000)
  void anyBytesAreReadOrRefused(@ForAll @Size(max = 200) byte[] bytes) {
    readsOrRefuses(bytes);
  }

  @Provide
  Arbitrary<String> nearlyJson() {
    return Arbitraries.strings()
        .withChars("{}[]\",:\\u0eE+-.123 tfn\n\uFEFF\uD83D")
        .ofMaxLength(60)
        .map(text -> "{\"a\":" + text);
  }

  @Property(tries = 5000)
  void nearlyJsonIsReadOrRefused(@ForAll("nearlyJson") String text) {
    readsOrRefuses(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "ISO-8859-1"})
  void otherEncodingsAreReadOrRefused(String charset) {
    byte[] bytes = "{\"title\":\"Grüße\"}".getBytes(Charset.forName(charset));
    for (int cut = 0; cut <= bytes.length; cut++) {
      readsOrRefuses(Arrays.copyOf(bytes, cut));
    }
  }

  @Test
  void notCharactersAreRefusedWithoutTheText() {
    byte[] utf32 = {0, 0, 0, '{', 0x7f, 0x7f, 0x7f, 0x7f};
    assertThatThrownBy(() -> JsonValues.read(utf32))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("not valid JSON: not UTF-8 text")
        .hasNoCause();
  }

  private static void readsOrRefuses(byte[] bytes) {
    Map<String, Object> read;
    try {
      read = JsonValues.read(bytes);
    } catch (IOException e) {
      assertThat(e).isExactlyInstanceOf(IOException.class).hasNoCause();
      assertThat(e.getMessage())
          .matches(
              "not a JSON object|something follows the JSON object|the JSON text ends too early|not"
                  + " valid JSON: not UTF-8 text|not valid JSON: nested too deep, or a value too long|not valid JSON at line \\d+, column \\d+");
      return;
    }
    assertThat(JsonValues.write(read)).isNotEmpty();
  }

  @Property(tries = 500)
  void anyTextSurvives(@ForAll String key, @ForAll String text) throws IOException {
    Map<String, Object> values = new HashMap<>();
    values.put(key, text);
    byte[] json = JsonValues.write(values);
    assertThat(JsonValues.write(JsonValues.read(json))).isEqualTo(json);
    if (StandardCharsets.UTF_8.newEncoder().canEncode(key + text)) {
      assertThat(JsonValues.read(json)).isEqualTo(values);
    }
  }
}
