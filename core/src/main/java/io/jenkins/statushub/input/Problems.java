package io.jenkins.statushub.input;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects mistakes, so that a user learns of all of them at once. For one thread. */
public final class Problems {
  private final Set<ParameterException.Problem> found = new LinkedHashSet<>();

  /** Adds the mistakes of an exception; what is known already is not added twice. */
  public void add(ParameterException exception) {
    found.addAll(exception.problems());
  }

  /** Runs a check and returns its value; null if it found a mistake, which is kept. */
  public <T> @Nullable T check(Supplier<? extends T> check) {
    try {
      return check.get();
    } catch (ParameterException e) {
      add(e);
      return null;
    }
  }

  /** Returns whether a mistake was found. */
  public boolean any() {
    return !found.isEmpty();
  }

  /**
   * Throws what was collected, if anything.
   *
   * @throws ParameterException with all mistakes
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ParameterException(List.copyOf(found));
    }
  }
}
