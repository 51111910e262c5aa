package io.jenkins.statushub.ledger;

import io.jenkins.statushub.ledger.store.LedgerFileNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pending entries of one service. The names of a small group are remembered, so that the folder
 * is not read once for each service; those of a large one are read as they are needed, so that
 * memory does not grow with what is pending.
 */
public final class PendingGroup {
  /** How many names one group remembers. */
  static final int MAX_NAMES = 500;

  /** How many names all groups remember together. */
  static final int MAX_ALL_NAMES = 20_000;

  private final String prefix;
  private @Nullable List<String> names = new ArrayList<>();

  private PendingGroup(String prefix) {
    this.prefix = prefix;
  }

  static List<PendingGroup> of(Stream<String> pending) {
    Map<String, PendingGroup> groups = new LinkedHashMap<>();
    int[] room = {MAX_ALL_NAMES};
    pending.forEach(
        name -> {
          String prefix = LedgerFileNames.prefixOf(name);
          room[0] -= groups.computeIfAbsent(prefix, PendingGroup::new).add(name, room[0]);
        });
    return List.copyOf(groups.values());
  }

  /** Adds a name; returns by how many names the group is now larger. */
  private int add(String name, int room) {
    List<String> remembered = names;
    if (remembered == null) {
      return 0;
    }
    if (room > 0 && remembered.size() < MAX_NAMES) {
      remembered.add(name);
      return 1;
    }
    names = null;
    return -remembered.size();
  }

  /** Returns the entries' names; null if there are too many to remember. */
  @Nullable List<String> names() {
    return names;
  }

  boolean contains(String name) {
    return LedgerFileNames.prefixOf(name).equals(prefix);
  }
}
