package io.jenkins.statushub.cli;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An argument as the shell gave it. The launcher has Java read one character for each byte, so that
 * no locale changes an argument on its way to the command that is run.
 *
 * @param bytes the argument, one character for each byte
 */
public record RawArgument(String bytes) {

  /** Returns whether the launcher has set Java up this way; Windows has text as arguments. */
  static boolean isRaw() {
    return "ISO-8859-1".equals(System.getProperty("sun.jnu.encoding"));
  }

  /** Returns the text that an argument or variable holds: UTF-8, or Latin-1 if it is none. */
  public static String decode(String value) {
    if (!isRaw() || value.chars().anyMatch(c -> c > 0xff)) {
      return value;
    }
    byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return value;
    }
  }

  /** Returns an environment variable's text; null if it is not set. */
  public static @Nullable String variable(String name) {
    String value = System.getenv(name);
    return value == null ? null : decode(value);
  }
}
