/** What continuous integration servers say about the job that runs. */
@NullMarked
package io.jenkins.statushub.ci;

import org.jspecify.annotations.NullMarked;
