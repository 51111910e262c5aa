package io.jenkins.plugins.statushub.config;

import hudson.model.Descriptor.FormException;
import io.jenkins.statushub.input.ParameterException;
import org.jspecify.annotations.Nullable;

/** Finds the mistake of a user behind what binding a form throws. */
final class FormErrors {
  private FormErrors() {}

  /**
   * Returns an error with the words of the mistake, or with the cause if it is something else.
   *
   * @param field the field to name if the mistake names none
   */
  static FormException translate(Throwable failure, String field) {
    for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof ParameterException mistake) {
        return new FormException(String.valueOf(mistake.getMessage()), mistake.parameter());
      }
    }
    return new FormException(failure, field);
  }
}
