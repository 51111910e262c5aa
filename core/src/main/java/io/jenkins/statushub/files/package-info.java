/** Files that survive crashes, and locks that work across processes. */
@NullMarked
package io.jenkins.statushub.files;

import org.jspecify.annotations.NullMarked;
