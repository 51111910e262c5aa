package io.jenkins.statushub.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What was measured over and over, in the order of the rounds. */
public final class Sample {
  private final List<Double> values = new ArrayList<>();

  /** One more round. */
  public void add(double value) {
    values.add(value);
  }

  /** How many rounds there were. */
  public int size() {
    return values.size();
  }

  /**
   * The middle one; the mean of the middle two.
   *
   * @throws IllegalStateException if nothing was measured
   */
  public double median() {
    double[] sorted = sorted();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** The smallest one. */
  public double min() {
    return sorted()[0];
  }

  /** The largest one. */
  public double max() {
    double[] sorted = sorted();
    return sorted[sorted.length - 1];
  }

  /**
   * This divided by another, round by round: a machine whose speed drifts spoils the figures, less
   * so their ratio within a round.
   */
  public Sample over(Sample other) {
    return combined(other, true);
  }

  /** This less another, round by round. */
  public Sample less(Sample other) {
    return combined(other, false);
  }

  /** Each value times a factor, such as one between two units. */
  public Sample times(double factor) {
    Sample result = new Sample();
    for (double value : values) {
      result.add(value * factor);
    }
    return result;
  }

  private Sample combined(Sample other, boolean divided) {
    if (other.size() != size()) {
      throw new IllegalStateException(size() + " rounds against " + other.size());
    }
    Sample result = new Sample();
    for (int i = 0; i < size(); i++) {
      double a = values.get(i);
      double b = other.values.get(i);
      result.add(divided ? a / b : a - b);
    }
    return result;
  }

  private double[] sorted() {
    if (values.isEmpty()) {
      throw new IllegalStateException("nothing was measured");
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }
}
