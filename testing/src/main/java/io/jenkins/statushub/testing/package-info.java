/** Fixtures that the tests of several modules share. */
@NullMarked
package io.jenkins.statushub.testing;

import org.jspecify.annotations.NullMarked;
