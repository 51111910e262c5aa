package io.jenkins.plugins.statushub.freestyle;

import hudson.Extension;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.statushub.announcement.IncidentParameters;
import java.io.IOException;
import java.time.Instant;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A freestyle build step that opens, updates or resolves an incident. */
public final class StatusHubIncidentBuilder extends Builder {
  private final IncidentParameters incident;

  /**
   * @param incident what to announce
   */
  @DataBoundConstructor
  public StatusHubIncidentBuilder(IncidentParameters incident) {
    this.incident = incident;
  }

  /** Returns what to announce. */
  public IncidentParameters getIncident() {
    return incident;
  }

  @Override
  public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
      throws IOException, InterruptedException {
    new FreestyleAnnouncer(build, listener)
        .announce(incident, Instant.now(), FreestyleAnnouncer.newPlace());
    return true;
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
