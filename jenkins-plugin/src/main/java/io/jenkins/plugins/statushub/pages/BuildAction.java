package io.jenkins.plugins.statushub.pages;

import hudson.model.Api;
import hudson.model.Run;
import io.jenkins.plugins.statushub.client.StatusHubClientProvider;
import io.jenkins.statushub.ledger.Ledger;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.RunAction2;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What a build said. Nothing but a mark is kept with the build's own record; what was said stands
 * in {@link BuildAnnouncements}, and what has become of it in the ledger, where each is found by its id.
 */
@ExportedBean
public final class BuildAction implements RunAction2 {
  /** What a build's page shows in its summary. */
  private static final int IN_SUMMARY = 10;

  /** What the page of all that a build said shows. */
  private static final int ON_PAGE = 100;

  private transient @Nullable Run<?, ?> run;

  /** Marks a build that said something, once. */
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

  /** REST. */
  public Api getApi() {
    return new Api(this);
  }

  /** The build. */
  public Run<?, ?> getRun() {
    if (run == null) {
      throw new IllegalStateException("this belongs to no build");
    }
    return run;
  }

  /** What the build said last, and what has become of it. */
  @Exported(inline = true)
  public List<AnnouncementView> getAnnouncements() throws IOException {
    return last(ON_PAGE);
  }

  /** A few of them, for the build's page. */
  public List<AnnouncementView> getSummary() throws IOException {
    return last(IN_SUMMARY);
  }

  /** How many things it said. */
  @Exported
  public int getTotal() throws IOException {
    return BuildAnnouncements.read(getRun()).size();
  }

  private List<AnnouncementView> last(int most) throws IOException {
    List<AnnouncementRecord> all = BuildAnnouncements.read(getRun());
    Ledger ledger = StatusHubClientProvider.get().hub().ledger();
    List<AnnouncementView> views = new ArrayList<>();
    for (AnnouncementRecord said : all.subList(Math.max(0, all.size() - most), all.size())) {
      views.add(new AnnouncementView(said, find(ledger, said)));
    }
    return views;
  }

  /** The incidents and maintenances that the build spoke about last, with their histories. */
  public List<EntryView> getEntries() throws IOException {
    Map<String, EntryView> entries = new LinkedHashMap<>();
    for (AnnouncementView said : last(ON_PAGE)) {
      LedgerEntry entry = said.entry();
      if (entry != null) {
        entries.put(said.getAnchor(), new EntryView(entry));
      }
    }
    return new ArrayList<>(entries.values());
  }

  private static @Nullable LedgerEntry find(Ledger ledger, AnnouncementRecord said) throws LedgerException {
    return said.id().isEmpty() ? null : ledger.find(said.entryKind(), said.service(), said.id());
  }
}
