package io.jenkins.statushub.sending;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a flush did.
 *
 * @param delivered how many updates were delivered
 * @param rejected how many the hub rejected
 * @param expired how many expired
 * @param remaining how many entries still have something to deliver, of those looked at
 * @param complete whether all pending entries were looked at; false if the time was over before
 * @param busy whether another process was flushing, so that nothing was done
 * @param nextDue when the next of what remains is due; null if nothing remains or none is planned
 */
public record FlushReport(
    int delivered,
    int rejected,
    int expired,
    int remaining,
    boolean complete,
    boolean busy,
    @Nullable Instant nextDue) {

  static final FlushReport NOTHING = new FlushReport(0, 0, 0, 0, true, false, null);
  static final FlushReport BUSY = new FlushReport(0, 0, 0, 0, false, true, null);
}
