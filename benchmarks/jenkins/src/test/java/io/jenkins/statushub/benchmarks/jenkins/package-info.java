/** Many steps at once in a real controller: what they cost it, beside what else could be used. */
@NullMarked
package io.jenkins.statushub.benchmarks.jenkins;

import org.jspecify.annotations.NullMarked;
