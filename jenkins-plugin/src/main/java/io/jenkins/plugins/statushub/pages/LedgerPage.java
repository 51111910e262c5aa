package io.jenkins.plugins.statushub.pages;

import hudson.Util;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ledger as one request sees it: its sections, of each one page, and what a search found. Only
 * the entries that are shown are read.
 */
public final class LedgerPage {
  /** How many entries of a section one page shows. */
  static final int PAGE_SIZE = 25;

  /** Instead of the number of a page: the entries of the section are counted only. */
  private static final int NOT_SHOWN = 0;

  private final String query;
  private final int total;
  private final LedgerLookup lookup = new LedgerLookup();
  private final Map<EntryRef, String> jobs = JobIncidents.get().all();
  private final Map<LedgerSection, Section> sections = new EnumMap<>(LedgerSection.class);

  /**
   * @param query what is searched for; empty for everything
   * @param pages the number of the page of each section, from 1; without one, it is the first, or
   *     none of what is over unless something is searched for
   * @param pageSize how many entries a page has
   */
  LedgerPage(String query, Map<LedgerSection, Integer> pages, int pageSize, Instant now) {
    this.query = query.strip();
    IndexedEntries entries = LedgerIndex.get().entries();
    this.total = entries.count();
    String[] words = this.query.toLowerCase(Locale.ROOT).split("\\s+", -1);
    Map<LedgerSection, List<IndexedEntry>> found = new EnumMap<>(LedgerSection.class);
    for (IndexedEntry each : entries.current(now)) {
      if (each.matches(words)) {
        LedgerSection section = each.section(now, jobs.containsKey(each.ref()));
        found.computeIfAbsent(section, any -> new ArrayList<>()).add(each);
      }
    }
    for (LedgerSection section : LedgerSection.values()) {
      List<IndexedEntry> all = found.getOrDefault(section, List.of());
      sections.put(section, new Section(section, all, pages.getOrDefault(section, 1), pageSize));
    }
    Integer page = pages.get(LedgerSection.PAST);
    sections.put(
        LedgerSection.PAST,
        isSearch()
            ? pastFound(entries, words, page == null ? 1 : page, pageSize)
            : new Section(
                LedgerSection.PAST,
                entries.pastCount(),
                entries::past,
                page == null ? NOT_SHOWN : page,
                pageSize));
  }

  /** Looks at all that is over, in memory. */
  private Section pastFound(IndexedEntries entries, String[] words, int page, int pageSize) {
    List<IndexedEntry> found = new ArrayList<>();
    for (IndexedEntry each : entries.past()) {
      if (each.matches(words)) {
        found.add(each);
      }
    }
    return new Section(LedgerSection.PAST, found, page, pageSize);
  }

  /** Returns what is searched for; empty for everything. */
  public String getQuery() {
    return query;
  }

  /** Returns whether something is searched for. */
  public boolean isSearch() {
    return !query.isEmpty();
  }

  /** Returns how many entries a search found. */
  public int getFound() {
    return sections.values().stream().mapToInt(Section::getCount).sum();
  }

  /** Returns how many entries the ledger holds, those that are over included. */
  public int getTotal() {
    return total;
  }

  /** Returns what can't be delivered. */
  public Section getUndelivered() {
    return section(LedgerSection.UNDELIVERED);
  }

  /** Returns the open incidents whose job was deleted. */
  public Section getOrphaned() {
    return section(LedgerSection.ORPHANED);
  }

  /** Returns what is tried again by itself. */
  public Section getPending() {
    return section(LedgerSection.PENDING);
  }

  /** Returns the open incidents. */
  public Section getOpen() {
    return section(LedgerSection.OPEN);
  }

  /** Returns the maintenance windows that are not over. */
  public Section getRunning() {
    return section(LedgerSection.RUNNING);
  }

  /** Returns what is over. */
  public Section getPast() {
    return section(LedgerSection.PAST);
  }

  private Section section(LedgerSection section) {
    Section found = sections.get(section);
    if (found == null) {
      throw new IllegalArgumentException(section.wire());
    }
    return found;
  }

  /** Returns why something could not be read; null if everything could. */
  public @Nullable String getProblem() {
    String problem = LedgerIndex.get().problem();
    return problem == null ? lookup.problem() : problem;
  }

  /** The entries of a section, the newest first. */
  @FunctionalInterface
  private interface EntriesInOrder {
    List<IndexedEntry> some(int skip, int most);
  }

  /** One page of one section. */
  public final class Section {
    private final LedgerSection section;
    private final int count;
    private final int page;
    private final int pages;
    private final List<EntryView> entries = new ArrayList<>();

    private Section(LedgerSection section, List<IndexedEntry> all, int wanted, int pageSize) {
      this(
          section,
          all.size(),
          (skip, most) -> all.subList(skip, Math.min(skip + most, all.size())),
          wanted,
          pageSize);
    }

    private Section(
        LedgerSection section, int count, EntriesInOrder inOrder, int wanted, int pageSize) {
      this.section = section;
      this.count = count;
      this.pages = Math.max(1, (count + pageSize - 1) / pageSize);
      this.page = Math.max(1, Math.min(wanted, pages));
      if (wanted != NOT_SHOWN) {
        inOrder.some((page - 1) * pageSize, pageSize).forEach(this::add);
      }
    }

    private void add(IndexedEntry each) {
      LedgerEntry entry = lookup.find(each.ref());
      if (entry != null) {
        entries.add(new EntryView(entry, jobs.get(each.ref())));
      }
    }

    /** Returns its name in addresses. */
    public String getName() {
      return section.wire();
    }

    /** Returns how many entries it has on all its pages. */
    public int getCount() {
      return count;
    }

    /** Returns the entries of this page. */
    public List<EntryView> getEntries() {
      return entries;
    }

    /** Returns the number of this page, from 1. */
    public int getPage() {
      return page;
    }

    /** Returns how many pages it has, at least one. */
    public int getPages() {
      return pages;
    }

    /** Returns the address of the page before this one; empty if there is none. */
    public String getPrevious() {
      return page > 1 ? address(page - 1) : "";
    }

    /** Returns the address of the page after this one; empty if there is none. */
    public String getNext() {
      return page < pages ? address(page + 1) : "";
    }

    private String address(int number) {
      StringBuilder address = new StringBuilder("?");
      if (isSearch()) {
        address.append("q=").append(URLEncoder.encode(query, StandardCharsets.UTF_8)).append('&');
      }
      return address + Util.rawEncode(getName()) + "=" + number + "#" + getName();
    }
  }
}
