/** What the hub has received and what became of it, as values. */
@NullMarked
package io.jenkins.statushub.hub.model;

import org.jspecify.annotations.NullMarked;
