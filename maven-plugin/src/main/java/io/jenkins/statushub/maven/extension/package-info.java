/**
 * Announces what happens around a whole build: a maintenance when it starts, an incident when it
 * fails, {@code resolved} when a later one succeeds. Goals can't do that, since none runs after a
 * failure.
 */
@NullMarked
package io.jenkins.statushub.maven.extension;

import org.jspecify.annotations.NullMarked;
