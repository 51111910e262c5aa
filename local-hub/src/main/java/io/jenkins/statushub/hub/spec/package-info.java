/** The rules of Generic Hook V2: reads, validates and judges payloads. */
@NullMarked
package io.jenkins.statushub.hub.spec;

import org.jspecify.annotations.NullMarked;
