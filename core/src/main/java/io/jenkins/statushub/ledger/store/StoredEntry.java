package io.jenkins.statushub.ledger.store;

import io.jenkins.statushub.files.DurableFiles;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import java.nio.file.Path;

/**
 * An entry as it was last read from its file or written to it.
 *
 * @param entry the entry
 * @param file where it was
 * @param version the file's version, which shows whether it is still the same
 * @param document how many bytes of it are the document
 * @param length how many bytes of it are the document and complete lines
 */
public record StoredEntry(
    LedgerEntry entry, Path file, DurableFiles.Version version, int document, int length) {}
