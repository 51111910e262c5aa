package io.jenkins.statushub.hub.spec;

/**
 * Where the hub differs from its default judgement.
 *
 * @param acceptsRepeatedResolved whether an exact repeat of the update that resolved an incident is
 *     accepted
 * @param strict whether the {@linkplain StrictRules stricter rules} apply
 */
public record JudgingOptions(boolean acceptsRepeatedResolved, boolean strict) {}
