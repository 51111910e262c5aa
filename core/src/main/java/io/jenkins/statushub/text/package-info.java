/** A user's description turned into HTML that is safe to publish. */
@NullMarked
package io.jenkins.statushub.text;

import org.jspecify.annotations.NullMarked;
