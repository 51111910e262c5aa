package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.statushub.maven.support.KnownProperties;
import java.util.Properties;
import org.apache.maven.plugin.MojoExecution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownPropertiesTest {
  private static void check(String name) {
    Properties properties = new Properties();
    properties.setProperty(name, "x");
    KnownProperties.check(
        Goals.session(properties), new MojoExecution(Goals.PLUGIN.getMojo("incident")));
  }

  @ParameterizedTest
  @CsvSource({
    "statushub.drfat, statushub.draft",
    "statushub.Draft, statushub.draft",
    "statusHub.draft, statushub.draft",
    "StatusHub.dryRun, statushub.dryRun",
    "status-hub.draft, statushub.draft",
    "statushub-draft, statushub.draft",
    "statushub.starttime, statushub.startTime",
    "statushub.titel, statushub.title",
    "statushub.dry-run, statushub.dryRun",
    "statushub.ids, statushub.id",
  })
  void refusesMisspeltPropertiesAndNamesTheOneThatWasMeant(String given, String meant) {
    assertThatThrownBy(() -> check(given))
        .hasMessage("-D" + given + ": is not known; did you mean -D" + meant + "?");
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
  void ignoresPropertiesThatResembleNoneOfOurs(String name) {
    assertThatCode(() -> check(name)).doesNotThrowAnyException();
  }
}
