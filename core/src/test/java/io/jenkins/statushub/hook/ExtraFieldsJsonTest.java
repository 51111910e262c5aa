package io.jenkins.statushub.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.statushub.input.ParameterException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// What nulls do is a part of what is tested.
@NullUnmarked
class ExtraFieldsJsonTest {
  @Test
  void readsAnObject() {
    assertThat(ExtraFields.parse("extra", "{\"a\": null, \"b\": [1, true]}"))
        .containsEntry("a", null)
        .containsKey("b")
        .hasSize(2);
    assertThat(ExtraFields.parse("extra", " ")).isEmpty();
    assertThat(ExtraFields.parse("extra", null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "[1]~not a JSON object",
        "{\"secret\":1,\"secret\":2}~not valid JSON: a field's name stands twice at line 1, column 21",
        "{\"secret\"~not valid JSON at line 1, column 10"
      })
  void saysWhereTheMistakeIs(String json, String problem) {
    assertThatThrownBy(() -> ExtraFields.parse("extraJson", json))
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "extraJson: "
                + problem
                + "; allowed: one JSON object, such as {\"ticket\": \"OPS-17\"}");
  }

  @Test
  void joinsTextsAndJson() {
    Map<String, String> texts = new HashMap<>();
    texts.put("a", "1");
    texts.put("b", null);
    assertThat(ExtraFields.of(texts, "{\"a\": 2}")).isEqualTo(Map.of("a", 2, "b", ""));
    assertThat(ExtraFields.of(null, null)).isEmpty();
  }
}
