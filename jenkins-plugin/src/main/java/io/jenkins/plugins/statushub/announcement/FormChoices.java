package io.jenkins.plugins.statushub.announcement;

import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.statushub.hook.IncidentState;
import io.jenkins.statushub.hook.ServiceStatus;
import io.jenkins.statushub.hook.Timestamps;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.text.DescriptionFormat;
import java.util.Arrays;
import java.util.List;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;

/** What the forms of steps and of freestyle jobs offer and check alike. */
public final class FormChoices {
  private FormChoices() {}

  /** The services that a job may speak for, for whoever may see its configuration. */
  public static ListBoxModel services(@Nullable Item item, @Nullable String current) {
    ListBoxModel choices = new ListBoxModel();
    choices.add("", "");
    if (mayConfigure(item)) {
      StatusHubConfiguration.get()
          .namesFor(item == null ? "" : item.getFullName())
          .forEach(choices::add);
    }
    if (Util.fixEmpty(current) != null
        && choices.stream().noneMatch(choice -> choice.value.equals(current))) {
      choices.add(current);
    }
    return choices;
  }

  private static boolean mayConfigure(@Nullable Item item) {
    return item == null
        ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
        : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(Item.CONFIGURE);
  }

  /** The states of an incident. */
  public static ListBoxModel states() {
    return words(Arrays.stream(IncidentState.values()).map(IncidentState::wire).toList());
  }

  /** The words for a service's status. */
  public static ListBoxModel statuses() {
    ListBoxModel choices =
        words(Arrays.stream(ServiceStatus.values()).map(ServiceStatus::wire).toList());
    choices.add(0, new ListBoxModel.Option("", ""));
    return choices;
  }

  /** The formats of descriptions, and the configured one. */
  public static ListBoxModel formats() {
    ListBoxModel choices =
        words(Arrays.stream(DescriptionFormat.values()).map(DescriptionFormat::wire).toList());
    choices.add(0, new ListBoxModel.Option(Messages.FormChoices_asConfigured(), ""));
    return choices;
  }

  private static ListBoxModel words(List<String> words) {
    ListBoxModel choices = new ListBoxModel();
    words.forEach(choices::add);
    return choices;
  }

  /** Checks the user's own fields. */
  public static FormValidation checkExtra(@Nullable String value) {
    return check(value, AnnouncementParameters::readExtra);
  }

  /** Checks a duration. */
  public static FormValidation checkDuration(@Nullable String value) {
    return check(value, given -> Timestamps.parseDuration("duration", given));
  }

  /** Checks a time. */
  public static FormValidation checkTime(String parameter, @Nullable String value) {
    return check(value, given -> Timestamps.parse(parameter, given));
  }

  /** Something that throws where a value is not allowed. */
  @FunctionalInterface
  private interface Check {
    Object of(String given);
  }

  private static FormValidation check(@Nullable String value, Check check) {
    String given = Util.fixEmptyAndTrim(value);
    try {
      if (given != null) {
        check.of(given);
      }
      return FormValidation.ok();
    } catch (ParameterException e) {
      return FormValidation.error(e.getMessage());
    }
  }
}
