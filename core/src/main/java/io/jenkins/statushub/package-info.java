/**
 * The one door that the wrappers use: {@link io.jenkins.statushub.StatusHub}. What is said goes in
 * as an {@link io.jenkins.statushub.announcement.Announcement}, what became of it comes out as an
 * {@link io.jenkins.statushub.ledger.Outcome}.
 */
@NullMarked
package io.jenkins.statushub;

import org.jspecify.annotations.NullMarked;
