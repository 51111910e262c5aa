@NullMarked
package io.jenkins.plugins.statushub;

import org.jspecify.annotations.NullMarked;
