/** The HTTP server: connections, requests, responses, injected faults on the wire. */
@NullMarked
package io.jenkins.statushub.hub.http;

import org.jspecify.annotations.NullMarked;
