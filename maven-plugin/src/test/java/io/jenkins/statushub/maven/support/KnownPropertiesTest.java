package io.jenkins.statushub.maven.support;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.statushub.maven.Goals;
import java.util.Properties;
import org.apache.maven.plugin.MojoExecution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownPropertiesTest {
  private static void check(String name) {
    Properties given = new Properties();
    given.setProperty(name, "x");
    KnownProperties.check(given, new MojoExecution(Goals.PLUGIN.getMojo("incident")));
  }

  @ParameterizedTest
  @CsvSource({
    "statushub.drfat, statushub.draft",
    "statushub.Draft, statushub.draft",
    "statushub.starttime, statushub.startTime",
    "statushub.titel, statushub.title",
    "statushub.dry-run, statushub.dryRun",
    "statushub.ids, statushub.id",
  })
  void aMisspeltNameIsAMistake(String given, String meant) {
    assertThatThrownBy(() -> check(given))
        .hasMessage("-D" + given + ": is not known; -D" + meant + " is: is it meant?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "statushub.draft",
        "statushub.timeout",
        "statushub.url",
        "statushub.version",
        "statushub.team",
        "shop.drfat"
      })
  void otherNamesPass(String given) {
    assertThatCode(() -> check(given)).doesNotThrowAnyException();
  }
}
