package io.jenkins.plugins.statushub.config;

import hudson.model.Descriptor.FormException;
import hudson.util.FormValidation;
import io.jenkins.statushub.input.ParameterException;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.jvnet.localizer.LocaleProvider;

/** Puts mistakes into the words of a form: under a field, and on the page that refuses a form. */
public final class FormErrors {
  private FormErrors() {}

  /** Returns what is wrong with a field, to be shown under it: its label stands there already. */
  public static FormValidation under(ParameterException mistake) {
    return FormValidation.error(
        mistake.problems().stream()
            .map(ParameterException.Problem::message)
            .collect(Collectors.joining(" ")));
  }

  /**
   * Returns an error with the words of the mistake behind what binding a form throws, or with the
   * cause if it is something else.
   *
   * @param field the field to name if the mistake names none
   */
  static FormException translate(Throwable failure, String field) {
    for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof ParameterException mistake) {
        return new FormException(labelled(mistake), mistake.parameter());
      }
    }
    return new FormException(failure, field);
  }

  private static String labelled(ParameterException mistake) {
    return mistake.problems().stream()
        .map(problem -> label(problem.parameter()) + ": " + problem.message())
        .collect(Collectors.joining(" "));
  }

  /** Returns the label of a field; the parameter's name if the forms have no such field. */
  private static String label(String parameter) {
    try {
      return ResourceBundle.getBundle(Messages.class.getName(), LocaleProvider.getLocale())
          .getString("label." + parameter);
    } catch (MissingResourceException e) {
      return parameter;
    }
  }
}
