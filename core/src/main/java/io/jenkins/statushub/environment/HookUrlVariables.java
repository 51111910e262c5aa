package io.jenkins.statushub.environment;

import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.transport.HookUrl;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Environment variables that hold hook URLs. */
public final class HookUrlVariables {
  private HookUrlVariables() {}

  /**
   * Returns the variable for a service unless the user names another: {@code STATUSHUB_PAY_API_URL}
   * for {@code pay-api}. Everything but ASCII letters and digits becomes an underscore.
   */
  public static String nameFor(String service) {
    StringBuilder name = new StringBuilder("STATUSHUB_");
    String upper = service.toUpperCase(Locale.ROOT);
    for (int i = 0; i < upper.length(); i++) {
      char c = upper.charAt(i);
      name.append((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : '_');
    }
    return name.append("_URL").toString();
  }

  /**
   * Reads a hook URL.
   *
   * @param environment returns a variable's value, or null if it is not set
   * @return null if the variable is not set or blank
   * @throws ParameterException if its value is no hook URL; the message never shows the value
   */
  public static @Nullable HookUrl read(
      String variable, Function<String, @Nullable String> environment) {
    String value = environment.apply(variable);
    return value == null || value.isBlank()
        ? null
        : HookUrl.parse("environment variable " + variable, value);
  }
}
