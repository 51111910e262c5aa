/** A transport on {@code HttpURLConnection}, for a short process. */
@NullMarked
package io.jenkins.statushub.transport.urlconnection;

import org.jspecify.annotations.NullMarked;
