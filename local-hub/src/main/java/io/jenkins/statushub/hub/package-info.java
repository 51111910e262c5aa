/**
 * A receiver of Generic Hook V2 that runs on this machine, with a page to look at. It judges what
 * it is sent by the public specification alone and shares no code with the sender.
 */
@NullMarked
package io.jenkins.statushub.hub;

import org.jspecify.annotations.NullMarked;
