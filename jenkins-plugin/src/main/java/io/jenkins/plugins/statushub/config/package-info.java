/** Which services there are, who may post to them, and where their hook URLs come from. */
@NullMarked
package io.jenkins.plugins.statushub.config;

import org.jspecify.annotations.NullMarked;
