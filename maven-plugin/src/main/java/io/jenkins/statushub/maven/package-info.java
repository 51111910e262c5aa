/**
 * The goals. They read parameters, find hook URLs and proxies the way Maven does, and leave the
 * rest to {@link io.jenkins.statushub.StatusHubClient}.
 */
@NullMarked
package io.jenkins.statushub.maven;

import org.jspecify.annotations.NullMarked;
