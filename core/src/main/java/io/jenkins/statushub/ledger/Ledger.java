package io.jenkins.statushub.ledger;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.hook.Maintenance;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.ledger.store.LedgerFileNames;
import io.jenkins.statushub.ledger.store.LedgerStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Queries of the durable record of incidents and maintenance windows. It names services, never hook
 * URLs. Looking at a ledger that does not exist makes none.
 */
public final class Ledger {
  private final LedgerStorage storage;
  private final IncidentKeys keys;

  /**
   * @param storage the ledger's folder
   */
  public Ledger(LedgerStorage storage) {
    this.storage = storage;
    this.keys = new IncidentKeys(storage);
  }

  /** Returns the folder where its files are; of no use if there is no ledger. */
  public Path folder() {
    return storage.folder();
  }

  /**
   * Returns the id that an announcement would get at this moment. Nothing is recorded.
   *
   * @throws LedgerException if the ledger can't be read
   */
  public String idFor(Announcement announcement) throws LedgerException {
    String id = announcement.id();
    if (id != null) {
      return id;
    }
    String key = announcement.key() == null ? "" : announcement.key();
    LedgerEntry open =
        storage.isAbsent() || announcement.payload() instanceof Maintenance
            ? null
            : keys.openIncident(announcement.service(), key);
    return open == null ? AnnouncementRecorder.newId(announcement, key, 1) : open.id();
  }

  /**
   * Returns an entry by its id; null if there is none.
   *
   * @throws LedgerException if the ledger can't be read
   */
  public @Nullable LedgerEntry find(LedgerEntry.Kind kind, ServiceId service, String id)
      throws LedgerException {
    return storage.findTranslatingErrors(
        () -> storage.peek(LedgerFileNames.ofEntry(kind, service, id)));
  }

  /**
   * Returns all entries, read lazily; those with something to deliver first. Files that can't be
   * read are reported and passed over. To be closed.
   *
   * @throws LedgerException if the folder can't be read
   */
  public Stream<LedgerEntry> entries() throws LedgerException {
    return storage.translatingErrors(
        () -> readable(Stream.concat(storage.pendingNames(), storage.settledNames())));
  }

  /**
   * Returns the entries with something to deliver, read lazily. To be closed.
   *
   * @throws LedgerException if the folder can't be read
   */
  public Stream<LedgerEntry> pending() throws LedgerException {
    return storage.translatingErrors(
        () -> readable(storage.pendingNames()).filter(entry -> entry.head() != null));
  }

  /**
   * Returns what a person wants to know at a glance.
   *
   * @param now decides which maintenance windows run
   * @throws LedgerException if the folder can't be read
   */
  public LedgerSummary summary(Instant now) throws LedgerException {
    try (Stream<LedgerEntry> entries = entries()) {
      return LedgerSummary.of(entries, now);
    }
  }

  private Stream<LedgerEntry> readable(Stream<String> names) {
    return names.map(this::peekOrReport).filter(Objects::nonNull).map(Objects::requireNonNull);
  }

  private @Nullable LedgerEntry peekOrReport(String name) {
    try {
      return storage.peek(name);
    } catch (IOException e) {
      storage.report(String.valueOf(e.getMessage()));
      return null;
    }
  }

  /**
   * Returns the names of damaged files that were set aside, in the folder {@code damaged}.
   *
   * @throws LedgerException if the folder can't be read
   */
  public List<String> damaged() throws LedgerException {
    return storage.translatingErrors(
        () -> {
          try (Stream<String> names = storage.damagedNames()) {
            return names.sorted().toList();
          }
        });
  }
}
