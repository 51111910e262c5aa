package io.jenkins.statushub.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * This process's arguments as the shell gave them. Java reads arguments as text in the encoding of
 * the locale, and what is no text in it, such as Latin-1 in a script, would not reach the command
 * that is run. Linux keeps the bytes.
 */
final class RawArguments {
  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
  private static final char REPLACEMENT = '\uFFFD';

  private static volatile @Nullable List<byte[]> raw;

  private RawArguments() {}

  /** Returns the arguments as text, with Latin-1 where Java found none. */
  static String[] read(String[] args) {
    if (Arrays.stream(args).noneMatch(each -> each.indexOf(REPLACEMENT) >= 0)) {
      return args;
    }
    List<byte[]> bytes = commandLine(args.length);
    raw = bytes;
    String[] texts = args.clone();
    for (int i = 0; bytes != null && i < texts.length; i++) {
      if (texts[i].indexOf(REPLACEMENT) >= 0) {
        texts[i] = new String(bytes.get(i), StandardCharsets.ISO_8859_1);
      }
    }
    return texts;
  }

  /**
   * Returns the last arguments byte by byte; null if all of them are text, or if the system does
   * not tell.
   */
  static @Nullable List<byte[]> last(int count) {
    List<byte[]> all = raw;
    return all == null ? null : all.subList(all.size() - count, all.size());
  }

  private static @Nullable List<byte[]> commandLine(int count) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(COMMAND_LINE);
    } catch (IOException e) {
      return null;
    }
    List<byte[]> all = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        all.add(Arrays.copyOfRange(bytes, from, i));
        from = i + 1;
      }
    }
    return all.size() < count ? null : all.subList(all.size() - count, all.size());
  }

  /**
   * Returns a shell's command line that runs a command, in ASCII alone: the shell makes the bytes
   * and is replaced by the command.
   */
  static List<String> throughShell(List<byte[]> command) {
    StringBuilder script = new StringBuilder("set --");
    for (byte[] argument : command) {
      script.append("; a=$(printf '");
      for (byte each : argument) {
        script.append('\\').append(Integer.toOctalString((each & 0xff) | 0x200).substring(1));
      }
      // A command substitution drops line breaks at its end.
      script.append("x'); set -- \"$@\" \"${a%x}\"");
    }
    return List.of("/bin/sh", "-c", script + "; exec \"$@\"");
  }
}
