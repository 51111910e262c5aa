package io.jenkins.plugins.statushub.pipeline;

import hudson.AbortException;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.statushub.announcement.AnnouncementParameters;
import io.jenkins.plugins.statushub.announcement.FormChoices;
import io.jenkins.plugins.statushub.config.HookUrlCredentials;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.json.JsonValues;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  abstract AnnouncementParameters parameters();

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
  public abstract static class AnnouncementStepDescriptor extends StepDescriptor {
    AnnouncementStepDescriptor() {}

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
          step.setExtra(AnnouncementParameters.readExtra(extra));
        } catch (ParameterException e) {
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
      return FormChoices.services(item, service);
    }

    /** Offers the Secret texts that the job can use. */
    @POST
    public ListBoxModel doFillCredentialsIdItems(
        @AncestorInPath @Nullable Item item, @QueryParameter String credentialsId) {
      return HookUrlCredentials.offer(item, credentialsId);
    }

    /** Offers the words for a service's status. */
    @POST
    public ListBoxModel doFillStatusItems() {
      return FormChoices.statuses();
    }

    /** Offers the formats of descriptions. */
    @POST
    public ListBoxModel doFillFormatItems() {
      return FormChoices.formats();
    }

    /** Checks that there is a title. */
    @POST
    public FormValidation doCheckTitle(@QueryParameter String value) {
      return FormValidation.validateRequired(value);
    }

    /** Checks a time. */
    @POST
    public FormValidation doCheckStartTime(@QueryParameter String value) {
      return FormChoices.checkTime("startTime", value);
    }

    /** Checks the user's own fields. */
    @POST
    public FormValidation doCheckExtra(@QueryParameter String value) {
      return FormChoices.checkExtra(value);
    }
  }
}
