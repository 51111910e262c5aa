package io.jenkins.statushub.maven.extension.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.jenkins.statushub.input.Problems;
import io.jenkins.statushub.maven.Goals;
import io.jenkins.statushub.maven.support.KnownProperties;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names of the extension, those of the goals, and what the descriptor and the guide list. */
class ConfigNamesTest {

  @Test
  void descriptorListsAllNames() throws Exception {
    String told =
        Objects.requireNonNull(parameter("check", ConfigNames.ELEMENT))
            .getChild("description")
            .getValue();
    assertThat(listed(told, "Shared with the goals"))
        .containsExactlyInAnyOrderElementsOf(ConfigNames.SHARED_WITH_GOALS);
    assertThat(listed(told, "Of its own")).containsExactlyInAnyOrderElementsOf(ConfigNames.OWN);
    for (String name : ConfigNames.OWN) {
      assertThat(told.lines()).anyMatch(line -> line.startsWith(name + ": "));
    }
    for (String block : ConfigNames.BLOCKS) {
      assertThat(listed(told, "In " + block + ","))
          .as(block)
          .containsExactlyInAnyOrderElementsOf(ConfigNames.ofBlock(block));
    }
  }

  @ParameterizedTest
  @CsvSource({"maintenance, maintenance", "incident, incident", "update, incident"})
  void messageTakesTheParametersOfItsGoal(String block, String goal) throws Exception {
    Set<String> expected = new TreeSet<>(parameters(goal).keySet());
    expected.removeAll(ConfigNames.SHARED_WITH_GOALS);
    // Around a whole build, these are given once for all messages, or make no sense.
    expected.removeAll(Set.of("id", "perModule"));
    if (goal.equals("incident")) {
      // An incident happens when the build fails, and must not change how the build ends.
      expected.removeAll(Set.of("startTime", "failOnError"));
    }
    assertThat(ConfigNames.ofBlock(block)).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void resolvedTakesNeitherStateNorStatusNorDraft() {
    Set<String> expected = new TreeSet<>(ConfigNames.ofBlock(ConfigNames.INCIDENT));
    expected.removeAll(Set.of("state", "status", "draft"));
    assertThat(ConfigNames.ofBlock(ConfigNames.RESOLVED))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void sharedNamesHaveThePropertiesOfTheGoals() throws Exception {
    Map<String, String> ofGoal = parameters("incident");
    for (String name : ConfigNames.SHARED_WITH_GOALS) {
      assertThat(ofGoal.get(name)).as(name).isEqualTo("${" + ConfigNames.property("", name) + "}");
    }
  }

  @Test
  void propertiesOfGoalsAreThoseOfTheDescriptor() {
    Set<String> expected = new TreeSet<>();
    for (MojoDescriptor goal : Goals.PLUGIN.getMojos()) {
      for (Parameter parameter : goal.getParameters()) {
        String property =
            parameter.getExpression() == null
                ? ""
                : parameter.getExpression().replaceAll("^\\$\\{(.*)}$", "$1");
        if (property.startsWith(KnownProperties.PREFIX)) {
          expected.add(property);
        }
      }
    }
    expected.add(KnownProperties.URL);

    assertThat(ConfigNames.propertiesOfGoals()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void eachOwnPropertyHasAnEnvironmentVariable() {
    List<String> variables = new ArrayList<>();
    for (String path : ConfigNames.allPaths()) {
      variables.add(ConfigNames.environmentVariable(ConfigNames.PREFIX + path));
    }
    assertThat(variables)
        .doesNotHaveDuplicates()
        .contains("env.STATUSHUB_AROUNDBUILD_INCIDENT_TITLE");
  }

  @Test
  void noPropertyOfAGoalIsTakenForAMisspeltOneOfTheExtension() throws Exception {
    Properties properties = new Properties();
    for (String goal : List.of("incident", "maintenance", "ledger", "flush", "hub", "check")) {
      for (String expression : parameters(goal).values()) {
        if (expression.startsWith("${statushub.")) {
          properties.setProperty(expression.substring(2, expression.length() - 1), "x");
        }
      }
    }
    Problems problems = new Problems();

    KnownProperties.checkProperties(properties, "-D", ConfigNames.propertiesOfGoals(), problems);

    assertThat(properties).containsKeys("statushub.draft", "statushub.retry");
    assertThatCode(problems::throwIfAny).doesNotThrowAnyException();
  }

  /** The names that a paragraph lists between its colon and its first full stop. */
  private static List<String> listed(String told, String beginning) {
    String paragraph =
        told.lines().filter(line -> line.startsWith(beginning)).findFirst().orElseThrow();
    String list = paragraph.substring(paragraph.indexOf(": ") + 2);
    return List.of(list.substring(0, list.indexOf('.')).split("\\s*,\\s*"));
  }

  /** The parameters of a goal, with the expressions that they have in the descriptor. */
  private static Map<String, String> parameters(String goal) throws Exception {
    Map<String, String> expressions = new TreeMap<>();
    Xpp3Dom mojo = mojo(goal);
    for (Xpp3Dom each : mojo.getChild("parameters").getChildren()) {
      if (each.getChild("editable").getValue().equals("true")) {
        String name = each.getChild("name").getValue();
        Xpp3Dom configuration = mojo.getChild("configuration").getChild(name);
        String expression = configuration == null ? null : configuration.getValue();
        expressions.put(name, expression == null ? "" : expression);
      }
    }
    return expressions;
  }

  private static Xpp3Dom parameter(String goal, String name) throws Exception {
    for (Xpp3Dom each : mojo(goal).getChild("parameters").getChildren()) {
      if (each.getChild("name").getValue().equals(name)) {
        return each;
      }
    }
    throw new AssertionError("the goal " + goal + " has no " + name);
  }

  private static Xpp3Dom mojo(String goal) throws IOException, XmlPullParserException {
    try (InputStream descriptor =
        ConfigNamesTest.class.getResourceAsStream("/META-INF/maven/plugin.xml")) {
      Xpp3Dom plugin = Xpp3DomBuilder.build(Objects.requireNonNull(descriptor), "UTF-8");
      for (Xpp3Dom mojo : plugin.getChild("mojos").getChildren()) {
        if (mojo.getChild("goal").getValue().equals(goal)) {
          return mojo;
        }
      }
    }
    throw new AssertionError("there is no goal " + goal);
  }
}
