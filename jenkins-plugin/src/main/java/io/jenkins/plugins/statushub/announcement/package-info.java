/** What a build announces: parameters as users write them, and what becomes of them. */
@NullMarked
package io.jenkins.plugins.statushub.announcement;

import org.jspecify.annotations.NullMarked;
