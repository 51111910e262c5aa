package io.jenkins.plugins.statushub.pages;

import hudson.Util;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Identifies an incident or maintenance window of the ledger.
 *
 * @param kind which of the two
 * @param service the service it is about
 * @param id the id that all its updates share
 */
record EntryRef(LedgerEntry.Kind kind, ServiceId service, String id) {

  static EntryRef of(LedgerEntry entry) {
    return new EntryRef(entry.kind(), entry.service(), entry.id());
  }

  /** Returns what the parts of a request or of a file identify; null if they identify nothing. */
  static @Nullable EntryRef parse(
      @Nullable String kind,
      @Nullable String scope,
      @Nullable String service,
      @Nullable String id) {
    if (kind == null || service == null || id == null || id.isEmpty()) {
      return null;
    }
    for (LedgerEntry.Kind each : LedgerEntry.Kind.values()) {
      if (each.wire().equals(kind)) {
        try {
          return new EntryRef(each, new ServiceId(Util.fixNull(scope), service), id);
        } catch (IllegalArgumentException e) {
          return null;
        }
      }
    }
    return null;
  }

  /** Returns the query of an address that names it. */
  String query() {
    String scope = service.scope().isEmpty() ? "" : "&scope=" + encode(service.scope());
    return "kind="
        + kind.wire()
        + scope
        + "&service="
        + encode(service.name())
        + "&id="
        + encode(id);
  }

  /** Returns the name of the place on a page where its history is. */
  String anchor() {
    String text = kind.wire() + "\n" + service.scope() + "\n" + service.name() + "\n" + id;
    return "statushub-" + Util.getDigestOf(text).substring(0, 16);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
