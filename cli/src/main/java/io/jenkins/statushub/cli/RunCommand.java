package io.jenkins.statushub.cli;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.around.IncidentPolicy;
import io.jenkins.statushub.around.OverrunPolicy;
import io.jenkins.statushub.environment.HookUrlRef;
import io.jenkins.statushub.environment.SkipVariable;
import io.jenkins.statushub.input.ParameterException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a command, and announces what happens around it. */
@Command(
    name = "run",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Runs a command: announces a maintenance window before it, opens an incident if it fails, and"
          + " resolves that when a later run succeeds. Ends with the command's own exit code.",
      "",
      "Standard input, output and error and signals belong to the command. No outage of the status page"
          + " keeps it from running.",
      "",
    },
    footer = {
      "",
      "Example:",
      "  statushub run --service shop --key deploy-shop \\",
      "      --title 'Upgrading to 1.4' --status degraded --window 30m \\",
      "      --on-failure-title 'Upgrade failed' --on-failure-status down -- ./deploy.sh --now",
      "",
      "Exit codes: the command's own; 127 if it is not found, 126 if it can't be run, 128 + n if",
      "signal n ended it; 2 for a mistake in these options, and then the command is not run.",
    })
final class RunCommand implements Callable<Integer> {
  @Mixin final ServiceOptions about = new ServiceOptions();

  @Option(
      names = "--window",
      paramLabel = "<duration>",
      description =
          "Announce a maintenance window of this length before the command: 30m, 2h. Its words are --title,"
              + " --description, --status, …")
  @Nullable String window;

  @Mixin final MessageOptions message = new MessageOptions();

  @Option(
      names = "--allow-duplicate",
      description =
          "Announce the window although one with the same key and title is still running.")
  boolean allowDuplicate;

  @Option(
      names = "--on-overrun",
      paramLabel = "<policy>",
      description =
          "If the command goes on after the window: warn (default) in the log, or announce a follow-up"
              + " window.")
  @Nullable String onOverrun;

  @Option(
      names = "--on-failure-title",
      paramLabel = "<text>",
      description = "Open an incident with this headline if the command fails.")
  @Nullable String failureTitle;

  @Option(
      names = "--on-failure-description",
      paramLabel = "<text>",
      description = "The incident's body. Default: its title.")
  @Nullable String failureDescription;

  @Option(
      names = "--on-failure-status",
      paramLabel = "<status>",
      description = "The service's public status during the incident: up, degraded or down.")
  @Nullable String failureStatus;

  @Option(
      names = "--on-failure-state",
      paramLabel = "<state>",
      description = "The incident's state: investigating (default), identified, monitoring.")
  @Nullable String failureState;

  @Option(
      names = "--resolved-title",
      paramLabel = "<text>",
      description = "The headline when a later run resolves it. Default: that of the incident.")
  @Nullable String resolvedTitle;

  @Option(
      names = "--resolved-description",
      paramLabel = "<text>",
      description = "The body when a later run resolves it. Default: its title.")
  @Nullable String resolvedDescription;

  @Option(
      names = "--open-after",
      paramLabel = "<n>",
      description = "How many runs in a row have to fail before an incident is opened. Default: 1.")
  @Nullable String openAfter;

  @Option(
      names = "--resolve",
      paramLabel = "<policy>",
      description =
          "What a successful run resolves: ifOpen (default), always (needs --id), or never.")
  @Nullable String resolve;

  @Mixin final HookUrlOptions hookUrl = new HookUrlOptions();
  @Mixin final DeliveryOptions delivery = new DeliveryOptions();
  @Mixin final LedgerOptions ledger = new LedgerOptions();

  @Parameters(
      arity = "1..*",
      paramLabel = "<command>",
      description = "The command and its arguments, after -- .")
  List<String> command = List.of();

  @Override
  public Integer call() throws InterruptedException {
    RunPlan plan = plan();
    boolean skipped = SkipVariable.isSet(System::getenv);
    ChildProcess child = new ChildProcess(command, RawArguments.last(command.size()));
    child.handleSignals();
    EagerClassLoading classes = EagerClassLoading.begin();
    if (skipped) {
      Console.log("nothing is announced (" + SkipVariable.NAME + ")");
      classes.await();
      return child.run();
    }
    return new AnnouncedRun(plan, child, classes).run();
  }

  /** Reads and checks everything, so that no mistake comes to light after the command has run. */
  private RunPlan plan() {
    boolean hasWindow = window != null;
    boolean hasIncident = failureTitle != null;
    check(hasWindow, hasIncident);
    HookUrlRef reference = hookUrl.reference(about.names().size());
    String key = hasIncident ? about.keyOrCiJob() : about.key;
    RunPlan plan =
        new RunPlan(
            hasWindow ? () -> maintenance(key, reference) : List::of,
            (start, number) -> followUp(key, reference, start, number),
            hasIncident ? () -> failure(key, reference) : List::of,
            hasIncident ? () -> resolved(key, reference) : List::of,
            key,
            about.id,
            IncidentPolicy.parse(openAfter, resolve, about.id),
            OverrunPolicy.parse(onOverrun),
            delivery.policy(),
            folder(),
            delivery.dryRun);
    plan.check();
    return plan;
  }

  /** A user without a home gets announcements without a ledger rather than no deployment. */
  private Path folder() {
    try {
      return ledger.folder();
    } catch (ParameterException e) {
      Console.log(String.valueOf(e.getMessage()));
      return Path.of(System.getProperty("java.io.tmpdir"), "no-home", "statushub");
    }
  }

  private void check(boolean hasWindow, boolean hasIncident) {
    if (!hasWindow && !hasIncident) {
      throw new ParameterException(
          "--window",
          "or --on-failure-title is required, since otherwise nothing is announced; allowed: one or"
              + " both");
    }
    if (!hasWindow) {
      unwanted("--title", message.title, "--window, or --on-failure-title");
      unwanted("--description", message.description, "--window, or --on-failure-description");
      unwanted("--status", message.status, "--window, or --on-failure-status");
      unwanted("--format", message.format, "--window");
      unwanted("--on-overrun", onOverrun, "--window");
      unwanted("--allow-duplicate", allowDuplicate ? "" : null, "--window");
    }
    if (!hasIncident) {
      unwanted("--on-failure-description", failureDescription, "--on-failure-title, too");
      unwanted("--on-failure-status", failureStatus, "--on-failure-title, too");
      unwanted("--on-failure-state", failureState, "--on-failure-title, too");
      unwanted("--resolved-title", resolvedTitle, "--on-failure-title, too");
      unwanted("--resolved-description", resolvedDescription, "--on-failure-title, too");
      unwanted("--open-after", openAfter, "--on-failure-title, too");
      unwanted("--resolve", resolve, "--on-failure-title, too");
    }
  }

  private static void unwanted(String option, @Nullable String value, String needed) {
    if (value != null) {
      throw new ParameterException(option, "has no effect as it stands; allowed: give " + needed);
    }
  }

  private List<Announcement> maintenance(@Nullable String key, HookUrlRef reference) {
    var builder = Announcement.maintenance().duration(window).allowDuplicate(allowDuplicate);
    about.fill(builder, key, reference);
    message.fill(builder);
    return OptionNames.renaming(
        Map.of("duration", "--window"), () -> builder.build(Clock.systemUTC()));
  }

  private List<Announcement> followUp(
      @Nullable String key, HookUrlRef reference, Instant start, int number) {
    var builder =
        Announcement.maintenance()
            .startTime(start.toString())
            .duration(window)
            .allowDuplicate(allowDuplicate);
    about.fill(builder, key, reference);
    message.fill(builder);
    builder.origin(ServiceOptions.origin() + " follow-up " + number);
    return builder.build(Clock.systemUTC());
  }

  private List<Announcement> failure(@Nullable String key, HookUrlRef reference) {
    var builder =
        Announcement.incident()
            .state(failureState)
            .title(failureTitle)
            .description(failureDescription)
            .status(failureStatus);
    about.fill(builder, key, reference);
    builder.id(about.id);
    return OptionNames.renaming(
        Map.of(
            "title", "--on-failure-title",
            "description", "--on-failure-description",
            "status", "--on-failure-status",
            "state", "--on-failure-state"),
        () -> builder.build(Clock.systemUTC()));
  }

  private List<Announcement> resolved(@Nullable String key, HookUrlRef reference) {
    var builder =
        Announcement.incident()
            .state("resolved")
            .title(resolvedTitle == null ? failureTitle : resolvedTitle)
            .description(resolvedDescription);
    about.fill(builder, key, reference);
    builder.id(about.id);
    return OptionNames.renaming(
        Map.of("title", "--resolved-title", "description", "--resolved-description"),
        () -> builder.build(Clock.systemUTC()));
  }
}
