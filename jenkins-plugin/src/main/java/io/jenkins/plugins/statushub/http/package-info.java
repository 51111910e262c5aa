/** The controller's HTTP client, which goes through its proxy settings. */
@NullMarked
package io.jenkins.plugins.statushub.http;

import org.jspecify.annotations.NullMarked;
