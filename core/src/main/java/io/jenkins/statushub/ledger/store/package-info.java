/** The ledger's files, their format, their locks and their clean-up. */
@NullMarked
package io.jenkins.statushub.ledger.store;

import org.jspecify.annotations.NullMarked;
