package io.jenkins.plugins.statushub.freestyle;

import hudson.AbortException;
import hudson.Extension;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.ItemGroup;
import hudson.model.Result;
import hudson.model.Run;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.BuildStepMonitor;
import hudson.tasks.Notifier;
import hudson.tasks.Publisher;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.statushub.announcement.FailureIncident;
import io.jenkins.plugins.statushub.announcement.FailureRules;
import io.jenkins.plugins.statushub.announcement.FormChoices;
import io.jenkins.plugins.statushub.announcement.IncidentParameters;
import io.jenkins.plugins.statushub.announcement.WorkResult;
import io.jenkins.plugins.statushub.pipeline.WithStatusHubIncidentStep;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.input.Problems;
import io.jenkins.statushub.sending.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletionStage;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * A post-build action that opens an incident when the build fails, and resolves it when a later
 * build succeeds.
 */
public final class StatusHubIncidentPublisher extends Notifier {
  private static final FailureRules.OpenOn OPEN_ON = FailureRules.OpenOn.FAILURE;
  private static final FailureRules.UpdateOn UPDATE_ON = FailureRules.UpdateOn.FIRST;
  private static final List<FailureRules.OpenOn> ALLOWED =
      List.of(FailureRules.OpenOn.FAILURE, FailureRules.OpenOn.UNSTABLE);

  /** Builds that did not work at all, since the action was refused: nothing to be announced. */
  private static final Set<Run<?, ?>> REFUSED =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private final IncidentParameters incident;
  private FailureRules rules = new FailureRules();
  private boolean eachConfiguration;

  /**
   * @param incident what to announce when the build fails
   */
  @DataBoundConstructor
  public StatusHubIncidentPublisher(IncidentParameters incident) {
    this.incident = incident;
  }

  /** A job's configuration that was written by hand may hold no rules. */
  private Object readResolve() {
    if (rules == null) {
      rules = new FailureRules();
    }
    return this;
  }

  /** Returns what to announce when the build fails. */
  public IncidentParameters getIncident() {
    return incident;
  }

  /** Returns the best result that counts as failed: {@code failure} or {@code unstable}. */
  public String getOpenOn() {
    return rules.getOpenOn() == null ? OPEN_ON.wire() : rules.getOpenOn();
  }

  @DataBoundSetter
  public void setOpenOn(@Nullable String openOn) {
    rules.setOpenOn(openOn);
  }

  /** Returns which failures are announced: the {@code first} of an incident, or {@code every}. */
  public String getUpdateOn() {
    return rules.getUpdateOn() == null ? UPDATE_ON.wire() : rules.getUpdateOn();
  }

  @DataBoundSetter
  public void setUpdateOn(@Nullable String updateOn) {
    rules.setUpdateOn(updateOn);
  }

  /** Returns how many builds have to fail in a row before an incident is opened. */
  public int getOpenAfter() {
    return rules.getOpenAfter();
  }

  @DataBoundSetter
  public void setOpenAfter(int openAfter) {
    rules.setOpenAfter(openAfter);
  }

  public @Nullable String getResolvedTitle() {
    return rules.getResolvedTitle();
  }

  @DataBoundSetter
  public void setResolvedTitle(@Nullable String resolvedTitle) {
    rules.setResolvedTitle(resolvedTitle);
  }

  public @Nullable String getResolvedDescription() {
    return rules.getResolvedDescription();
  }

  @DataBoundSetter
  public void setResolvedDescription(@Nullable String resolvedDescription) {
    rules.setResolvedDescription(resolvedDescription);
  }

  /**
   * Returns whether each configuration of a multi-configuration project announces for itself;
   * otherwise the whole build announces once.
   */
  public boolean isEachConfiguration() {
    return eachConfiguration;
  }

  @DataBoundSetter
  public void setEachConfiguration(boolean eachConfiguration) {
    this.eachConfiguration = eachConfiguration;
  }

  /** Whether a build is one configuration of a build that announces as a whole. */
  private boolean isLeftToParent(AbstractBuild<?, ?> build) {
    return !eachConfiguration && build.getRootBuild() != build;
  }

  @Override
  public BuildStepMonitor getRequiredMonitorService() {
    // Overlapping builds do not wait for each other: what counts is which build reports.
    return BuildStepMonitor.NONE;
  }

  /** Runs after all that may change the result, unless it is to change the result itself. */
  @Override
  public boolean needsToRunAfterFinalized() {
    return !incident.isFailOnError();
  }

  /** A mistake has to show before the build does anything. */
  @Override
  public boolean prebuild(AbstractBuild<?, ?> build, BuildListener listener) {
    if (isLeftToParent(build)) {
      return true;
    }
    try {
      FreestyleAnnouncer freestyle = new FreestyleAnnouncer(build, listener);
      VariableExpander variables = freestyle.variables();
      IncidentParameters fixed = variables.withoutVariables(incident);
      Problems problems = new Problems();
      if (Boolean.FALSE.equals(problems.check(fixed::announces))) {
        return true;
      }
      freestyle
          .announcer()
          .check(fixed, variables.withoutVariables(rules), ALLOWED, Instant.now(), problems);
      problems.throwIfAny();
      return true;
    } catch (ParameterException e) {
      listener.error("StatusHub: " + e.getMessage());
      REFUSED.add(build);
      return false;
    } catch (IOException e) {
      listener.getLogger().println("StatusHub: not checked before the build: " + e.getMessage());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
      throws IOException, InterruptedException {
    if (isLeftToParent(build) || REFUSED.contains(build)) {
      return true;
    }
    try {
      report(build, new FreestyleAnnouncer(build, listener));
      return true;
    } catch (AbortException e) {
      listener.error(e.getMessage());
      return false;
    } catch (ParameterException e) {
      // The work is over: a mistake that shows only now is no fault of the work's.
      if (incident.isFailOnError()) {
        listener.error("StatusHub: not announced: " + e.getMessage());
        return false;
      }
      listener.getLogger().println("StatusHub: not announced: " + e.getMessage());
      return true;
    }
  }

  private void report(AbstractBuild<?, ?> build, FreestyleAnnouncer freestyle)
      throws AbortException, InterruptedException {
    VariableExpander variables = freestyle.variables();
    IncidentParameters parameters = variables.expand(incident);
    FailureRules expanded = variables.expand(rules, incident.getFormat());
    freestyle.reportWithheld();
    if (!parameters.announces()) {
      freestyle.announcer().skip(parameters);
      return;
    }
    FailureHistory history =
        new FailureHistory(
            expanded.openOn(OPEN_ON) == FailureRules.OpenOn.UNSTABLE
                ? Result.UNSTABLE
                : Result.FAILURE);
    Result result = build.getResult();
    WorkResult end = history.of(result == null ? Result.SUCCESS : result);
    FailureIncident failure =
        new FailureIncident(freestyle.announcer(), parameters, expanded, UPDATE_ON);
    freestyle.await(parameters, () -> report(build, end, history, failure, expanded));
  }

  private static CompletionStage<List<Outcome>> report(
      AbstractBuild<?, ?> build,
      WorkResult end,
      FailureHistory history,
      FailureIncident failure,
      FailureRules rules) {
    Instant now = Instant.now();
    String place = FreestyleAnnouncer.newPlace();
    return switch (end.kind()) {
      case FAILED ->
          failure.reportFailure(
              now, place, (service, key) -> history.failuresInRow(build, rules.getOpenAfter()));
      case SUCCEEDED ->
          failure.reportRecovery(now, Instant.ofEpochMilli(build.getStartTimeInMillis()), place);
      case NEITHER -> failure.reportNeither(end.reason());
    };
  }

  /** The action's name and form. */
  @Extension
  @Symbol("statusHubIncidentOnFailure")
  public static final class DescriptorImpl extends BuildStepDescriptor<Publisher> {
    /** Lends the help of the block step. */
    public DescriptorImpl() {
      for (String field :
          List.of("resolvedTitle", "resolvedDescription", "updateOn", "openAfter")) {
        addHelpFileRedirect(field, WithStatusHubIncidentStep.class, field);
      }
    }

    @Override
    public String getDisplayName() {
      return Messages.StatusHubIncidentPublisher_displayName();
    }

    @Override
    public boolean isApplicable(Class<? extends AbstractProject> jobType) {
      return true;
    }

    /** Whether a form belongs to a multi-configuration project. */
    public boolean hasConfigurations(@Nullable Object project) {
      return project instanceof ItemGroup;
    }

    /** Offers what counts as failed. */
    @POST
    public ListBoxModel doFillOpenOnItems() {
      ListBoxModel choices = new ListBoxModel();
      choices.add(
          Messages.StatusHubIncidentPublisher_failure(), FailureRules.OpenOn.FAILURE.wire());
      choices.add(
          Messages.StatusHubIncidentPublisher_unstable(), FailureRules.OpenOn.UNSTABLE.wire());
      return choices;
    }

    /** Offers which failures may be announced. */
    @POST
    public ListBoxModel doFillUpdateOnItems() {
      return FormChoices.updateOn();
    }

    /** Checks the number of builds. */
    @POST
    public FormValidation doCheckOpenAfter(@QueryParameter String value) {
      return FormChoices.checkOpenAfter(value);
    }
  }
}
