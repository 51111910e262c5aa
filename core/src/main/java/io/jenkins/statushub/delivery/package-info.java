/** One POST made dependable: the secret address, the transports, and when to try again. */
@NullMarked
package io.jenkins.statushub.delivery;

import org.jspecify.annotations.NullMarked;
