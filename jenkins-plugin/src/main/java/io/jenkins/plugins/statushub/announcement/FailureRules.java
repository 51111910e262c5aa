package io.jenkins.plugins.statushub.announcement;

import hudson.Util;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.input.Problems;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Holds when an incident opens, is updated and is resolved, for a block and for a freestyle job
 * alike. Setters accept anything; {@link #check} finds the mistakes.
 */
public final class FailureRules implements Serializable {
  private static final long serialVersionUID = 1L;

  /** More builds than anybody wants to fail before a customer hears of it. */
  public static final int MOST_FAILURES = 100;

  private @Nullable String openOn;
  private @Nullable String updateOn;
  private @Nullable Integer openAfter;
  private boolean openOnUnansweredInput;
  private @Nullable String resolvedTitle;
  private @Nullable String resolvedDescription;

  /** From what on work counts as failed. */
  public enum OpenOn {
    /** An error that leaves the block. */
    ERROR,
    /** Also a failure that was caught within the block. */
    FAILURE,
    /** Also what was marked unstable. */
    UNSTABLE;

    /** Returns the word that users write. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Which failures update an incident that is open already. */
  public enum UpdateOn {
    /** None but the one that opened it. */
    FIRST,
    /** Each of them. */
    EVERY;

    /** Returns the word that users write. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Finds the mistakes in these rules.
   *
   * @param allowed the values of {@code openOn} that make sense here
   */
  public void check(Problems problems, List<OpenOn> allowed) {
    checkChoice(problems, "openOn", openOn, allowed.stream().map(OpenOn::wire).toList());
    checkChoice(
        problems,
        "updateOn",
        updateOn,
        Arrays.stream(UpdateOn.values()).map(UpdateOn::wire).toList());
    int failures = getOpenAfter();
    if (failures < 1 || failures > MOST_FAILURES) {
      problems.add(
          ParameterException.invalidValue(
              "openAfter", String.valueOf(failures), "a whole number from 1 to " + MOST_FAILURES));
    }
  }

  private static void checkChoice(
      Problems problems, String parameter, @Nullable String value, List<String> allowed) {
    if (value != null && allowed.stream().noneMatch(value::equalsIgnoreCase)) {
      problems.add(Choices.refused(parameter, value, allowed));
    }
  }

  /** Returns from what on work counts as failed; {@code otherwise} if nothing valid is set. */
  public OpenOn openOn(OpenOn otherwise) {
    return Arrays.stream(OpenOn.values())
        .filter(each -> each.wire().equalsIgnoreCase(openOn))
        .findFirst()
        .orElse(otherwise);
  }

  /** Returns which failures update; {@code otherwise} if nothing valid is set. */
  public UpdateOn updateOn(UpdateOn otherwise) {
    return Arrays.stream(UpdateOn.values())
        .filter(each -> each.wire().equalsIgnoreCase(updateOn))
        .findFirst()
        .orElse(otherwise);
  }

  public @Nullable String getOpenOn() {
    return openOn;
  }

  public void setOpenOn(@Nullable String openOn) {
    this.openOn = Util.fixEmptyAndTrim(openOn);
  }

  public @Nullable String getUpdateOn() {
    return updateOn;
  }

  public void setUpdateOn(@Nullable String updateOn) {
    this.updateOn = Util.fixEmptyAndTrim(updateOn);
  }

  public int getOpenAfter() {
    return openAfter == null ? 1 : openAfter;
  }

  public void setOpenAfter(int openAfter) {
    this.openAfter = openAfter == 1 ? null : openAfter;
  }

  public boolean isOpenOnUnansweredInput() {
    return openOnUnansweredInput;
  }

  public void setOpenOnUnansweredInput(boolean openOnUnansweredInput) {
    this.openOnUnansweredInput = openOnUnansweredInput;
  }

  public @Nullable String getResolvedTitle() {
    return resolvedTitle;
  }

  public void setResolvedTitle(@Nullable String resolvedTitle) {
    this.resolvedTitle = Util.fixEmptyAndTrim(resolvedTitle);
  }

  public @Nullable String getResolvedDescription() {
    return resolvedDescription;
  }

  public void setResolvedDescription(@Nullable String resolvedDescription) {
    this.resolvedDescription = Util.fixEmptyAndTrim(resolvedDescription);
  }
}
