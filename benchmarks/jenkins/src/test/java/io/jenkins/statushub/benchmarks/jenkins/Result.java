package io.jenkins.statushub.benchmarks.jenkins;

/**
 * One measured build.
 *
 * @param inFlight the most requests that the hub held at once
 */
record Result(StepKind kind, Load load, Figures figures, int inFlight) {}
