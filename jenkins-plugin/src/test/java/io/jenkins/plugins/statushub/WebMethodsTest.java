package io.jenkins.plugins.statushub;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.verb.POST;

/** What Jenkins' security scan asks of web methods. */
class WebMethodsTest {
  private static final Path CLASSES = Path.of("target", "classes");

  @Test
  void areReachedByPostOnly() throws Exception {
    List<String> found = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    try (Stream<Path> files = Files.walk(CLASSES.resolve("io/jenkins/plugins/statushub"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = CLASSES.relativize(file).toString();
        if (name.endsWith(".class") && !name.endsWith("package-info.class")) {
          String type = name.substring(0, name.length() - ".class".length()).replace('/', '.');
          for (Method method : Class.forName(type).getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers())
                && !method.isSynthetic()
                && method.getName().matches("do[A-Z].*")) {
              found.add(method.toString());
              if (!method.isAnnotationPresent(POST.class)) {
                wrong.add(method.toString());
              }
            }
          }
        }
      }
    }
    assertThat(found).hasSizeGreaterThan(10);
    assertThat(wrong).isEmpty();
  }
}
