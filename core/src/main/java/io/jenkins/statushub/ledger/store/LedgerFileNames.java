package io.jenkins.statushub.ledger.store;

import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** File names and incident ids, made from hashes so that any service, key or id fits. */
public final class LedgerFileNames {
  static final int FILE_DIGITS = 32;
  private static final int SCOPE_DIGITS = 8;
  private static final int ID_DIGITS = 16;

  private LedgerFileNames() {}

  /** Returns the name, without ending, of the file of an incident or maintenance window. */
  public static String ofEntry(LedgerEntry.Kind kind, ServiceId service, String id) {
    return prefix(service) + hash(FILE_DIGITS, kind.wire(), service, id);
  }

  /** Returns the name, without ending, of the file of an entry. */
  public static String ofEntry(LedgerEntry entry) {
    return ofEntry(entry.kind(), entry.service(), entry.id());
  }

  /** Returns the name, without ending, of the file of a key of a service. */
  public static String ofKey(ServiceId service, String key) {
    return prefix(service) + hash(FILE_DIGITS, "key", service, key);
  }

  /** Returns the name, without ending, of the file of a service's back-off. */
  public static String ofBackoff(ServiceId service) {
    return prefix(service) + hash(FILE_DIGITS, "backoff", service);
  }

  /**
   * Windows takes "con.prod-1.json" for the device CON, so no dot remains before the ending. The
   * hashes tell apart what looks alike, also where case does not count.
   */
  private static String prefix(ServiceId service) {
    String name = service.name().replace('.', '_') + "-";
    return service.scope().isEmpty() ? name : name + hash(SCOPE_DIGITS, "scope", service) + "-";
  }

  /** Returns what the names of all files of the same service begin with. */
  public static String prefixOf(String name) {
    return name.substring(0, name.length() - FILE_DIGITS);
  }

  /**
   * Returns a new id: the same for the same key, build and turn, so that a build that is resumed
   * after a crash opens no second incident. It shows the service and the day, not the key, which
   * may hold a job's internal name.
   *
   * @param turn which incident or maintenance window of this key and build it is, from 1
   */
  public static String newId(
      LedgerEntry.Kind kind, ServiceId service, String key, String origin, int turn, Instant now) {
    return service.name()
        + "-"
        + now.toString().substring(0, 10)
        + "-"
        + hash(ID_DIGITS, kind.wire(), service, key, origin, Integer.toString(turn));
  }

  static long hashBits(String name) {
    return Long.parseUnsignedLong(name.substring(name.length() - 16), 16);
  }

  private static String hash(int digits, String purpose, ServiceId service, String... parts) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    add(digest, purpose);
    add(digest, service.scope());
    add(digest, service.name());
    for (String part : parts) {
      add(digest, part);
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, digits);
  }

  private static void add(MessageDigest digest, String part) {
    digest.update(part.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }
}
