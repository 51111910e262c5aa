package io.jenkins.statushub.maven.support;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.json.JsonValues;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.sending.HookUrls;
import io.jenkins.statushub.sending.Outcome;
import io.jenkins.statushub.transport.HookUrl;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Says announcements, or shows them. */
public final class Announcements {
  private Announcements() {}

  /**
   * Finds all hook URLs before anything is said: a mistake about one service must not leave another
   * one announced.
   *
   * @return one for each announcement, in their order
   * @throws io.jenkins.statushub.input.ParameterException if one is not known
   */
  public static List<HookUrl> checkHookUrls(HookUrls hookUrls, List<Announcement> announcements) {
    List<HookUrl> found = new ArrayList<>();
    for (Announcement announcement : announcements) {
      found.add(hookUrls.find(announcement.service().name(), announcement.hookUrlRef()));
    }
    return found;
  }

  /**
   * Says all of them at once, and waits for what becomes of them.
   *
   * @param offline whether to keep them for later
   */
  public static List<Outcome> say(
      StatusHubClient hub, List<Announcement> announcements, boolean offline) {
    List<CompletionStage<Outcome>> pending = new ArrayList<>();
    for (Announcement announcement : announcements) {
      pending.add(
          offline ? hub.park(announcement, "Maven works offline") : hub.announce(announcement));
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (CompletionStage<Outcome> stage : pending) {
      outcomes.add(stage.toCompletableFuture().join());
    }
    return outcomes;
  }

  /**
   * What a dry run shows for one of them.
   *
   * @throws LedgerException if the ledger can't be read
   */
  public static String shown(StatusHubClient hub, Announcement announcement)
      throws LedgerException {
    byte[] json = JsonValues.writeReadable(hub.preview(announcement).toMap());
    return "StatusHub: "
        + announcement.service().name()
        + ": dry run, nothing is sent or recorded. Checked, and would be sent:\n"
        + new String(json, StandardCharsets.UTF_8).stripTrailing();
  }
}
