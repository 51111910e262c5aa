/**
 * What commands outside Jenkins take from environment variables: the job that a CI system runs, and
 * hook URLs.
 */
@NullMarked
package io.jenkins.statushub.environment;

import org.jspecify.annotations.NullMarked;
