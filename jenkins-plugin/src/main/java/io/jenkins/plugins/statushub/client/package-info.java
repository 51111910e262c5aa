/** The controller's one door to StatusHub: its ledger, its network, its background work. */
@NullMarked
package io.jenkins.plugins.statushub.client;

import org.jspecify.annotations.NullMarked;
