package io.jenkins.statushub.benchmarks.jenkins;

import java.io.Serializable;
import java.util.TreeMap;

/**
 * What one build cost its controller.
 *
 * @param wallMillis by Jenkins' own count
 * @param cpuMillis of the whole process, all threads, compilers and collectors with them
 * @param threads the most threads at once, by samples
 * @param groups whose they were
 * @param threadsByJvm the most threads at once by the JVM's own count, which misses none, however
 *     short its life
 * @param heapPeak the most bytes in use, garbage with them, by samples
 * @param heapAfterCollection the most bytes in use right after a collection that came about by
 *     itself; 0 if none did
 * @param heapAfter bytes in use after the build and a collection
 */
record Figures(
    long wallMillis,
    long cpuMillis,
    int threads,
    TreeMap<String, Integer> groups,
    int threadsByJvm,
    long heapPeak,
    long heapAfterCollection,
    long heapAfter)
    implements Serializable {}
