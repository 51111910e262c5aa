/** Delivers what the ledger holds, in order, within a time limit. */
@NullMarked
package io.jenkins.statushub.sending;

import org.jspecify.annotations.NullMarked;
