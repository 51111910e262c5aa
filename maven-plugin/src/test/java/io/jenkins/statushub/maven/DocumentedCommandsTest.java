package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * PowerShell ends an argument that is not quoted at its first dot: {@code -Dstatushub.title=x}
 * becomes {@code -Dstatushub} and {@code .title=x}.
 */
class DocumentedCommandsTest {
  private static final Pattern COMMAND = Pattern.compile("\\bmvnw? [^`\\n]*");
  private static final Pattern UNQUOTED = Pattern.compile("(?<![\"'\\w])-D[\\w-]+\\.[^ ]*");
  private static final Pattern QUOTED = Pattern.compile("\"-Dstatushub\\.[^\"]*\"");

  private static List<Path> documents() throws IOException {
    Path root = Path.of("..");
    List<Path> found = new ArrayList<>();
    found.add(root.resolve("README.md"));
    for (String folder : List.of("docs", "examples")) {
      try (Stream<Path> files = Files.walk(root.resolve(folder))) {
        files
            .filter(Files::isRegularFile)
            .filter(each -> !each.toString().matches(".*\\.(png|svg)|.*/target/.*"))
            .forEach(found::add);
      }
    }
    return found;
  }

  @Test
  void quotePropertiesWithADot() throws IOException {
    List<String> unquoted = new ArrayList<>();
    int quoted = 0;
    for (Path document : documents()) {
      Matcher commands = COMMAND.matcher(Files.readString(document).replaceAll("\\\\\\n\\s*", ""));
      while (commands.find()) {
        String command = commands.group();
        UNQUOTED
            .matcher(command)
            .results()
            .forEach(each -> unquoted.add(document + ": " + each.group() + " in: " + command));
        quoted += (int) QUOTED.matcher(command).results().count();
      }
    }

    assertThat(unquoted).isEmpty();
    assertThat(quoted).as("commands were looked at").isGreaterThan(10);
  }
}
