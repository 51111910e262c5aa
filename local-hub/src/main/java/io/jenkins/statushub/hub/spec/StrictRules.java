package io.jenkins.statushub.hub.spec;

import io.jenkins.statushub.hub.model.PayloadKind;
import io.jenkins.statushub.hub.model.ReceivedUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rules that the specification of the hook does not have. StatusHub's Management API documents
 * those about times, and its hook may apply them too.
 */
final class StrictRules {
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);

  /** How HTML recognizes a tag, a comment or a declaration; any other {@code <} is text. */
  private static final Pattern MARKUP = Pattern.compile("<[a-zA-Z/!?]");

  private StrictRules() {}

  /**
   * Returns the rules that a payload breaks, one sentence each; empty for none.
   *
   * @param previous the newest update of the same incident; null if there is none
   * @param now the time by the hub's clock
   */
  static List<String> violations(
      ParsedPayload payload, @Nullable ReceivedUpdate previous, Instant now) {
    var violations = new ArrayList<String>();
    if (MARKUP.matcher(payload.title()).find()) {
      violations.add("title contains HTML markup; it must be plain text");
    }
    payload
        .title()
        .codePoints()
        .filter(Character::isISOControl)
        .findFirst()
        .ifPresent(
            c ->
                violations.add(
                    "title contains the control character U+%04X; it must be plain text"
                        .formatted(c)));
    if (payload.kind() == PayloadKind.INCIDENT) {
      addTimeViolations(violations, payload.startTime(), previous, now);
    }
    return violations;
  }

  private static void addTimeViolations(
      List<String> violations, Instant startTime, @Nullable ReceivedUpdate previous, Instant now) {
    if (previous != null && startTime.isBefore(previous.startTime())) {
      violations.add(
          ("start_time is \"%s\"; within an incident it must not be earlier than that of the update"
                  + " before it, \"%s\"")
              .formatted(startTime, previous.startTime()));
    }
    if (startTime.isAfter(now.plus(CLOCK_TOLERANCE))) {
      violations.add(
          ("start_time is \"%s\", which is in the future; an incident's may be at most %d s after"
                  + " the hub's clock, \"%s\"")
              .formatted(startTime, CLOCK_TOLERANCE.toSeconds(), now));
    }
  }
}
