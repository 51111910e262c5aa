package io.jenkins.plugins.statushub.freestyle;

import hudson.AbortException;
import hudson.Extension;
import hudson.Launcher;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.Result;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.BuildStepMonitor;
import hudson.tasks.Notifier;
import hudson.tasks.Publisher;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.statushub.announcement.BuildAnnouncer;
import io.jenkins.plugins.statushub.announcement.FailureIncident;
import io.jenkins.plugins.statushub.announcement.IncidentParameters;
import io.jenkins.plugins.statushub.pipeline.StatusHubIncidentBlockStep;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.sending.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * A post-build action that opens an incident when the job fails, goes on telling, and resolves it
 * when the job is back to normal.
 */
public final class StatusHubIncidentPublisher extends Notifier {
  private static final String UNSTABLE = "unstable";
  private static final String EVERY = "every";

  /** More builds than anybody wants to fail before a customer hears of it. */
  private static final int MOST_IN_A_ROW = 100;

  private final IncidentFields incident;
  private @Nullable String openOn;
  private @Nullable String tell;
  private int openAfter = 1;
  private @Nullable String resolvedTitle;
  private @Nullable String resolvedDescription;

  /**
   * @param incident what to say when it fails
   */
  @DataBoundConstructor
  public StatusHubIncidentPublisher(IncidentFields incident) {
    this.incident = incident;
  }

  /** What to say when it fails. */
  public IncidentFields getIncident() {
    return incident;
  }

  /** The best result that counts as failed: {@code failure} or {@code unstable}. */
  public String getOpenOn() {
    return openOn == null ? "failure" : openOn;
  }

  @DataBoundSetter
  public void setOpenOn(@Nullable String openOn) {
    this.openOn = UNSTABLE.equals(Util.fixEmptyAndTrim(openOn)) ? UNSTABLE : null;
  }

  /** Which failures are told: {@code first} of each trouble, or {@code every} one. */
  public String getTell() {
    return tell == null ? "first" : tell;
  }

  @DataBoundSetter
  public void setTell(@Nullable String tell) {
    this.tell = EVERY.equals(Util.fixEmptyAndTrim(tell)) ? EVERY : null;
  }

  /** How many builds have to fail in a row before an incident is opened. */
  public int getOpenAfter() {
    return openAfter;
  }

  @DataBoundSetter
  public void setOpenAfter(int openAfter) {
    this.openAfter = Math.max(1, Math.min(openAfter, MOST_IN_A_ROW));
  }

  public @Nullable String getResolvedTitle() {
    return resolvedTitle;
  }

  @DataBoundSetter
  public void setResolvedTitle(@Nullable String resolvedTitle) {
    this.resolvedTitle = Util.fixEmptyAndTrim(resolvedTitle);
  }

  public @Nullable String getResolvedDescription() {
    return resolvedDescription;
  }

  @DataBoundSetter
  public void setResolvedDescription(@Nullable String resolvedDescription) {
    this.resolvedDescription = Util.fixEmptyAndTrim(resolvedDescription);
  }

  @Override
  public BuildStepMonitor getRequiredMonitorService() {
    // Overlapping builds do not wait for each other: what counts is which build speaks.
    return BuildStepMonitor.NONE;
  }

  /** After all that may change the result, unless it is to change the result itself. */
  @Override
  public boolean needsToRunAfterFinalized() {
    return !incident.isFailOnError();
  }

  /** A mistake has to show before the build does anything. */
  @Override
  public boolean prebuild(AbstractBuild<?, ?> build, BuildListener listener) {
    if (!VariableExpander.isFixed(incident.getService())
        || !VariableExpander.isFixed(incident.getServices())
        || !VariableExpander.isFixed(incident.getStatus())) {
      return true;
    }
    try {
      IncidentParameters parameters = VariableExpander.of(build, listener).expand(incident);
      new BuildAnnouncer(build, listener).check(parameters, Instant.now());
      return true;
    } catch (ParameterException e) {
      listener.error("StatusHub: " + e.getMessage());
      return false;
    } catch (IOException e) {
      listener.error("StatusHub: " + e.getMessage());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
      throws IOException, InterruptedException {
    FailureHistory history =
        new FailureHistory(UNSTABLE.equals(openOn) ? Result.UNSTABLE : Result.FAILURE);
    Result result = build.getResult();
    FailureHistory.End end = history.of(result == null ? Result.SUCCESS : result);
    if (end == FailureHistory.End.NEITHER) {
      return true;
    }
    FreestyleAnnouncer speech = new FreestyleAnnouncer(build, listener);
    VariableExpander expansion = VariableExpander.of(build, listener);
    IncidentParameters parameters = expansion.expand(incident);
    parameters.setResolvedTitle(expansion.plain(resolvedTitle));
    parameters.setResolvedDescription(
        expansion.description(incident.getFormat(), resolvedDescription));
    speech.tellWithheld(expansion.withheld());
    try {
      speech.say(
          parameters,
          () ->
              end == FailureHistory.End.FAILED
                  ? failed(speech, parameters, history.openAfter(build, openAfter))
                  : new FailureIncident(speech.announcer(), parameters)
                      .recovered(
                          Instant.now(),
                          Instant.ofEpochMilli(build.getStartTimeInMillis()),
                          FreestyleAnnouncer.newPlace()));
      return true;
    } catch (AbortException e) {
      listener.error(e.getMessage());
      return false;
    }
  }

  /** Tells those services that have to hear of it. */
  private CompletionStage<List<Outcome>> failed(
      FreestyleAnnouncer speech, IncidentParameters parameters, int failures) throws LedgerException {
    FailureIncident trouble = new FailureIncident(speech.announcer(), parameters);
    List<String> toTell = new ArrayList<>();
    for (String service : parameters.names()) {
      if (trouble.isOpen(service) ? EVERY.equals(tell) : failures >= openAfter) {
        toTell.add(service);
      }
    }
    if (toTell.isEmpty() && !parameters.names().isEmpty()) {
      speech
          .announcer()
          .log(
              failures < openAfter
                  ? failures + " of " + openAfter + " failures in a row: no incident is opened yet"
                  : "an incident about this is open already");
      return CompletableFuture.completedFuture(List.of());
    }
    parameters.setService(null);
    parameters.setServices(toTell);
    return trouble.failed(Instant.now(), FreestyleAnnouncer.newPlace());
  }

  /** The action's name and form. */
  @Extension
  @Symbol("statusHubIncidentOnFailure")
  public static final class DescriptorImpl extends BuildStepDescriptor<Publisher> {
    /** Made by Jenkins. */
    public DescriptorImpl() {
      for (String field : List.of("resolvedTitle", "resolvedDescription")) {
        addHelpFileRedirect(field, StatusHubIncidentBlockStep.class, field);
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

    /** Offers what counts as failed. */
    @POST
    public ListBoxModel doFillOpenOnItems() {
      ListBoxModel choices = new ListBoxModel();
      choices.add(Messages.StatusHubIncidentPublisher_failure(), "failure");
      choices.add(Messages.StatusHubIncidentPublisher_unstable(), UNSTABLE);
      return choices;
    }

    /** Offers which failures may be told. */
    @POST
    public ListBoxModel doFillTellItems() {
      ListBoxModel choices = new ListBoxModel();
      choices.add(Messages.StatusHubIncidentPublisher_first(), "first");
      choices.add(Messages.StatusHubIncidentPublisher_every(), EVERY);
      return choices;
    }

    /** Checks the number of builds. */
    @POST
    public FormValidation doCheckInARow(@QueryParameter String value) {
      return FormValidation.validateIntegerInRange(value, 1, MOST_IN_A_ROW);
    }
  }
}
