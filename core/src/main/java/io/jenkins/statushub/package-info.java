/**
 * Announces incidents and maintenance windows on a StatusHub status page: {@link
 * io.jenkins.statushub.StatusHubClient} is the entry point for the Maven plugin, the Jenkins plugin
 * and the command.
 */
@NullMarked
package io.jenkins.statushub;

import org.jspecify.annotations.NullMarked;
