/** Reading and writing of plain JSON values. */
@NullMarked
package io.jenkins.statushub.json;

import org.jspecify.annotations.NullMarked;
