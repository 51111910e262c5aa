/** One HTTP POST to a hook URL, and what its response means. */
@NullMarked
package io.jenkins.statushub.transport;

import org.jspecify.annotations.NullMarked;
