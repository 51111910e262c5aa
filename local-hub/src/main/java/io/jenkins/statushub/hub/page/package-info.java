/** The web page and the API that serves it and the operator. */
@NullMarked
package io.jenkins.statushub.hub.page;

import org.jspecify.annotations.NullMarked;
