package io.jenkins.statushub.cli;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.announcement.AnnouncementBuilder;
import io.jenkins.statushub.environment.SkipVariable;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.json.JsonValues;
import io.jenkins.statushub.sending.DeliveryPolicy;
import io.jenkins.statushub.sending.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands that announce something share. */
abstract class AnnouncementCommand implements Callable<Integer> {
  @Mixin final ServiceOptions about = new ServiceOptions();
  @Mixin final MessageOptions message = new MessageOptions();
  @Mixin final HookUrlOptions hookUrl = new HookUrlOptions();
  @Mixin final DeliveryOptions delivery = new DeliveryOptions();
  @Mixin final LedgerOptions ledger = new LedgerOptions();

  @Option(
      names = "--start-time",
      paramLabel = "<time>",
      description =
          "When it happened or begins: ISO 8601 with an offset, such as 2026-11-24T09:30:00Z. Default:"
              + " now.")
  @Nullable String startTime;

  @Option(
      names = "--fail-on-error",
      description =
          "Exit with 1 if it is not delivered now. By default only what can't be delivered later does.")
  boolean failOnError;

  @Option(names = "--json", description = "Print the outcome as JSON, for scripts.")
  boolean json;

  /** Returns a builder with what only this command knows. */
  abstract AnnouncementBuilder<?> builder();

  /** Returns the key to announce under. */
  @Nullable String key() {
    return about.keyOrCiJob();
  }

  @Override
  public final Integer call() throws IOException {
    DeliveryPolicy policy = delivery.policy();
    List<Announcement> announcements = announcements();
    if (SkipVariable.isSet(System::getenv)) {
      Console.log("skipped (" + SkipVariable.NAME + ")");
      return 0;
    }
    try (StatusHubClient client = CommandClient.open(ledger.folder(), policy)) {
      if (delivery.dryRun) {
        return show(client, announcements);
      }
      return report(Announcements.announce(client, announcements, policy.timeout()));
    } catch (ParameterException e) {
      // A hook URL that is unknown or wrong is no mistake in the options.
      if (e.parameter().equals("ledger")) {
        throw e;
      }
      Console.log(String.valueOf(e.getMessage()));
      return 1;
    }
  }

  private List<Announcement> announcements() {
    AnnouncementBuilder<?> builder = builder();
    about.fill(builder, key(), hookUrl.reference(about.names().size()));
    builder.id(about.id);
    builder.startTime(startTime);
    message.fill(builder);
    List<Announcement> announcements = builder.build(Clock.systemUTC());
    if (delivery.dryRun) {
      // Otherwise its outcome has them.
      announcements.stream()
          .limit(1)
          .flatMap(each -> each.warnings().stream())
          .forEach(Console::log);
    }
    return announcements;
  }

  private int show(StatusHubClient client, List<Announcement> announcements) throws IOException {
    for (Announcement announcement : announcements) {
      Console.log(
          announcement.service().name()
              + ": dry run, nothing is sent or recorded; this would be sent:");
      Console.result(Announcements.preview(client, announcement));
      try {
        CommandHookUrls.find(announcement.service().name(), announcement.hookUrlRef());
      } catch (ParameterException e) {
        Console.log("without the dry run this would fail: " + e.getMessage());
      }
    }
    return 0;
  }

  private int report(List<Outcome> outcomes) {
    int code = 0;
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      boolean failed =
          outcome.kind() == Outcome.Kind.FAILED || (failOnError && outcome.isFailure());
      code = failed ? 1 : code;
      outcome.warnings().forEach(Console::log);
      if (json) {
        list.add(map(outcome));
      } else if (outcome.isFailure()) {
        Console.print(Announcements.line(outcome));
      } else {
        Console.result(Announcements.line(outcome));
      }
    }
    if (json) {
      Console.result(
          new String(JsonValues.writeReadable(Map.of("outcomes", list)), StandardCharsets.UTF_8)
              .stripTrailing());
    }
    return code;
  }

  private static Map<String, @Nullable Object> map(Outcome outcome) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("service", outcome.service().name());
    map.put("outcome", outcome.kind().wire());
    map.put("id", outcome.id());
    map.put("action", outcome.action());
    map.put("reason", outcome.reason());
    map.put("nextAttempt", outcome.nextAttempt());
    map.put("warnings", outcome.warnings());
    return map;
  }
}
