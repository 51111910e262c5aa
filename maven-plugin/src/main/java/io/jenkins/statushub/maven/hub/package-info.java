/** Runs the local hub within Maven's process, with class loaders of its own. */
@NullMarked
package io.jenkins.statushub.maven.hub;

import org.jspecify.annotations.NullMarked;
