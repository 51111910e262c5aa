package io.jenkins.statushub.benchmarks.jenkins;

import java.io.Serializable;
import java.util.TreeMap;

/**
 * A controller that does nothing.
 *
 * @param threads the fewest of some seconds
 * @param groups how many threads there are of each name
 * @param threadsByJvm the fewest of some seconds, by the JVM's own count
 * @param heap bytes that are used after a collection
 */
record Idle(int threads, TreeMap<String, Integer> groups, int threadsByJvm, long heap)
    implements Serializable {}
