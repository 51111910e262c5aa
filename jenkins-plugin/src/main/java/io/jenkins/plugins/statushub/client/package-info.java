/**
 * The controller's one client of StatusHub: its ledger, its look-up of hook URLs, its background
 * delivery.
 */
@NullMarked
package io.jenkins.plugins.statushub.client;

import org.jspecify.annotations.NullMarked;
