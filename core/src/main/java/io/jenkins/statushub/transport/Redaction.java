package io.jenkins.statushub.transport;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Text from outside made fit for one line of a log, without any part of the hook URL: a hub may
 * well echo the address that it was asked at.
 */
final class Redaction {
  /** The most characters of such a text. */
  static final int MAX_CHARS = 200;

  /** Shorter pieces of a path are words, not secrets. */
  private static final int SHORTEST_SECRET = 4;

  private static final String MASK = "[redacted]";

  private final List<String> secrets = new ArrayList<>();
  private int longest;

  Redaction(URI uri) {
    add(uri.toString());
    add(uri.getHost());
    add(uri.getRawPath());
    add(uri.getPath());
    addPieces(uri.getRawPath());
    addPieces(uri.getPath());
    addPieces(uri.getRawQuery());
    addPieces(uri.getQuery());
    // A longer one may hold a shorter one.
    secrets.sort((a, b) -> Integer.compare(b.length(), a.length()));
  }

  private void add(@Nullable String secret) {
    if (secret != null && secret.length() >= SHORTEST_SECRET && !secrets.contains(secret)) {
      secrets.add(secret);
      longest = Math.max(longest, secret.length());
    }
  }

  private void addPieces(@Nullable String text) {
    if (text == null) {
      return;
    }
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || "/&=?;".indexOf(text.charAt(i)) >= 0) {
        add(text.substring(start, i));
        start = i + 1;
      }
    }
  }

  /**
   * Cleans a text.
   *
   * @param cut whether the text's end is missing, so that its last characters may be the beginning
   *     of a secret
   * @return one line of at most {@link #MAX_CHARS} characters
   */
  String clean(String text, boolean cut) {
    String line = redacted(oneLine(text));
    if (cut) {
      line = line.substring(0, Math.max(0, line.length() - longest));
    }
    return line.length() <= MAX_CHARS ? line : line.substring(0, MAX_CHARS - 1) + "…";
  }

  private static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        gap = line.length() > 0;
      } else if (!Character.isISOControl(c) && Character.getType(c) != Character.FORMAT) {
        if (gap) {
          line.append(' ');
          gap = false;
        }
        line.append(c);
      }
    }
    return line.toString();
  }

  private String redacted(String line) {
    String result = line;
    for (String secret : secrets) {
      result = without(result, secret);
    }
    return result;
  }

  private static String without(String line, String secret) {
    StringBuilder result = null;
    int from = 0;
    for (int i = 0; i + secret.length() <= line.length(); i++) {
      if (line.regionMatches(true, i, secret, 0, secret.length())) {
        if (result == null) {
          result = new StringBuilder(line.length());
        }
        result.append(line, from, i).append(MASK);
        from = i + secret.length();
        i = from - 1;
      }
    }
    return result == null ? line : result.append(line, from, line.length()).toString();
  }
}
