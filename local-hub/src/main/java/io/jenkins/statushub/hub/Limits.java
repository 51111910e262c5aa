package io.jenkins.statushub.hub;

/**
 * How much a hub keeps.
 *
 * @param requests kept as received; the oldest make room
 * @param requestBytes of their bodies; the oldest make room
 * @param updates updates and windows on the page and among the drafts; further ones are answered
 *     507
 * @param updateBytes of those; further ones are answered 507
 */
record Limits(int requests, long requestBytes, int updates, long updateBytes) {
  static final int BODY_BYTES = 1 << 20;
  static final int LINES = 10_000;
  static final Limits USUAL = new Limits(20_000, 64L << 20, 100_000, 256L << 20);
}
