/**
 * The command {@code statushub}: announcements from shell scripts and any other job. A wrapper of
 * the core beside the Maven and the Jenkins plugin, with the same ledger, keys and rules.
 */
@NullMarked
package io.jenkins.statushub.cli;

import org.jspecify.annotations.NullMarked;
