package io.jenkins.plugins.statushub.announcement;

import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.statushub.config.FormErrors;
import io.jenkins.plugins.statushub.config.ServiceLookup;
import io.jenkins.statushub.around.OverrunPolicy;
import io.jenkins.statushub.hook.ExtraFields;
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

  /** Returns the services that a job may post to, for whoever may see its configuration. */
  public static ListBoxModel services(@Nullable Item item, @Nullable String current) {
    List<String> names =
        mayConfigure(item)
            ? ServiceLookup.names(item == null ? Jenkins.get() : item.getParent())
            : List.of();
    String chosen = Util.fixEmptyAndTrim(current);
    ListBoxModel choices = new ListBoxModel();
    choices.add(names.isEmpty() ? Messages.FormChoices_noService() : "", "");
    for (String name : names) {
      boolean only = chosen == null && names.size() == 1;
      choices.add(new ListBoxModel.Option(name, name, only || name.equals(chosen)));
    }
    if (chosen != null && !names.contains(chosen)) {
      choices.add(chosen);
    }
    return choices;
  }

  private static boolean mayConfigure(@Nullable Item item) {
    return item == null
        ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
        : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(Item.CONFIGURE);
  }

  /** Returns the states of an incident. */
  public static ListBoxModel states() {
    return choices(Arrays.stream(IncidentState.values()).map(IncidentState::wire).toList());
  }

  /** Returns the states that an incident may begin with. */
  public static ListBoxModel openStates() {
    return choices(
        Arrays.stream(IncidentState.values())
            .filter(state -> state != IncidentState.RESOLVED)
            .map(IncidentState::wire)
            .toList());
  }

  /** Returns the statuses of a service. */
  public static ListBoxModel statuses() {
    ListBoxModel choices =
        choices(Arrays.stream(ServiceStatus.values()).map(ServiceStatus::wire).toList());
    choices.add(0, new ListBoxModel.Option("", ""));
    return choices;
  }

  /** Returns the formats of descriptions, and the configured one. */
  public static ListBoxModel formats() {
    ListBoxModel choices =
        choices(Arrays.stream(DescriptionFormat.values()).map(DescriptionFormat::wire).toList());
    choices.add(0, new ListBoxModel.Option(Messages.FormChoices_asConfigured(), ""));
    return choices;
  }

  private static ListBoxModel choices(List<String> words) {
    ListBoxModel choices = new ListBoxModel();
    words.forEach(choices::add);
    return choices;
  }

  /** Returns what may happen if work goes on after its window. */
  public static ListBoxModel onOverrun() {
    ListBoxModel choices = new ListBoxModel();
    choices.add(Messages.OnOverrun_warn(), OverrunPolicy.WARN.wire());
    choices.add(Messages.OnOverrun_announce(), OverrunPolicy.ANNOUNCE.wire());
    return choices;
  }

  /** Returns which failures may update an open incident. */
  public static ListBoxModel updateOn() {
    ListBoxModel choices = new ListBoxModel();
    choices.add(Messages.UpdateOn_first(), FailureRules.UpdateOn.FIRST.wire());
    choices.add(Messages.UpdateOn_every(), FailureRules.UpdateOn.EVERY.wire());
    return choices;
  }

  /** Checks that there is a title. A form in which nothing is filled in yet is quiet. */
  public static FormValidation checkTitle(@Nullable String title, @Nullable String status) {
    return Util.fixEmptyAndTrim(title) == null && Util.fixEmptyAndTrim(status) != null
        ? FormErrors.under(ParameterException.required("title", "one line of text"))
        : FormValidation.ok();
  }

  /** Checks that a status was chosen, where one is needed. */
  public static FormValidation checkStatus(
      @Nullable String status, @Nullable String title, @Nullable String state) {
    return Util.fixEmptyAndTrim(status) == null
            && Util.fixEmptyAndTrim(title) != null
            && !IncidentState.RESOLVED.wire().equals(state)
        ? FormErrors.under(ParameterException.invalidValue("status", null, "up, degraded, down"))
        : FormValidation.ok();
  }

  /** Checks how many failures in a row are needed. */
  public static FormValidation checkOpenAfter(@Nullable String value) {
    return FormValidation.validateIntegerInRange(value, 1, FailureRules.MOST_FAILURES);
  }

  /** Checks the user's own fields. */
  public static FormValidation checkExtra(@Nullable String value) {
    return check(value, given -> ExtraFields.parse("extra", given));
  }

  /** Checks a duration, unless a variable stands in it. */
  public static FormValidation checkDuration(@Nullable String value) {
    return checkFixed(value, given -> Timestamps.parseDuration("duration", given));
  }

  /** Checks a time, unless a variable stands in it. */
  public static FormValidation checkTime(String parameter, @Nullable String value) {
    return checkFixed(value, given -> Timestamps.parse(parameter, given));
  }

  /** Checks whether it is true or false, unless a variable stands in it. */
  public static FormValidation checkEnabled(@Nullable String value) {
    return checkFixed(
        value,
        given -> {
          IncidentParameters any = new IncidentParameters();
          any.setEnabled(given);
          any.announces();
        });
  }

  /** Something that throws if a value is not allowed. */
  @FunctionalInterface
  private interface Check {
    void run(String given);
  }

  private static FormValidation checkFixed(@Nullable String value, Check check) {
    return value != null && value.indexOf('$') >= 0 ? FormValidation.ok() : check(value, check);
  }

  private static FormValidation check(@Nullable String value, Check check) {
    String given = Util.fixEmptyAndTrim(value);
    try {
      if (given != null) {
        check.run(given);
      }
      return FormValidation.ok();
    } catch (ParameterException e) {
      return FormErrors.under(e);
    }
  }
}
