/** Daemon threads, delayed tasks and deadlines. */
@NullMarked
package io.jenkins.statushub.concurrent;

import org.jspecify.annotations.NullMarked;
