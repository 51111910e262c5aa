package io.jenkins.plugins.statushub.pipeline;

import hudson.AbortException;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.statushub.announcement.Parameters;
import io.jenkins.plugins.statushub.config.HookUrlCredentials;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.statushub.hook.IncidentState;
import io.jenkins.statushub.hook.JsonValues;
import io.jenkins.statushub.hook.MistakeException;
import io.jenkins.statushub.hook.ServiceStatus;
import io.jenkins.statushub.hook.Timestamps;
import io.jenkins.statushub.text.DescriptionFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.model.Jenkins;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What all steps take. Nothing is checked before the step runs. */
public abstract class AnnouncementStep extends Step {
  AnnouncementStep() {}

  abstract Parameters parameters();

  public @Nullable String getService() {
    return parameters().getService();
  }

  @DataBoundSetter
  public void setService(@Nullable String service) {
    parameters().setService(service);
  }

  public @Nullable List<String> getServices() {
    return parameters().getServices();
  }

  @DataBoundSetter
  public void setServices(@Nullable List<String> services) {
    parameters().setServices(services);
  }

  public @Nullable String getCredentialsId() {
    return parameters().getCredentialsId();
  }

  @DataBoundSetter
  public void setCredentialsId(@Nullable String credentialsId) {
    parameters().setCredentialsId(credentialsId);
  }

  public @Nullable String getKey() {
    return parameters().getKey();
  }

  @DataBoundSetter
  public void setKey(@Nullable String key) {
    parameters().setKey(key);
  }

  public @Nullable String getId() {
    return parameters().getId();
  }

  @DataBoundSetter
  public void setId(@Nullable String id) {
    parameters().setId(id);
  }

  public @Nullable String getTitle() {
    return parameters().getTitle();
  }

  @DataBoundSetter
  public void setTitle(@Nullable String title) {
    parameters().setTitle(title);
  }

  public @Nullable String getDescription() {
    return parameters().getDescription();
  }

  @DataBoundSetter
  public void setDescription(@Nullable String description) {
    parameters().setDescription(description);
  }

  public @Nullable String getFormat() {
    return parameters().getFormat();
  }

  @DataBoundSetter
  public void setFormat(@Nullable String format) {
    parameters().setFormat(format);
  }

  public @Nullable String getStatus() {
    return parameters().getStatus();
  }

  @DataBoundSetter
  public void setStatus(@Nullable String status) {
    parameters().setStatus(status);
  }

  public @Nullable String getStartTime() {
    return parameters().getStartTime();
  }

  @DataBoundSetter
  public void setStartTime(@Nullable String startTime) {
    parameters().setStartTime(startTime);
  }

  public boolean isSilent() {
    return parameters().isSilent();
  }

  @DataBoundSetter
  public void setSilent(boolean silent) {
    parameters().setSilent(silent);
  }

  public boolean isDraft() {
    return parameters().isDraft();
  }

  @DataBoundSetter
  public void setDraft(boolean draft) {
    parameters().setDraft(draft);
  }

  public @Nullable Map<String, Object> getExtra() {
    return parameters().getExtra();
  }

  @DataBoundSetter
  public void setExtra(@Nullable Map<String, Object> extra) {
    parameters().setExtra(extra);
  }

  public boolean isDryRun() {
    return parameters().isDryRun();
  }

  @DataBoundSetter
  public void setDryRun(boolean dryRun) {
    parameters().setDryRun(dryRun);
  }

  public boolean isFailOnError() {
    return parameters().isFailOnError();
  }

  @DataBoundSetter
  public void setFailOnError(boolean failOnError) {
    parameters().setFailOnError(failOnError);
  }

  /** A mistake as Pipeline shows it: words, no stack trace. */
  static AbortException failure(Throwable mistake) {
    AbortException failure = new AbortException("StatusHub: " + mistake.getMessage());
    failure.setStackTrace(new StackTraceElement[0]);
    return failure;
  }

  /** The forms of what all steps take. */
  abstract static class AnnouncementStepDescriptor extends StepDescriptor {
    @Override
    public Set<? extends Class<?>> getRequiredContext() {
      return Set.of(Run.class, TaskListener.class);
    }

    /** Turns the form's text for services and the user's own fields into a list and a map. */
    @Override
    public Step newInstance(StaplerRequest2 req, JSONObject form) throws FormException {
      String extra = Util.fixEmptyAndTrim(form.optString("extra"));
      form.remove("extra");
      JSONArray services = new JSONArray();
      for (String each : form.optString("services").split("[,\\s]+")) {
        if (!each.isBlank()) {
          services.add(each);
        }
      }
      form.remove("services");
      if (!services.isEmpty()) {
        form.put("services", services);
      }
      AnnouncementStep step = (AnnouncementStep) super.newInstance(req, form);
      if (extra != null) {
        try {
          step.setExtra(Parameters.readExtra(extra));
        } catch (MistakeException e) {
          throw new FormException(e.getMessage(), "extra");
        }
      }
      return step;
    }

    /** The further services as the form shows them. */
    public String servicesOf(@Nullable AnnouncementStep step) {
      List<String> services = step == null ? null : step.getServices();
      return services == null ? "" : String.join(", ", services);
    }

    /** The user's own fields as the form shows them. */
    public String extraOf(@Nullable AnnouncementStep step) {
      Map<String, Object> extra = step == null ? null : step.getExtra();
      return extra == null ? "" : new String(JsonValues.write(extra), StandardCharsets.UTF_8);
    }

    /** Offers the services that the job may speak for. */
    @POST
    public ListBoxModel doFillServiceItems(
        @AncestorInPath @Nullable Item item, @QueryParameter String service) {
      ListBoxModel choices = new ListBoxModel();
      choices.add("", "");
      if (mayConfigure(item)) {
        StatusHubConfiguration.get()
            .namesFor(item == null ? "" : item.getFullName())
            .forEach(choices::add);
      }
      if (Util.fixEmpty(service) != null
          && choices.stream().noneMatch(choice -> choice.value.equals(service))) {
        choices.add(service);
      }
      return choices;
    }

    /** Offers the Secret texts that the job can use. */
    @POST
    public ListBoxModel doFillCredentialsIdItems(
        @AncestorInPath @Nullable Item item, @QueryParameter String credentialsId) {
      return HookUrlCredentials.offer(item, credentialsId);
    }

    /** Offers the states of an incident. */
    static ListBoxModel states() {
      ListBoxModel choices = new ListBoxModel();
      for (IncidentState each : IncidentState.values()) {
        choices.add(each.wire());
      }
      return choices;
    }

    /** Offers the words for a service's status. */
    public ListBoxModel doFillStatusItems() {
      ListBoxModel choices = new ListBoxModel();
      choices.add("", "");
      for (ServiceStatus each : ServiceStatus.values()) {
        choices.add(each.wire());
      }
      return choices;
    }

    /** Offers the formats of descriptions. */
    public ListBoxModel doFillFormatItems() {
      ListBoxModel choices = new ListBoxModel();
      choices.add("as configured", "");
      for (DescriptionFormat each : DescriptionFormat.values()) {
        choices.add(each.wire());
      }
      return choices;
    }

    /** Checks that there is a title. */
    public FormValidation doCheckTitle(@QueryParameter String value) {
      return FormValidation.validateRequired(value);
    }

    /** Checks a time. */
    public FormValidation doCheckStartTime(@QueryParameter String value) {
      return checkTime("startTime", value);
    }

    /** Checks the user's own fields. */
    public FormValidation doCheckExtra(@QueryParameter String value) {
      try {
        if (Util.fixEmptyAndTrim(value) != null) {
          Parameters.readExtra(value);
        }
        return FormValidation.ok();
      } catch (MistakeException e) {
        return FormValidation.error(e.getMessage());
      }
    }

    static FormValidation checkDuration(@Nullable String value) {
      try {
        if (Util.fixEmptyAndTrim(value) != null) {
          Timestamps.parseDuration("duration", value);
        }
        return FormValidation.ok();
      } catch (MistakeException e) {
        return FormValidation.error(e.getMessage());
      }
    }

    static FormValidation checkTime(String parameter, @Nullable String value) {
      try {
        if (Util.fixEmptyAndTrim(value) != null) {
          Timestamps.parse(parameter, value);
        }
        return FormValidation.ok();
      } catch (MistakeException e) {
        return FormValidation.error(e.getMessage());
      }
    }

    private static boolean mayConfigure(@Nullable Item item) {
      return item == null
          ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
          : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(Item.CONFIGURE);
    }
  }
}
