package io.jenkins.statushub.maven;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

/**
 * What the plugin's descriptor says about a goal.
 *
 * @param name such as {@code incident}
 * @param description what it does
 * @param parameters those that users can set, in the order of the descriptor
 */
record GoalDescriptor(String name, String description, List<Parameter> parameters) {

  /**
   * A parameter.
   *
   * @param name the element in the POM
   * @param property empty if it has none
   * @param description what it means, without markup
   * @param defaultValue empty if there is none
   */
  record Parameter(String name, String property, String description, String defaultValue) {}

  static List<GoalDescriptor> all() throws IOException, XmlPullParserException {
    List<GoalDescriptor> goals = new ArrayList<>();
    try (InputStream descriptor =
        GoalDescriptor.class.getResourceAsStream("/META-INF/maven/plugin.xml")) {
      Xpp3Dom plugin = Xpp3DomBuilder.build(Objects.requireNonNull(descriptor), "UTF-8");
      for (Xpp3Dom mojo : plugin.getChild("mojos").getChildren()) {
        goals.add(
            new GoalDescriptor(text(mojo, "goal"), text(mojo, "description"), parameters(mojo)));
      }
    }
    return goals;
  }

  static GoalDescriptor of(String name) throws IOException, XmlPullParserException {
    return all().stream().filter(goal -> goal.name().equals(name)).findFirst().orElseThrow();
  }

  Parameter parameter(String parameter) {
    return parameters.stream()
        .filter(each -> each.name().equals(parameter))
        .findFirst()
        .orElseThrow();
  }

  private static List<Parameter> parameters(Xpp3Dom mojo) {
    List<Parameter> parameters = new ArrayList<>();
    Xpp3Dom configuration = mojo.getChild("configuration");
    for (Xpp3Dom each : mojo.getChild("parameters").getChildren()) {
      if (text(each, "editable").equals("true")) {
        String name = text(each, "name");
        Xpp3Dom value = configuration == null ? null : configuration.getChild(name);
        String expression = value == null ? "" : Objects.toString(value.getValue(), "");
        String defaultValue =
            value == null ? "" : Objects.toString(value.getAttribute("default-value"), "");
        parameters.add(
            new Parameter(
                name,
                expression.replaceAll("^\\$\\{(.*)}$", "$1"),
                text(each, "description"),
                defaultValue));
      }
    }
    return parameters;
  }

  /** Where the tools took tags out of a Javadoc they left blanks before punctuation. */
  private static String text(Xpp3Dom parent, String child) {
    Xpp3Dom found = parent.getChild(child);
    return found == null
        ? ""
        : Objects.toString(found.getValue(), "").replaceAll("[ \\t]+([,.;:](\\s|$))", "$1");
  }
}
