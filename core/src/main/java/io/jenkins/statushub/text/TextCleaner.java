package io.jenkins.statushub.text;

import io.jenkins.statushub.input.PrintableText;
import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Removes what readers can't see from a text: terminals' escape sequences, control characters,
 * invisible characters and those that turn the direction of writing. What belongs to an emoji or to
 * the spelling of a language stays.
 */
public final class TextCleaner {
  private static final int ESC = 0x1B;
  private static final int BELL = 0x07;
  private static final int ZWNJ = 0x200C;
  private static final int ZWJ = 0x200D;
  private static final int TEXT_STYLE = 0xFE0E;
  private static final int EMOJI_STYLE = 0xFE0F;
  private static final int BLACK_FLAG = 0x1F3F4;

  /** Scripts whose spelling needs joiners. */
  private static final Set<UnicodeScript> WITH_JOINERS =
      EnumSet.of(
          UnicodeScript.ARABIC,
          UnicodeScript.SYRIAC,
          UnicodeScript.MONGOLIAN,
          UnicodeScript.DEVANAGARI,
          UnicodeScript.BENGALI,
          UnicodeScript.GURMUKHI,
          UnicodeScript.GUJARATI,
          UnicodeScript.ORIYA,
          UnicodeScript.TAMIL,
          UnicodeScript.TELUGU,
          UnicodeScript.KANNADA,
          UnicodeScript.MALAYALAM,
          UnicodeScript.SINHALA,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR);

  private TextCleaner() {}

  /**
   * Returns a text without what readers can't see; line breaks and tabs stay, halves of surrogate
   * pairs become U+FFFD.
   */
  public static String clean(String text) {
    if (isPlain(text)) {
      return text;
    }
    // First what could stand within an escape sequence, then the sequences, then what is left.
    String visible = filter(text, true);
    return filter(
        visible.indexOf(ESC) >= 0 || hasC1(visible) ? unescaped(visible) : visible, false);
  }

  /** Returns a text as {@link #clean} does, as one line, with single spaces at breaks. */
  public static String oneLine(String text) {
    return strip(PrintableText.oneLine(clean(text)));
  }

  /** Returns whether a text holds nothing but spaces of any kind. */
  public static boolean isBlank(String text) {
    return strip(text).isEmpty();
  }

  /** Returns a text without spaces of any kind at its ends. */
  public static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static boolean isBreak(int c) {
    return switch (c) {
      case '\n', '\r', 0x0B, '\f', 0x85, 0x2028, 0x2029 -> true;
      default -> false;
    };
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\n' && c != '\t') || c > '~') {
        return false;
      }
    }
    return true;
  }

  private static boolean hasC1(String text) {
    return text.chars().anyMatch(c -> c >= 0x80 && c <= 0x9F);
  }

  private static String unescaped(String text) {
    String rest = Escapes.CONSOLE_NOTE.matcher(text).replaceAll("");
    rest = Escapes.STRING.matcher(rest).replaceAll("");
    rest = Escapes.CONTROL_SEQUENCE.matcher(rest).replaceAll("");
    rest = Escapes.OTHER.matcher(rest).replaceAll("");
    return Escapes.OVERSTRIKE.matcher(rest).replaceAll("");
  }

  private static String filter(String text, boolean keepEscapes) {
    StringBuilder kept = new StringBuilder(text.length());
    int before = -1;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int width = Character.charCount(c);
      if (c >= 0xD800 && c <= 0xDFFF) {
        c = 0xFFFD;
      }
      int after = i + width < text.length() ? text.codePointAt(i + width) : -1;
      int flag = c == BLACK_FLAG ? flagEnd(text, i + width) : -1;
      if (flag > 0) {
        kept.append(text, i, flag);
        i = flag;
        before = c;
        continue;
      }
      boolean keep =
          (keepEscapes && isPartOfEscapes(c)) || isVisible(c) || isJoint(before, c, after);
      if (keep) {
        kept.appendCodePoint(c);
        before = c;
      }
      i += width;
    }
    return kept.toString();
  }

  /** ESC, BEL, backspace and the C1 controls. */
  private static boolean isPartOfEscapes(int c) {
    return c == ESC || c == BELL || c == '\b' || (c >= 0x80 && c <= 0x9F && c != 0x85);
  }

  private static boolean isVisible(int c) {
    if (c < 0x7F) {
      return c >= ' ' || c == '\t' || isBreak(c);
    }
    if (isBreak(c)) {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.SURROGATE -> false;
      case Character.FORMAT -> isVisibleFormat(c);
      case Character.UNASSIGNED ->
          (c & 0xFFFE) != 0xFFFE && (c < 0xFDD0 || c > 0xFDEF) && c < 0xE0000;
      default -> !isBlankLetter(c) && !isVariationSelector(c);
    };
  }

  /** Signs of Arabic, Syriac and Kaithi that Unicode calls format characters but that are seen. */
  private static boolean isVisibleFormat(int c) {
    return (c >= 0x0600 && c <= 0x0605)
        || c == 0x06DD
        || c == 0x070F
        || c == 0x0890
        || c == 0x0891
        || c == 0x08E2
        || c == 0x110BD
        || c == 0x110CD;
  }

  /** What Unicode calls letters, marks or symbols but what has no shape. */
  private static boolean isBlankLetter(int c) {
    return switch (c) {
      case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
      default -> false;
    };
  }

  private static boolean isVariationSelector(int c) {
    return (c >= 0xFE00 && c <= 0xFE0F)
        || (c >= 0x180B && c <= 0x180F)
        || (c >= 0xE0100 && c <= 0xE01EF);
  }

  /** Whether an invisible character has a meaning between its neighbours. */
  private static boolean isJoint(int before, int c, int after) {
    if (before < 0) {
      return false;
    }
    if (c == TEXT_STYLE || c == EMOJI_STYLE) {
      return isPictograph(before) || before == '#' || before == '*' || Character.isDigit(before);
    }
    if (c >= 0xE0100 && c <= 0xE01EF) {
      return UnicodeScript.of(before) == UnicodeScript.HAN;
    }
    if (c == ZWJ && isEmojiPart(before) && isPictograph(after)) {
      return true;
    }
    return (c == ZWJ || c == ZWNJ)
        && WITH_JOINERS.contains(UnicodeScript.of(before))
        && after >= 0
        && WITH_JOINERS.contains(UnicodeScript.of(after));
  }

  private static boolean isEmojiPart(int c) {
    return isPictograph(c) || c == EMOJI_STYLE || (c >= 0x1F3FB && c <= 0x1F3FF);
  }

  private static boolean isPictograph(int c) {
    return c >= 0
        && (Character.getType(c) == Character.OTHER_SYMBOL
            || (Character.getType(c) == Character.MATH_SYMBOL && c >= 0x2190)
            || (c >= 0x1F000 && c <= 0x1FAFF)
            || c == 0x203C
            || c == 0x2049
            || c == 0x3030);
  }

  /** Where the flag of a region, such as Scotland's, ends; -1 if none stands here. */
  private static int flagEnd(String text, int from) {
    int i = from;
    while (i + 1 < text.length()) {
      int c = text.codePointAt(i);
      if (c == 0xE007F) {
        return i > from ? i + 2 : -1;
      }
      boolean letter = (c >= 0xE0061 && c <= 0xE007A) || (c >= 0xE0030 && c <= 0xE0039);
      if (!letter || i - from >= 12) {
        return -1;
      }
      i += 2;
    }
    return -1;
  }

  /** The sequences of ECMA-48 and what Jenkins hides in a log. Made only when one comes. */
  private static final class Escapes {
    /** A note that Jenkins' console turns into a link: written as hidden text. */
    static final Pattern CONSOLE_NOTE = Pattern.compile("\u001b\\[8mha:[^\u001b]*(?:\u001b\\[0m)?");

    /** Window titles, links and other strings; one that is cut off ends with its line. */
    static final Pattern STRING =
        Pattern.compile(
            "\u001b[\\]PX^_][^\u0007\u001b\u009c\r\n]*+(?:\u0007|\u001b\\\\|\u009c)?"
                + "|[\u0090\u0098\u009d-\u009f][^\u0007\u001b\u009c\r\n]*+(?:\u0007|\u001b\\\\|\u009c)");

    /** Colours, movements of the cursor and the like. */
    static final Pattern CONTROL_SEQUENCE =
        Pattern.compile("(?:\u001b++\\[|\u009b)[0-?]*+[ -/]*+[@-~]?");

    /** Choices of character sets, and sequences of two characters. */
    static final Pattern OTHER = Pattern.compile("\u001b++[ -/]*+[0-~]?");

    /** Bold as a typewriter writes it. */
    static final Pattern OVERSTRIKE = Pattern.compile("[^\b\n]\b");

    private Escapes() {}
  }
}
