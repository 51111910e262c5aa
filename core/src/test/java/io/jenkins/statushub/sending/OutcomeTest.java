package io.jenkins.statushub.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.hook.ServiceId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {
  private static Outcome outcome(Outcome.Kind kind, String reason, String subject) {
    return new Outcome(
        kind,
        ServiceId.of("shop"),
        "INC-7",
        kind == Outcome.Kind.DELIVERED ? "opened" : "",
        reason,
        subject,
        kind == Outcome.Kind.PENDING ? Instant.parse("2026-11-24T09:00:05.4Z") : null,
        List.of());
  }

  @Test
  void lineNamesStateThenReasonThenNextActionThenSubject() {
    assertThat(outcome(Outcome.Kind.DELIVERED, "", "incident INC-7").line())
        .isEqualTo("StatusHub: shop: opened: incident INC-7");
    assertThat(outcome(Outcome.Kind.PENDING, "HTTP 503", "incident INC-7").line())
        .isEqualTo(
            "StatusHub: shop: pending (HTTP 503), next attempt 2026-11-24T09:00:05Z: incident"
                + " INC-7");
    assertThat(
            outcome(Outcome.Kind.PENDING, "HTTP 503", "incident INC-7")
                .line("send it with: mvn statushub:flush"))
        .isEqualTo(
            "StatusHub: shop: pending (HTTP 503), send it with: mvn statushub:flush: incident"
                + " INC-7");
    assertThat(outcome(Outcome.Kind.FAILED, "HTTP 422", "").line())
        .isEqualTo("StatusHub: shop: failed (HTTP 422)");
    assertThat(outcome(Outcome.Kind.SKIPPED, "", "").line()).isEqualTo("StatusHub: shop: skipped");
  }

  @Test
  void isAFailureIfTheHubDoesNotHaveTheAnnouncement() {
    assertThat(
            Arrays.stream(Outcome.Kind.values()).filter(kind -> outcome(kind, "", "").isFailure()))
        .containsExactly(Outcome.Kind.PENDING, Outcome.Kind.FAILED);
  }

  @Test
  void keepsItsWarningsBehindThoseThatAreAdded() {
    assertThat(
            outcome(Outcome.Kind.DELIVERED, "", "")
                .withWarnings(List.of("second"))
                .withWarnings(List.of("first"))
                .warnings())
        .containsExactly("first", "second");
  }
}
