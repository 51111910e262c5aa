package io.jenkins.statushub.maven.extension.state;

import java.util.List;

/**
 * A build whose process ended before the build did.
 *
 * @param started when it began, for people
 * @param modules the modules that it was to build
 */
public record KilledBuild(String started, List<String> modules) {}
