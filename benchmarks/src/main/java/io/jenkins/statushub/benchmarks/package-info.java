/** Programs that measure, and write what they found into docs/performance.md. */
@NullMarked
package io.jenkins.statushub.benchmarks;

import org.jspecify.annotations.NullMarked;
