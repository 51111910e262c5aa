/** The Pipeline steps. */
@NullMarked
package io.jenkins.plugins.statushub.pipeline;

import org.jspecify.annotations.NullMarked;
