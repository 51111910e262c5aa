package io.jenkins.plugins.statushub.pages;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.statushub.client.StatusHubClientProvider;
import io.jenkins.statushub.ledger.Ledger;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Knows all entries of the ledger in brief, in memory: the ledger is read once after the start and
 * from time to time; in between, each entry that changed is looked at again.
 */
@Extension
public final class LedgerIndex {
  private static final Logger LOGGER = Logger.getLogger(LedgerIndex.class.getName());

  private final Object reading = new Object();
  private final Set<EntryRef> touched = ConcurrentHashMap.newKeySet();
  private volatile IndexedEntries entries = new IndexedEntries();
  private volatile List<String> damaged = List.of();
  private volatile @Nullable String problem;
  private volatile long unreadable;
  private volatile boolean flushed;
  private volatile boolean read;

  /** Returns the index of this controller. */
  public static LedgerIndex get() {
    return ExtensionList.lookupSingleton(LedgerIndex.class);
  }

  /** Reads the ledger. What can't be read is left out; {@link #problem()} says why. */
  void read() {
    synchronized (reading) {
      touched.clear();
      flushed = false;
      Instant begun = Instant.now();
      IndexedEntries found = new IndexedEntries();
      String why = null;
      long unread = 0;
      try {
        if (Files.exists(StatusHubClientProvider.folder())) {
          Ledger ledger = StatusHubClientProvider.get().client().ledger();
          try (Stream<LedgerEntry> all = ledger.entries()) {
            all.map(IndexedEntry::of).forEach(entry -> found.change(entry.ref(), before -> entry));
          }
          damaged = ledger.damaged();
          unread = filesOlderThan(begun) - found.count();
        } else {
          damaged = List.of();
        }
      } catch (IOException | RuntimeException e) {
        LOGGER.log(Level.WARNING, "the ledger can't be read", e);
        why = e instanceof IOException ? String.valueOf(e.getMessage()) : e.toString();
      }
      problem = why;
      unreadable = unread;
      entries = found;
      read = true;
      // What changed while the ledger was read may have been read too early.
      Set.copyOf(touched).forEach(this::touch);
      if (flushed) {
        touchPending();
      }
    }
  }

  /**
   * Returns how many files of entries there are that were written before: those that were written
   * since may have been read or not.
   */
  private static long filesOlderThan(Instant time) throws IOException {
    long count = 0;
    for (String name : new String[] {"pending", "settled"}) {
      Path folder = StatusHubClientProvider.folder().resolve(name);
      if (Files.isDirectory(folder)) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
          for (Path file : files) {
            if (file.toFile().lastModified() < time.toEpochMilli()) {
              count++;
            }
          }
        }
      }
    }
    return count;
  }

  /** Looks at one entry again; returns it, or null if it is gone or can't be read. */
  @Nullable LedgerEntry touch(EntryRef ref) {
    touched.add(ref);
    AtomicReference<@Nullable LedgerEntry> found = new AtomicReference<>();
    // Read while no other thread changes it: what was read later is what remains.
    entries.change(
        ref,
        before -> {
          LedgerLookup lookup = new LedgerLookup();
          LedgerEntry entry = lookup.find(ref);
          found.set(entry);
          if (entry != null) {
            return IndexedEntry.of(entry);
          }
          return lookup.problem() == null ? null : before;
        });
    return found.get();
  }

  /**
   * Looks at the pending entries again: some may be delivered. Whoever flushes waits for it, so
   * that nobody who opens a page has to.
   */
  void onFlushed() {
    // Who reads the ledger at the moment may have read them too early.
    flushed = true;
    touchPending();
  }

  private void touchPending() {
    for (IndexedEntry each : entries.current(Instant.MIN)) {
      if (each.pending()) {
        touch(each.ref());
      }
    }
  }

  /** Returns all entries, as they are now. Reads the ledger if that has not happened yet. */
  IndexedEntries entries() {
    if (!read) {
      synchronized (reading) {
        if (!read) {
          read();
        }
      }
    }
    return entries;
  }

  /** Returns the names of files that were damaged and set aside. */
  List<String> damaged() {
    return damaged;
  }

  /** Looks again at which files were damaged and set aside. */
  void lookAtDamaged() {
    try {
      damaged = StatusHubClientProvider.get().client().ledger().damaged();
    } catch (IOException | RuntimeException e) {
      LOGGER.log(Level.WARNING, "the damaged files of the ledger can't be listed", e);
    }
  }

  /** Returns why the ledger, or a part of it, could not be read; null if all of it could. */
  @Nullable String problem() {
    return problem == null && unreadable > 0
        ? Messages.LedgerIndex_unreadable(unreadable)
        : problem;
  }
}
