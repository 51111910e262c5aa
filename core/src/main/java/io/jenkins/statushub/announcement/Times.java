package io.jenkins.statushub.announcement;

import io.jenkins.statushub.hook.Timestamps;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.input.PrintableText;
import io.jenkins.statushub.input.Problems;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The times of one announcement. A time that the user gave and that can't be is a mistake; a wrong
 * clock is not the user's, so the times it gives are moved to the nearest ones that the hook takes.
 */
final class Times {
  /** How far a time may lie ahead because two machines' clocks differ. */
  private static final Duration SKEW = Duration.ofSeconds(60);

  /** Stands in for a time with a problem, so that the other mistakes are found, too. */
  private static final Instant STAND_IN = Timestamps.clamp(Instant.EPOCH);

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Instant now;
  private final @Nullable String startTime;
  private final boolean lenient;
  private final Problems problems;
  private final TextGate gate;

  Times(
      Instant now, @Nullable String startTime, boolean lenient, Problems problems, TextGate gate) {
    this.now = now;
    this.startTime = startTime;
    this.lenient = lenient;
    this.problems = problems;
    this.gate = gate;
  }

  /** The times of a maintenance. */
  record Window(Instant start, Instant end) {}

  Instant incidentStart() {
    Instant start = start();
    if (start == null) {
      return Timestamps.clamp(now);
    }
    // What a wrong clock takes for the future may be the past.
    if (startTime == null || !Timestamps.isInRange(now) || !start.isAfter(now)) {
      return start;
    }
    if (start.isAfter(now.plus(SKEW))) {
      if (!lenient) {
        problems.add(
            new ParameterException(
                "startTime",
                "'"
                    + PrintableText.printable(startTime)
                    + "' lies in the future, it is "
                    + Timestamps.format(now)
                    + " now; allowed: a time up to now, or leave it out"));
        return start;
      }
      gate.warn(
          "startTime",
          "'"
              + PrintableText.printable(startTime)
              + "' lies in the future, so "
              + Timestamps.format(now)
              + " is published");
    }
    return now;
  }

  Window window(@Nullable String endTime, @Nullable String duration) {
    Instant start = start();
    Instant end = end(start == null ? now : start, endTime, duration);
    if (start == null || end == null) {
      return new Window(STAND_IN, STAND_IN.plus(SECOND));
    }
    if (startTime == null && endTime == null) {
      Instant last = Timestamps.clamp(end);
      return new Window(last.isAfter(start) ? start : last.minus(SECOND), last);
    }
    if (startTime == null && !end.isAfter(start) && !Timestamps.isInRange(now)) {
      return new Window(end.minus(SECOND), end);
    }
    if (end.isAfter(start) && !end.isAfter(now) && Timestamps.isInRange(now)) {
      over(end, endTime != null ? "endTime" : "startTime");
    }
    return new Window(start, end);
  }

  private void over(Instant end, String parameter) {
    String message =
        "the maintenance is over already: it ends at "
            + Timestamps.format(end)
            + ", and it is "
            + Timestamps.format(now)
            + " now";
    if (lenient) {
      gate.warn(parameter, message);
    } else {
      problems.add(new ParameterException(parameter, message + "; allowed: an end in the future"));
    }
  }

  /** Null if there is a problem. */
  private @Nullable Instant start() {
    if (startTime != null) {
      return problems.check(() -> Timestamps.parse("startTime", startTime));
    }
    Instant start = Timestamps.clamp(now);
    if (!Timestamps.isInRange(now)) {
      gate.warn(
          "startTime",
          "this machine's clock says "
              + now
              + ", which is outside of the years that StatusHub's hook accepts, so "
              + Timestamps.format(start)
              + " is published");
    }
    return start;
  }

  /** Null if there is a problem. */
  private @Nullable Instant end(
      Instant start, @Nullable String endTime, @Nullable String duration) {
    Instant end =
        endTime == null ? null : problems.check(() -> Timestamps.parse("endTime", endTime));
    Duration length =
        duration == null
            ? null
            : problems.check(() -> Timestamps.parseDuration("duration", duration));
    if (endTime != null && duration != null) {
      problems.add(
          new ParameterException(
              "duration",
              "'"
                  + PrintableText.printable(duration)
                  + "' can't go with endTime '"
                  + PrintableText.printable(endTime)
                  + "'; allowed: one of the two"));
      return null;
    }
    if (endTime == null && duration == null) {
      problems.add(
          ParameterException.required(
              "duration", "such as 30m, 2h or PT30M, or give endTime instead"));
      return null;
    }
    return length == null ? end : start.plus(length);
  }
}
