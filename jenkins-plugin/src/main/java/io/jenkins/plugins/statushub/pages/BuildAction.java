package io.jenkins.plugins.statushub.pages;

import hudson.model.Api;
import hudson.model.Run;
import java.io.IOException;
import java.util.List;
import jenkins.model.RunAction2;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What a build announced. Nothing but a mark is kept with the build's own record: the announcements
 * stand in {@link BuildAnnouncements}, and what has become of them in the ledger, where each is
 * found by its id.
 */
@ExportedBean
public final class BuildAction implements RunAction2 {
  /** How many announcements a build's page shows in its summary. */
  private static final int IN_SUMMARY = 10;

  /** How many announcements the page about them shows. */
  private static final int ON_PAGE = 100;

  private transient @Nullable Run<?, ?> run;

  /** Marks a build that announced something, once. */
  static void addTo(Run<?, ?> run) throws IOException {
    synchronized (BuildAction.class) {
      if (run.getAction(BuildAction.class) != null) {
        return;
      }
      run.addAction(new BuildAction());
    }
    run.save();
  }

  @Override
  public void onAttached(Run<?, ?> attached) {
    run = attached;
  }

  @Override
  public void onLoad(Run<?, ?> loaded) {
    run = loaded;
  }

  @Override
  public String getIconFileName() {
    return "symbol-notifications";
  }

  @Override
  public String getDisplayName() {
    return Messages.BuildAction_displayName();
  }

  @Override
  public String getUrlName() {
    return "statushub";
  }

  /** Returns the REST interface. */
  public Api getApi() {
    return new Api(this);
  }

  /** Returns the build. */
  public Run<?, ?> getRun() {
    if (run == null) {
      throw new IllegalStateException("this belongs to no build");
    }
    return run;
  }

  /** Returns what the page about the announcements shows. */
  public AnnouncementList getPage() {
    return AnnouncementList.last(getRun(), ON_PAGE);
  }

  /** Returns what the build's own page shows. */
  public AnnouncementList getSummary() {
    return AnnouncementList.last(getRun(), IN_SUMMARY);
  }

  /** Returns the last announcements of the build, and what has become of them. */
  @Exported(inline = true)
  public List<AnnouncementView> getAnnouncements() {
    return getPage().getAnnouncements();
  }

  /** Returns how many announcements the build made. */
  @Exported
  public int getTotal() {
    return AnnouncementList.last(getRun(), 0).getTotal();
  }

  /** Returns why something can't be read; null if everything can. */
  @Exported
  public @Nullable String getProblem() {
    return getPage().getProblem();
  }
}
