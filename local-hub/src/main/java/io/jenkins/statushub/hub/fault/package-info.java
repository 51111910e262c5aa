/** How a request is treated badly on purpose, and which requests are. */
@NullMarked
package io.jenkins.statushub.hub.fault;

import org.jspecify.annotations.NullMarked;
