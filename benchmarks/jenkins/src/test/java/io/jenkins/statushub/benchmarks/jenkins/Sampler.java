package io.jenkins.statushub.benchmarks.jenkins;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Looks at the JVM that it runs in ten times a second, until it is closed. */
final class Sampler implements AutoCloseable {
  static final String NAME = "load sampler";

  private static final int PERIOD_MILLIS = 100;

  private final Set<String> heapPools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .map(MemoryPoolMXBean::getName)
          .collect(Collectors.toSet());
  private final long begun = ManagementFactory.getRuntimeMXBean().getUptime();
  private final Thread thread = new Thread(this::run, NAME);
  private volatile boolean closed;

  private int threads;
  private TreeMap<String, Integer> groups = new TreeMap<>();
  private long heapPeak;
  private long heapAfterCollection;

  static Sampler start() {
    Sampler sampler = new Sampler();
    sampler.thread.setDaemon(true);
    sampler.thread.start();
    return sampler;
  }

  private void run() {
    while (!closed) {
      look();
      try {
        Thread.sleep(PERIOD_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void look() {
    Thread[] now = Threads.all();
    if (now.length > threads) {
      threads = now.length;
      groups = Threads.groups(now);
    }
    heapPeak = Math.max(heapPeak, usedHeap());
    for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (collector instanceof com.sun.management.GarbageCollectorMXBean each) {
        var last = each.getLastGcInfo();
        if (last != null && last.getStartTime() > begun) {
          long used = heap(last.getMemoryUsageAfterGc());
          heapAfterCollection = Math.max(heapAfterCollection, used);
        }
      }
    }
  }

  static long usedHeap() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private long heap(Map<String, MemoryUsage> pools) {
    return pools.entrySet().stream()
        .filter(pool -> heapPools.contains(pool.getKey()))
        .mapToLong(pool -> pool.getValue().getUsed())
        .sum();
  }

  int threads() {
    return threads;
  }

  TreeMap<String, Integer> groups() {
    return groups;
  }

  long heapPeak() {
    return heapPeak;
  }

  long heapAfterCollection() {
    return heapAfterCollection;
  }

  /** Ends it; only then are the figures to be asked for. */
  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
  }
}
