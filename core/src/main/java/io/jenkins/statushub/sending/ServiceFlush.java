package io.jenkins.statushub.sending;

import io.jenkins.statushub.ledger.model.LedgerEntry;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The entries of one service within a flush. Guarded by its {@link Flush}. */
final class ServiceFlush {
  /** Entries of a service that are under way at the same time, once one was delivered. */
  private static final int MAX_UNDER_WAY = 4;

  /** After how many failures in a row a service is not asked again until the next flush. */
  private static final int MAX_FAILURES_IN_ROW = 3;

  private final Stream<String> stream;
  private final Iterator<String> names;
  private final Map<String, CompletableFuture<HookUrlResult>> hookUrls = new HashMap<>();
  private int underWay;
  private int failuresInRow;
  private boolean responds;

  /**
   * @param stream the names of the entries; closed by {@link #close()}
   */
  ServiceFlush(Stream<String> stream) {
    this.stream = stream;
    this.names = stream.iterator();
  }

  boolean hasRoom() {
    return underWay < (responds ? MAX_UNDER_WAY : 1);
  }

  boolean isIdle() {
    return underWay == 0;
  }

  boolean hasNext() {
    return names.hasNext();
  }

  /** Returns the next entry's name; it is under way until {@link #end}. */
  String begin() {
    underWay++;
    return names.next();
  }

  void end() {
    underWay--;
  }

  void end(EntryDelivery.Result delivery) {
    underWay--;
    boolean responded = delivery.delivered() + delivery.rejected() > 0;
    responds |= responded;
    if (responded) {
      failuresInRow = 0;
    } else if (delivery.end() == EntryDelivery.End.UNAVAILABLE
        || delivery.end() == EntryDelivery.End.BLOCKED) {
      failuresInRow++;
    }
  }

  boolean isUnavailable() {
    return failuresInRow >= MAX_FAILURES_IN_ROW;
  }

  /** Returns the hook URL of an entry, looked up once for all entries that share it. */
  CompletableFuture<HookUrlResult> hookUrl(
      LedgerEntry entry, Function<@Nullable String, CompletableFuture<HookUrlResult>> lookup) {
    String ref = entry.hookUrlRef();
    return hookUrls.computeIfAbsent(ref == null ? "" : ref, each -> lookup.apply(ref));
  }

  void close() {
    stream.close();
  }
}
