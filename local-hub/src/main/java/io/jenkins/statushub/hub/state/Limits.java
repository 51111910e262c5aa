package io.jenkins.statushub.hub.state;

/**
 * How much a hub keeps in memory.
 *
 * @param requests kept as received; the oldest are dropped
 * @param requestBytes of their bodies; the oldest are dropped
 * @param updates updates and windows, drafts included; further ones are rejected with 507
 * @param updateBytes of those payloads; further ones are rejected with 507
 */
public record Limits(int requests, long requestBytes, int updates, long updateBytes) {
  public static final int MAX_BODY_BYTES = 1 << 20;
  public static final int MAX_LINES = 10_000;
  public static final Limits DEFAULT = new Limits(20_000, 64L << 20, 100_000, 256L << 20);
}
