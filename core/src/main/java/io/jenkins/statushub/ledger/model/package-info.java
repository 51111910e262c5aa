/** The values that the ledger keeps. */
@NullMarked
package io.jenkins.statushub.ledger.model;

import org.jspecify.annotations.NullMarked;
