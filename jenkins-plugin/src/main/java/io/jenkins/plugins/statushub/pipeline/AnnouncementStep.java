package io.jenkins.plugins.statushub.pipeline;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import io.jenkins.plugins.statushub.announcement.AnnouncementParameters;
import io.jenkins.statushub.hook.ExtraFields;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.input.Problems;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.lang.Klass;

/**
 * Binds what all steps take to the one bean that holds it. Nothing is refused before the step runs,
 * so that all mistakes are reported at once.
 */
public abstract class AnnouncementStep extends Step {
  private transient @Nullable ParameterException mistake;

  AnnouncementStep() {}

  abstract AnnouncementParameters parameters();

  /** Returns what Pipeline handed over and the step does not take; null if there is nothing. */
  final @Nullable ParameterException mistake() {
    return mistake;
  }

  public @Nullable String getService() {
    return parameters().getService();
  }

  @DataBoundSetter
  public void setService(@Nullable String service) {
    parameters().setService(service);
  }

  public @Nullable String getServices() {
    return parameters().getServices();
  }

  @DataBoundSetter
  public void setServices(@Nullable String services) {
    parameters().setServices(services);
  }

  public @Nullable String getKey() {
    return parameters().getKey();
  }

  @DataBoundSetter
  public void setKey(@Nullable String key) {
    parameters().setKey(key);
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

  public @Nullable String getExtra() {
    return parameters().getExtra();
  }

  /** Sets the user's own fields: in a script a map, in a form one JSON object. */
  @DataBoundSetter
  public void setExtra(@Nullable String extra) {
    parameters().setExtra(extra);
  }

  public boolean isEnabled() {
    return parameters().getEnabled() == null;
  }

  @DataBoundSetter
  public void setEnabled(boolean enabled) {
    parameters().setEnabled(String.valueOf(enabled));
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

  /** Returns a mistake as Pipeline shows it: its message, without a stack trace. */
  static AbortException failure(Throwable mistake) {
    AbortException failure = new AbortException("StatusHub: " + mistake.getMessage());
    failure.setStackTrace(new StackTraceElement[0]);
    return failure;
  }

  /** Reads a step's arguments, and lends the forms of its parameters. */
  public abstract static class AnnouncementStepDescriptor extends StepDescriptor
      implements CustomDescribableModel {
    private final Class<? extends AnnouncementParameters> parameters;

    AnnouncementStepDescriptor(Class<? extends AnnouncementParameters> parameters) {
      this.parameters = parameters;
    }

    /** Returns why a parameter is not taken although other steps take it; null if none does. */
    @Nullable ParameterException refuse(String parameter) {
      return null;
    }

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
      return Set.of(Run.class, TaskListener.class);
    }

    /** Returns the title, which tells a step from its like. */
    @Override
    public @Nullable String argumentsToString(Map<String, Object> namedArgs) {
      return namedArgs.get("title") instanceof CharSequence title ? title.toString() : null;
    }

    /**
     * Makes a step that knows what was wrong with its arguments: Pipeline itself would warn of an
     * unknown parameter and go on, and report a wrong type by a stack trace.
     */
    @Override
    @SuppressWarnings("deprecation") // the method that replaces it can't keep what was wrong
    public Step newInstance(Map<String, Object> arguments) throws Exception {
      Problems problems = new Problems();
      Map<String, Object> read = new StepArguments(this, problems).read(arguments);
      AnnouncementStep step = (AnnouncementStep) DescribableModel.of(clazz).instantiate(read, null);
      try {
        problems.throwIfAny();
      } catch (ParameterException e) {
        step.mistake = e;
      }
      return step;
    }

    /** Shows lists and maps in a snippet as a script writes them. */
    @Override
    public UninstantiatedDescribable customUninstantiate(UninstantiatedDescribable step) {
      Map<String, Object> arguments = new TreeMap<>(step.getArguments());
      if (arguments.get("services") instanceof String services) {
        arguments.put(
            "services",
            Arrays.stream(services.split("[,\\s]+")).filter(each -> !each.isBlank()).toList());
      }
      if (arguments.get("extra") instanceof String extra) {
        try {
          arguments.put("extra", ExtraFields.parse("extra", extra));
        } catch (ParameterException e) {
          // The Snippet Generator shows this in place of a snippet.
          throw new UnsupportedOperationException(e.getMessage(), e);
        }
      }
      return step.withArguments(arguments);
    }

    private AnnouncementParameters.ParametersDescriptor shared() {
      return (AnnouncementParameters.ParametersDescriptor)
          Jenkins.get().getDescriptorOrDie(parameters);
    }

    @Override
    public void calcFillSettings(String field, Map<String, Object> attributes) {
      if (hasOwn("doFill", field)) {
        super.calcFillSettings(field, attributes);
      } else {
        shared().calcFillSettings(field, attributes);
      }
    }

    @Override
    public FormValidation.CheckMethod getCheckMethod(String fieldName) {
      return hasOwn("doCheck", fieldName)
          ? super.getCheckMethod(fieldName)
          : shared().getCheckMethod(fieldName);
    }

    private boolean hasOwn(String prefix, String field) {
      String name = prefix + Character.toUpperCase(field.charAt(0)) + field.substring(1);
      return Arrays.stream(getClass().getMethods())
          .anyMatch(
              method -> method.getName().equals(name) || method.getName().equals(name + "Items"));
    }

    @Override
    public @Nullable String getHelpFile(Klass<?> type, @Nullable String fieldName) {
      String own = super.getHelpFile(type, fieldName);
      return own != null || fieldName == null ? own : shared().getHelpFile(fieldName);
    }
  }
}
