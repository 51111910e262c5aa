/**
 * What wrappers of a build or a command have in common: when a failure opens an incident, when a
 * success resolves it, what happens when a window ends too early, and how a run that was killed is
 * found by the next one.
 */
@NullMarked
package io.jenkins.statushub.around;

import org.jspecify.annotations.NullMarked;
