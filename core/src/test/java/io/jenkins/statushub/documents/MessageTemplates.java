package io.jenkins.statushub.documents;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The sentences in the sources: every text of at least two words that is written in the code, or in
 * the texts of Jenkins' pages, with {@code …} where a value is put in. Read by the compiler's own
 * parser, so that texts joined over several lines are whole.
 */
final class MessageTemplates {
  /** What it makes is a fault of this program, which no user can correct. */
  private static final Set<String> FAULTS =
      Set.of(
          "IllegalStateException", "IllegalArgumentException", "BindException", "TunnelException");

  private static final Pattern PROSE = Pattern.compile("(?s).*[a-z]{2,},? [a-z']+.*");
  private static final Pattern INSERTED = Pattern.compile("\\{[^{}]*}|%[sd]|%04X|…+");

  private final Map<String, String> templates = new TreeMap<>();

  private MessageTemplates() {}

  /**
   * Returns each text with the file that holds it.
   *
   * @param modules their folders
   */
  static Map<String, String> of(Path root, List<String> modules) throws IOException {
    MessageTemplates found = new MessageTemplates();
    for (String module : modules) {
      Path sources = root.resolve(module).resolve("src/main");
      found.readJava(files(sources, ".java"));
      for (Path properties : files(sources, "Messages.properties")) {
        found.readProperties(properties);
      }
    }
    return found.templates;
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private void readJava(List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      for (CompilationUnitTree unit : task.parse()) {
        String file = String.valueOf(Path.of(unit.getSourceFile().getName()).getFileName());
        new Texts(file).scan(unit, null);
      }
    }
  }

  private void readProperties(Path file) throws IOException {
    Properties texts = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      texts.load(reader);
    }
    texts.forEach(
        (key, value) -> {
          if (!key.toString().matches("(?i)(label\\..*|.*(displayName|description))")) {
            add(value.toString().replace("''", "'"), file.getFileName() + ", " + key);
          }
        });
  }

  private void add(String text, String place) {
    String template =
        INSERTED
            .matcher(text)
            .replaceAll("…")
            .replaceAll("\\s+", " ")
            .replaceAll("…(\\s?…)+", "…")
            .replaceFirst("^StatusHub: ", "")
            .strip();
    long words = Stream.of(template.split(" ")).filter(word -> !word.equals("…")).count();
    if (words >= 2
        && text.chars().noneMatch(c -> c < ' ' && c != '\n')
        && PROSE.matcher(template).matches()) {
      templates.putIfAbsent(template, place);
    }
  }

  /** Finds literals and what is joined of them. */
  private final class Texts extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final String file;

    private Texts(String file) {
      this.file = file;
    }

    /** Help of options and names of mojos; the reference has them. */
    @Override
    public @Nullable Void visitAnnotation(AnnotationTree annotation, @Nullable Void nothing) {
      return null;
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree created, @Nullable Void nothing) {
      String type = created.getIdentifier().toString();
      return FAULTS.contains(type) && !isHub() ? null : super.visitNewClass(created, null);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void nothing) {
      String method = call.getMethodSelect().toString();
      return method.endsWith(".fine") || method.endsWith(".debug") || method.endsWith(".contains")
          ? null
          : super.visitMethodInvocation(call, null);
    }

    /** There, it tells the user of a test what is wrong. */
    private boolean isHub() {
      return getCurrentPath().getCompilationUnit().getPackageName().toString().contains(".hub");
    }

    @Override
    public @Nullable Void visitBinary(BinaryTree joined, @Nullable Void nothing) {
      if (joined.getKind() != Tree.Kind.PLUS) {
        return super.visitBinary(joined, null);
      }
      add(text(joined), file);
      scanInserted(joined);
      return null;
    }

    private void scanInserted(ExpressionTree part) {
      if (part instanceof BinaryTree joined && joined.getKind() == Tree.Kind.PLUS) {
        scanInserted(joined.getLeftOperand());
        scanInserted(joined.getRightOperand());
      } else if (!(part instanceof LiteralTree)) {
        scan(part, null);
      }
    }

    @Override
    public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void nothing) {
      if (literal.getValue() instanceof String text) {
        add(text, file);
      }
      return null;
    }

    private String text(ExpressionTree part) {
      if (part instanceof BinaryTree joined && joined.getKind() == Tree.Kind.PLUS) {
        return text(joined.getLeftOperand()) + text(joined.getRightOperand());
      }
      if (part instanceof ParenthesizedTree inner) {
        return text(inner.getExpression());
      }
      return part instanceof LiteralTree literal
              && (literal.getValue() instanceof String || literal.getValue() instanceof Character)
          ? literal.getValue().toString()
          : "…";
    }
  }
}
