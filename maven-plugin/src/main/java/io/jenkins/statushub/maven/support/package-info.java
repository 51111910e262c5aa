/** What the goals and the extension share. */
@NullMarked
package io.jenkins.statushub.maven.support;

import org.jspecify.annotations.NullMarked;
