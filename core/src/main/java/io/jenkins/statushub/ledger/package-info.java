/** The durable record of incidents and maintenance windows. */
@NullMarked
package io.jenkins.statushub.ledger;

import org.jspecify.annotations.NullMarked;
