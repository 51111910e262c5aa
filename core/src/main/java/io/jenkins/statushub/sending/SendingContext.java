package io.jenkins.statushub.sending;

import io.jenkins.statushub.concurrent.Scheduler;
import io.jenkins.statushub.transport.Transport;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What sending needs besides the ledger.
 *
 * @param hookUrls finds the hook URLs
 * @param transport sends one request
 * @param policy when to try again, and for how long
 * @param clock what the time is
 * @param ticker what time limits are measured by, in nanoseconds: a clock that is set anew in the
 *     middle of a build must not make it longer
 * @param scheduler runs what comes later
 * @param executor runs file work; never called with anything that waits for the network
 * @param random spreads what is tried again
 * @param notices takes lines that people should see although no announcement failed; must not throw
 */
public record SendingContext(
    HookUrls hookUrls,
    Transport transport,
    DeliveryPolicy policy,
    Clock clock,
    LongSupplier ticker,
    Scheduler scheduler,
    Executor executor,
    RandomGenerator random,
    Consumer<String> notices) {}
