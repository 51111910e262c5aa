package io.jenkins.plugins.statushub.freestyle;

import hudson.EnvVars;
import hudson.Extension;
import hudson.model.AbstractProject;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.statushub.announcement.IncidentParameters;
import java.io.IOException;
import java.time.Instant;
import jenkins.tasks.SimpleBuildStep;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A build step that says something about an incident. */
public final class StatusHubIncidentBuilder extends Builder implements SimpleBuildStep {
  private final IncidentFields incident;

  /**
   * @param incident what to say
   */
  @DataBoundConstructor
  public StatusHubIncidentBuilder(IncidentFields incident) {
    this.incident = incident;
  }

  /** What to say. */
  public IncidentFields getIncident() {
    return incident;
  }

  @Override
  public boolean requiresWorkspace() {
    return false;
  }

  @Override
  public void perform(Run<?, ?> run, EnvVars env, TaskListener listener)
      throws IOException, InterruptedException {
    VariableExpander expansion = VariableExpander.of(run, listener);
    IncidentParameters parameters = expansion.expand(incident);
    FreestyleAnnouncer speech = new FreestyleAnnouncer(run, listener);
    speech.tellWithheld(expansion.withheld());
    speech.say(
        parameters,
        () -> speech.announcer().announce(parameters, Instant.now(), FreestyleAnnouncer.newPlace()));
  }

  /** The step's name and form. */
  @Extension
  @Symbol("postStatusHubIncident")
  public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {
    @Override
    public String getDisplayName() {
      return Messages.StatusHubIncidentBuilder_displayName();
    }

    @Override
    public boolean isApplicable(Class<? extends AbstractProject> jobType) {
      return true;
    }
  }
}
