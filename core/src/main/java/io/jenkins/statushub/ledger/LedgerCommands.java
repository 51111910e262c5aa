package io.jenkins.statushub.ledger;

/**
 * What a person types to do something about the ledger, for the lines of a console.
 *
 * @param show shows the ledger
 * @param flush sends what is pending
 * @param decide decides about an entry, with {@code <id>} in place of its id
 */
public record LedgerCommands(String show, String flush, String decide) {}
