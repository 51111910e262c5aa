/** A transport on {@code java.net.http}, for a warm and busy process. */
@NullMarked
package io.jenkins.statushub.transport.httpclient;

import org.jspecify.annotations.NullMarked;
