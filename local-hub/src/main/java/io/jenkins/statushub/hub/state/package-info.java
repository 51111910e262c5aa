/** What a running hub remembers: hooks, requests, incidents, the timeline. */
@NullMarked
package io.jenkins.statushub.hub.state;

import org.jspecify.annotations.NullMarked;
