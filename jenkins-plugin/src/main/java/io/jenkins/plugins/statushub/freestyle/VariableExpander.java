package io.jenkins.plugins.statushub.freestyle;

import hudson.EnvVars;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.statushub.announcement.AnnouncementParameters;
import io.jenkins.plugins.statushub.announcement.FailureRules;
import io.jenkins.plugins.statushub.announcement.IncidentParameters;
import io.jenkins.plugins.statushub.announcement.MaintenanceParameters;
import io.jenkins.plugins.statushub.announcement.SensitiveValues;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.statushub.hook.ExtraFields;
import io.jenkins.statushub.hook.ServiceStatus;
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
 * Puts a build's variables into what a freestyle job announces. What is in a variable was often
 * written by somebody else, so in the description it is escaped as its format needs it. A secret is
 * withheld, whatever variable brings it: the page is public.
 *
 * <p>In a Pipeline nothing is expanded: Groovy does that there.
 */
final class VariableExpander {
  private static final String WITHHELD = "****";

  /** Shorter ones would be found everywhere. */
  private static final int SHORTEST_SECRET = 3;

  private final EnvVars variables;
  private final Set<String> secretNames;
  private final Set<String> sensitiveValues;
  private final Set<String> withheld = new TreeSet<>();

  private VariableExpander(
      EnvVars variables, Set<String> secretNames, Set<String> sensitiveValues) {
    this.variables = variables;
    this.secretNames = secretNames;
    this.sensitiveValues = sensitiveValues;
  }

  /**
   * Returns an expander with the variables that a build has at this moment.
   *
   * @throws IOException if they can't be read
   */
  static VariableExpander of(Run<?, ?> run, TaskListener log)
      throws IOException, InterruptedException {
    EnvVars variables = run.getEnvironment(log);
    if (run instanceof AbstractBuild<?, ?> build) {
      variables.overrideAll(build.getBuildVariables());
    }
    Set<String> names = SensitiveValues.names(run);
    Set<String> values = new HashSet<>(SensitiveValues.of(run, variables, names));
    values.removeIf(value -> value.length() < SHORTEST_SECRET);
    return new VariableExpander(variables, names, values);
  }

  /** Returns the values that must not be published. */
  Set<String> sensitiveValues() {
    return sensitiveValues;
  }

  /** Returns the variables whose values were withheld, since they hold secrets. */
  Set<String> withheld() {
    return withheld;
  }

  private static boolean isFixed(@Nullable String text) {
    return text == null || text.indexOf('$') < 0;
  }

  /** Returns parameters of the same kind with their variables expanded. */
  AnnouncementParameters expand(AnnouncementParameters fields) {
    return fields instanceof IncidentParameters incident
        ? expand(incident)
        : expand((MaintenanceParameters) fields);
  }

  /** Returns the incident with its variables expanded. */
  IncidentParameters expand(IncidentParameters fields) {
    IncidentParameters to = new IncidentParameters();
    fill(to, fields, this::plain);
    to.setDescription(description(fields.getFormat(), fields.getDescription()));
    to.setExtra(extra(fields.getExtra()));
    to.setState(plain(fields.getState()));
    return to;
  }

  /** Returns the maintenance window with its variables expanded. */
  MaintenanceParameters expand(MaintenanceParameters fields) {
    MaintenanceParameters to = new MaintenanceParameters();
    fill(to, fields, this::plain);
    to.setDescription(description(fields.getFormat(), fields.getDescription()));
    to.setExtra(extra(fields.getExtra()));
    to.setDuration(plain(fields.getDuration()));
    to.setEndTime(plain(fields.getEndTime()));
    to.setAllowDuplicate(fields.isAllowDuplicate());
    return to;
  }

  /** Returns the rules with their variables expanded. */
  FailureRules expand(FailureRules rules, @Nullable String format) {
    FailureRules to = copy(rules);
    to.setResolvedTitle(plain(rules.getResolvedTitle()));
    to.setResolvedDescription(description(format, rules.getResolvedDescription()));
    return to;
  }

  private static FailureRules copy(FailureRules rules) {
    FailureRules to = new FailureRules();
    to.setOpenOn(rules.getOpenOn());
    to.setUpdateOn(rules.getUpdateOn());
    to.setOpenAfter(rules.getOpenAfter());
    return to;
  }

  /**
   * Returns what of an incident can be checked before the build works: whatever a variable stands
   * in is left out or replaced by something valid.
   */
  IncidentParameters withoutVariables(IncidentParameters fields) {
    IncidentParameters to = new IncidentParameters();
    fill(to, fields, text -> isFixed(text) ? text : null);
    to.setDescription(isFixed(fields.getDescription()) ? fields.getDescription() : null);
    to.setExtra(isFixed(fields.getExtra()) ? fields.getExtra() : null);
    to.setState(isFixed(fields.getState()) ? fields.getState() : null);
    if (!isFixed(fields.getTitle())) {
      to.setTitle("-");
    }
    if (!isFixed(fields.getStatus())) {
      to.setStatus(ServiceStatus.DOWN.wire());
    }
    if (!isFixed(fields.getService()) || !isFixed(fields.getServices())) {
      to.setService("any");
      to.setServices(null);
    }
    return to;
  }

  /** Returns what of the rules can be checked before the build works. */
  FailureRules withoutVariables(FailureRules rules) {
    FailureRules to = copy(rules);
    if (isFixed(rules.getResolvedTitle())) {
      to.setResolvedTitle(rules.getResolvedTitle());
    }
    if (isFixed(rules.getResolvedDescription())) {
      to.setResolvedDescription(rules.getResolvedDescription());
    }
    return to;
  }

  private static void fill(
      AnnouncementParameters to,
      AnnouncementParameters fields,
      UnaryOperator<@Nullable String> change) {
    to.setService(change.apply(fields.getService()));
    to.setServices(change.apply(fields.getServices()));
    to.setKey(change.apply(fields.getKey()));
    to.setId(change.apply(fields.getId()));
    to.setTitle(change.apply(fields.getTitle()));
    to.setFormat(fields.getFormat());
    to.setStatus(change.apply(fields.getStatus()));
    to.setStartTime(change.apply(fields.getStartTime()));
    to.setEnabled(change.apply(fields.getEnabled()));
    to.setSilent(fields.isSilent());
    to.setDraft(fields.isDraft());
    to.setDryRun(fields.isDryRun());
    to.setFailOnError(fields.isFailOnError());
  }

  private @Nullable String extra(@Nullable String json) {
    return isFixed(json)
        ? json
        : AnnouncementParameters.writeExtra(expandMap(ExtraFields.parse("extra", json)));
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
      List<@Nullable Object> expanded = new java.util.ArrayList<>();
      list.forEach(each -> expanded.add(expandValue(each)));
      return expanded;
    }
    return value;
  }

  private @Nullable String description(@Nullable String format, @Nullable String text) {
    return expand(
        text,
        switch (DescriptionFormat.parse(
            format == null ? StatusHubConfiguration.get().getFormat() : format)) {
          case PLAIN -> value -> value;
          case MARKDOWN -> VariableExpander::escapeMarkdown;
          case HTML -> VariableExpander::escapeHtml;
        });
  }

  /** Returns a text that is not part of a page, or that is escaped later as a whole. */
  private @Nullable String plain(@Nullable String text) {
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
          return value == null ? null : escape.apply(withhold(name, value));
        });
  }

  private String withhold(String name, String value) {
    String fit = value;
    if (secretNames.contains(name)) {
      fit = WITHHELD;
    }
    for (String secret : sensitiveValues) {
      fit = fit.replace(secret, WITHHELD);
    }
    if (!fit.equals(value)) {
      withheld.add(name);
    }
    // What looks like a variable within a value is none that the job's author forgot to set.
    return fit.replace("${", "{");
  }

  private static String escapeHtml(String value) {
    return Util.escape(value);
  }

  /**
   * All of ASCII's punctuation may be escaped in CommonMark. A line's indent could begin a block of
   * code, and an empty line a paragraph that the author's text does not know of. A comment, which
   * is dropped, keeps an address from becoming a link that the author never wrote.
   */
  private static String escapeMarkdown(String value) {
    StringBuilder escaped = new StringBuilder(value.length() + 16);
    for (char c : value.strip().replaceAll("[ \\t]*\\R\\s*", "\n").toCharArray()) {
      if (c > ' ' && c < 127 && !Character.isLetterOrDigit(c)) {
        escaped.append('\\');
      }
      escaped.append(c);
      if (c == ':' || c == '@' || c == '.') {
        escaped.append("<!-- -->");
      }
    }
    return escaped.toString();
  }
}
