package io.jenkins.plugins.statushub.pipeline;

import io.jenkins.plugins.statushub.announcement.AnnouncementParameters;
import io.jenkins.plugins.statushub.announcement.Choices;
import io.jenkins.statushub.hook.PayloadRules;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.input.PrintableText;
import io.jenkins.statushub.input.Problems;
import java.time.Duration;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import net.sf.json.JSONNull;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a script hands to a step. A value of another type is taken if its meaning is plain;
 * everything else is a mistake, as is a parameter that the step does not have.
 */
final class StepArguments {
  private final AnnouncementStep.AnnouncementStepDescriptor descriptor;
  private final DescribableModel<?> model;
  private final Problems problems;

  /**
   * @param problems takes what is wrong
   */
  StepArguments(AnnouncementStep.AnnouncementStepDescriptor descriptor, Problems problems) {
    this.descriptor = descriptor;
    this.model = DescribableModel.of(descriptor.clazz);
    this.problems = problems;
  }

  /** Returns the arguments that can be taken, each of its parameter's type. */
  Map<String, Object> read(Map<String, ?> arguments) {
    Map<String, Object> read = new LinkedHashMap<>();
    arguments.forEach(
        (name, value) -> {
          DescribableParameter parameter = model.getParameter(name);
          if (parameter == null) {
            problems.add(unknown(name));
          } else if (value != null) {
            Object taken = problems.check(() -> take(parameter, value));
            if (taken != null) {
              read.put(name, taken);
            }
          }
        });
    return read;
  }

  private ParameterException unknown(String name) {
    ParameterException refusal = descriptor.refuse(name);
    if (refusal != null) {
      return refusal;
    }
    Collection<String> known = new TreeSet<>();
    model.getParameters().forEach(each -> known.add(each.getName()));
    return new ParameterException(
        PrintableText.printable(name),
        "is no parameter of "
            + descriptor.getFunctionName()
            + "; allowed: "
            + String.join(", ", known)
            + Choices.meant(name, known));
  }

  private static Object take(DescribableParameter parameter, Object value) {
    String name = parameter.getName();
    Class<?> type = parameter.getErasedType();
    if (type == boolean.class) {
      return flag(name, value);
    }
    if (type == int.class) {
      return number(name, value);
    }
    if (value instanceof Map<?, ?> map && name.equals("extra")) {
      return AnnouncementParameters.writeExtra(PayloadRules.extra(plain(map)));
    }
    if (value instanceof Collection<?> list && name.equals("services")) {
      return String.join(", ", list.stream().map(each -> text(name, each)).toList());
    }
    return text(name, value);
  }

  private static String text(String name, Object value) {
    if (value instanceof CharSequence
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Enum<?>
        || value instanceof TemporalAccessor
        || value instanceof Duration) {
      return value.toString();
    }
    throw refused(
        name,
        value,
        switch (name) {
          case "extra" -> "a map";
          case "services" -> "a list of names, or one text";
          default -> "text";
        });
  }

  private static Boolean flag(String name, Object value) {
    if (value instanceof Boolean flag) {
      return flag;
    }
    return switch (value.toString().trim().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refused(name, value, "true, false");
    };
  }

  private static Integer number(String name, Object value) {
    try {
      return Integer.valueOf(value.toString().trim());
    } catch (NumberFormatException e) {
      throw refused(name, value, "a whole number");
    }
  }

  private static ParameterException refused(String name, Object value, String allowed) {
    return value instanceof CharSequence || value instanceof Number
        ? ParameterException.invalidValue(name, value.toString(), allowed)
        : new ParameterException(
            name, "is of type " + value.getClass().getSimpleName() + "; allowed: " + allowed);
  }

  /** Returns a copy without the JSON null of the library that {@code readJSON} uses. */
  private static Map<String, @Nullable Object> plain(Map<?, ?> map) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(String.valueOf(key), plain(value)));
    return copy;
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof JSONNull || value instanceof JSONObject object && object.isNullObject()) {
      return null;
    }
    if (value instanceof Map<?, ?> map) {
      return plain(map);
    }
    if (value instanceof Collection<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(each -> copy.add(plain((Object) each)));
      return copy;
    }
    return value;
  }
}
