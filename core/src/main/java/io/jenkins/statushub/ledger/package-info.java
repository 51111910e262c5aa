/**
 * The durable record of what was said and what still has to be, its rules, and the delivery of what
 * it holds.
 */
@NullMarked
package io.jenkins.statushub.ledger;

import org.jspecify.annotations.NullMarked;
