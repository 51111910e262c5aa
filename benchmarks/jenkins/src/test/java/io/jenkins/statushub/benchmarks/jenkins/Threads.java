package io.jenkins.statushub.benchmarks.jenkins;

import java.util.Arrays;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The threads of this JVM, and whose they are. */
final class Threads {
  /** From here on, a thread's name tells of itself or of its work, not of whose it is. */
  private static final Pattern REST = Pattern.compile("\\s*([\\[(:#@]| for |-?\\d).*");

  private static final Pattern SELECTOR = Pattern.compile("HttpClient-\\d+-SelectorManager");

  private Threads() {}

  /** All that live, but samplers. The JVM needs not be stopped for it. */
  static Thread[] all() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    for (ThreadGroup next = root; next != null; next = next.getParent()) {
      root = next;
    }
    @Nullable Thread[] found = new Thread[root.activeCount() * 2 + 64];
    int count = root.enumerate(found, true);
    return Arrays.stream(found, 0, count)
        .filter(thread -> thread != null && !thread.getName().equals(Sampler.NAME))
        .toArray(Thread[]::new);
  }

  /** How many there are of each name, numbers and particulars left out. */
  static TreeMap<String, Integer> groups(Thread[] threads) {
    TreeMap<String, Integer> groups = new TreeMap<>();
    for (Thread thread : threads) {
      groups.merge(group(thread.getName()), 1, Integer::sum);
    }
    return groups;
  }

  static String group(String name) {
    if (SELECTOR.matcher(name).matches()) {
      return "HttpClient selector";
    }
    String group = REST.matcher(name).replaceFirst("");
    group = group.substring(group.lastIndexOf('.') + 1);
    return group.isEmpty() ? name : group;
  }
}
