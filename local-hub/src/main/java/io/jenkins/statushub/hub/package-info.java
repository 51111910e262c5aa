/**
 * A receiver of Generic Hook V2 that runs on this machine, with a page. It judges payloads by the
 * public specification alone and shares no code with the sender. Programs use {@link
 * io.jenkins.statushub.hub.LocalHub}, {@link io.jenkins.statushub.hub.fault.Fault} and the values
 * in {@link io.jenkins.statushub.hub.model}; the other packages are internal.
 */
@NullMarked
package io.jenkins.statushub.hub;

import org.jspecify.annotations.NullMarked;
