package io.jenkins.statushub.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PendingGroupTest {
  private static String name(int service, int entry) {
    return "service-" + service + "-" + String.format("%032x", entry);
  }

  @Test
  void holdsTheNamesOfOneService() {
    List<PendingGroup> groups =
        PendingGroup.of(IntStream.range(0, 9).mapToObj(i -> name(i % 3, i)));

    assertThat(groups).hasSize(3);
    assertThat(groups.get(1).names()).containsExactly(name(1, 1), name(1, 4), name(1, 7));
    assertThat(groups.get(1).contains(name(1, 1))).isTrue();
    assertThat(groups.get(1).contains(name(2, 1))).isFalse();
  }

  @Test
  void remembersNoNamesOfALargeService() {
    int large = PendingGroup.MAX_NAMES + 1;
    List<PendingGroup> groups =
        PendingGroup.of(IntStream.range(0, large + 5).mapToObj(i -> name(i < 5 ? 1 : 2, i)));

    assertThat(groups.get(0).names()).hasSize(5);
    assertThat(groups.get(1).names()).isNull();
    assertThat(groups.get(1).contains(name(2, 7))).isTrue();
  }

  @Test
  void remembersABoundedNumberOfNamesOfAllServices() {
    int services = 100;
    List<PendingGroup> groups =
        PendingGroup.of(
            IntStream.range(0, 2 * PendingGroup.MAX_ALL_NAMES)
                .mapToObj(i -> name(i % services, i)));

    assertThat(groups).hasSize(services);
    assertThat(
            groups.stream()
                .map(PendingGroup::names)
                .filter(Objects::nonNull)
                .mapToInt(names -> Objects.requireNonNull(names).size())
                .sum())
        .isBetween(1, PendingGroup.MAX_ALL_NAMES);
  }
}
