package io.jenkins.plugins.statushub.freestyle;

import hudson.EnvVars;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.statushub.announcement.AnnouncementParameters;
import io.jenkins.plugins.statushub.announcement.IncidentParameters;
import io.jenkins.plugins.statushub.announcement.MaintenanceParameters;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.statushub.text.DescriptionFormat;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Puts a build's variables into what a freestyle job wants said. What is in a variable was often
 * written by somebody else, so in the description it is escaped as its format needs it. Variables
 * that hold secrets stay as they are: the page is public.
 *
 * <p>In a Pipeline nothing is expanded: Groovy does that there.
 */
final class VariableExpander {
  private final EnvVars variables;
  private final Set<String> secrets;
  private final Set<String> withheld = new TreeSet<>();

  private VariableExpander(EnvVars variables, Set<String> secrets) {
    this.variables = variables;
    this.secrets = secrets;
  }

  /** With the variables that a build has at this moment. */
  static VariableExpander of(Run<?, ?> run, TaskListener log) throws IOException, InterruptedException {
    if (!(run instanceof AbstractBuild<?, ?> build)) {
      return new VariableExpander(new EnvVars(), Set.of());
    }
    EnvVars variables = build.getEnvironment(log);
    variables.overrideAll(build.getBuildVariables());
    Set<String> secrets = new HashSet<>(build.getSensitiveBuildVariables());
    ParametersAction parameters = build.getAction(ParametersAction.class);
    if (parameters != null) {
      parameters.getParameters().stream()
          .filter(ParameterValue::isSensitive)
          .map(ParameterValue::getName)
          .forEach(secrets::add);
    }
    return new VariableExpander(variables, secrets);
  }

  /** Whether there is nothing to expand. */
  static boolean isFixed(@Nullable String text) {
    return text == null || text.indexOf('$') < 0;
  }

  /** The variables that were left as they are, for they hold secrets. */
  Set<String> withheld() {
    return withheld;
  }

  /** The incident with its variables expanded. */
  IncidentParameters expand(IncidentFields fields) {
    IncidentParameters to = new IncidentParameters();
    fill(to, fields);
    to.setState(plain(fields.getState()));
    return to;
  }

  /** The maintenance with its variables expanded. */
  MaintenanceParameters expand(MaintenanceFields fields) {
    MaintenanceParameters to = new MaintenanceParameters();
    fill(to, fields);
    to.setDuration(plain(fields.getDuration()));
    to.setEndTime(plain(fields.getEndTime()));
    return to;
  }

  private void fill(AnnouncementParameters to, AnnouncementFields fields) {
    to.setService(plain(fields.getService()));
    List<String> services = fields.parameters().getServices();
    to.setServices(services == null ? null : services.stream().map(this::plain).toList());
    to.setCredentialsId(fields.getCredentialsId());
    to.setKey(plain(fields.getKey()));
    to.setId(plain(fields.getId()));
    to.setTitle(plain(fields.getTitle()));
    to.setFormat(fields.getFormat());
    to.setDescription(description(fields.getFormat(), fields.getDescription()));
    to.setStatus(plain(fields.getStatus()));
    to.setStartTime(plain(fields.getStartTime()));
    to.setSilent(fields.isSilent());
    to.setDraft(fields.isDraft());
    to.setDryRun(fields.isDryRun());
    to.setFailOnError(fields.isFailOnError());
    String extra = fields.getExtra();
    if (extra != null) {
      to.setExtra(expandMap(AnnouncementParameters.readExtra(extra)));
    }
  }

  private Map<String, @Nullable Object> expandMap(Map<String, ?> map) {
    Map<String, @Nullable Object> expanded = new LinkedHashMap<>();
    map.forEach((name, value) -> expanded.put(name, expandValue(value)));
    return expanded;
  }

  @SuppressWarnings("unchecked") // JSON objects have text for names
  private @Nullable Object expandValue(@Nullable Object value) {
    if (value instanceof String text) {
      return plain(text);
    }
    if (value instanceof Map<?, ?> map) {
      return expandMap((Map<String, ?>) map);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(this::expandValue).toList();
    }
    return value;
  }

  /** A description, its variables escaped as its format needs it. */
  @Nullable String description(@Nullable String format, @Nullable String text) {
    String as = Util.fixEmptyAndTrim(format);
    return expand(
        text,
        switch (DescriptionFormat.parse(
            as == null ? StatusHubConfiguration.get().getFormat() : as)) {
          case PLAIN -> value -> value;
          case MARKDOWN -> VariableExpander::escapeMarkdown;
          case HTML -> VariableExpander::escapeHtml;
        });
  }

  /** A text that is not part of a page, or that is escaped later as a whole. */
  @Nullable String plain(@Nullable String text) {
    return expand(text, value -> value);
  }

  private @Nullable String expand(@Nullable String text, UnaryOperator<String> escape) {
    if (isFixed(text)) {
      return text;
    }
    return Util.replaceMacro(
        text,
        name -> {
          String value = variables.get(name);
          if (value != null && secrets.contains(name)) {
            withheld.add(name);
            return null;
          }
          return value == null ? null : escape.apply(value);
        });
  }

  private static String escapeHtml(String value) {
    return Util.escape(value);
  }

  /**
   * All of ASCII's punctuation may be escaped in CommonMark. A line's indent could begin a block of
   * code, and an empty line a paragraph that the author's text does not know of.
   */
  private static String escapeMarkdown(String value) {
    StringBuilder escaped = new StringBuilder(value.length() + 16);
    for (char c : value.strip().replaceAll("[ \\t]*\\R\\s*", "\n").toCharArray()) {
      if (c > ' ' && c < 127 && !Character.isLetterOrDigit(c)) {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    return escaped.toString();
  }
}
