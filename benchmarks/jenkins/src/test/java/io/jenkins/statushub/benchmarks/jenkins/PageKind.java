package io.jenkins.statushub.benchmarks.jenkins;

import java.util.Locale;

/** A page that is measured. */
enum PageKind {
  /** All jobs, in one list. */
  JOBS("list of %,d jobs", "", "job-0000"),
  /** The job whose build announced an incident. */
  JOB("job", "job/" + FilledHome.MEASURED + "/", "Open on the status page"),
  /** That build. */
  BUILD("build", "job/" + FilledHome.MEASURED + "/1/", "Slow checkouts"),
  /** What that build announced. */
  ANNOUNCEMENTS(
      "build's announcements", "job/" + FilledHome.MEASURED + "/1/statushub/", "Slow checkouts"),
  /** What is not over. */
  LEDGER("ledger", "manage/statushub/", "Open incidents ("),
  /** The same, and a page of what is over. */
  MIDDLE("ledger, the middle page of what is over", "manage/statushub/?past=%d", "Past ("),
  /** One entry, of those that are over. */
  SEARCH_ONE(
      "ledger, a search that finds one", "manage/statushub/?q=" + PastEntries.ONE, "1 found"),
  /** Any entry. */
  SEARCH_ALL("ledger, a search that finds all", "manage/statushub/?q=shop", "found");

  private final String title;
  private final String path;
  private final String shows;

  PageKind(String title, String path, String shows) {
    this.title = title;
    this.path = path;
    this.shows = shows;
  }

  /** Returns its name in the table. */
  String title(int jobs) {
    return String.format(Locale.ROOT, title, jobs);
  }

  /** Returns its address under Jenkins' root, for a ledger of so many entries. */
  String path(int entries) {
    return String.format(Locale.ROOT, path, Ledgers.middlePage(entries));
  }

  /** Returns what it shows of the plugin's data; of Jenkins' own where there is no such thing. */
  String shows() {
    return shows;
  }

  /** Returns whether Jenkins has it without the plugin's data. */
  boolean isOfJenkins() {
    return this == JOBS || this == JOB || this == BUILD;
  }

  /** Returns how often it is opened, for one that is slow by itself less often. */
  int rounds(int rounds) {
    return this == JOBS ? Math.max(1, rounds / 5) : rounds;
  }
}
