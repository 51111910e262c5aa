/** Build steps, a post-build action and a build wrapper for freestyle jobs. */
@NullMarked
package io.jenkins.plugins.statushub.freestyle;

import org.jspecify.annotations.NullMarked;
