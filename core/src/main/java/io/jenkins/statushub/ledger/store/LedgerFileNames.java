package io.jenkins.statushub.ledger.store;

import io.jenkins.statushub.ledger.model.LedgerEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** File names and incident ids, made from hashes so that any service, key or id fits. */
public final class LedgerFileNames {
  static final int FILE_DIGITS = 32;
  private static final int ID_DIGITS = 16;

  private LedgerFileNames() {}

  /** The name, without ending, of the file about an id of a service. */
  public static String ofEntry(LedgerEntry.Kind kind, String service, String id) {
    return prefix(service) + hash(FILE_DIGITS, kind.wire(), service, id);
  }

  /** The name, without ending, of the file about a key of a service. */
  public static String ofKey(String service, String key) {
    return prefix(service) + hash(FILE_DIGITS, "key", service, key);
  }

  /** The name, without ending, of the file about a hub's wish to be left alone about a service. */
  public static String ofBackoff(String service) {
    return prefix(service) + hash(FILE_DIGITS, "hold", service);
  }

  /**
   * Windows takes "con.prod-1.json" for the device CON, so no dot is left before the ending. The
   * hash tells apart what looks alike, also where case does not count.
   */
  private static String prefix(String service) {
    return service.replace('.', '_') + "-";
  }

  /** What the names of all files about the same service begin with. */
  public static String prefixOf(String name) {
    return name.substring(0, name.length() - FILE_DIGITS);
  }

  /**
   * A new id: the same for the same key, build and turn, so that a build which is taken up again
   * after a crash opens no second incident. It shows the service and the day, not the key, which
   * may hold a job's internal name.
   *
   * @param turn which incident or maintenance of this key and build it is, from 1
   */
  public static String newId(
      LedgerEntry.Kind kind, String service, String key, String origin, int turn, Instant now) {
    return service
        + "-"
        + now.toString().substring(0, 10)
        + "-"
        + hash(ID_DIGITS, kind.wire(), service, key, origin, Integer.toString(turn));
  }

  static long hashBits(String name) {
    return Long.parseUnsignedLong(name.substring(name.length() - 16), 16);
  }

  private static String hash(int digits, String... parts) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    for (String part : parts) {
      digest.update(part.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, digits);
  }
}
