package io.jenkins.statushub.announcement;

import io.jenkins.statushub.hook.Payload;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.hook.ServiceNames;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.input.Problems;
import io.jenkins.statushub.text.DescriptionFormat;
import io.jenkins.statushub.text.TextCleaner;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds the parameters that incidents and maintenances share, as users write them. Null and blank
 * mean "not given" everywhere. Nothing is checked before {@link #build(Clock)}, which lets no text
 * pass that is not fit for the public: see {@code docs/text.md}.
 *
 * @param <B> the builder itself
 */
public abstract sealed class AnnouncementBuilder<B extends AnnouncementBuilder<B>>
    permits IncidentBuilder, MaintenanceBuilder {
  /** Stands in until the ledger has given an id; as long as the longest one it gives. */
  static final String PLACEHOLDER = "not-yet-given-".repeat(9);

  // By text: a record's own hashCode() is made when it is first called, which takes a cold JVM many
  // milliseconds.
  private final Map<String, Service> services = new LinkedHashMap<>();
  private @Nullable String key;
  private @Nullable String id;
  private String origin = "";
  private boolean idempotent;
  private @Nullable String hookUrlRef;
  private @Nullable String title;
  private @Nullable String description;
  private @Nullable String format;
  private @Nullable String status;
  private @Nullable String startTime;
  private boolean silent;
  private boolean draft;
  private @Nullable Map<String, ? extends @Nullable Object> extra;
  private boolean lenient;

  private Collection<String> sensitiveValues = List.of();

  AnnouncementBuilder() {}

  abstract B self();

  /** Returns the title that is published if nothing is left of the given one. */
  abstract String fallbackTitle();

  /** Returns whether it is announced although the same is still running. */
  boolean allowsDuplicate() {
    return false;
  }

  /**
   * Checks the parameters of this kind alone.
   *
   * @return makes the payload of what both kinds share; of valid stand-ins where there are problems
   */
  abstract Function<Common, Payload> prepare(
      Times times, @Nullable String status, Problems problems);

  /** Adds one service that is known everywhere; null and blank add none. */
  public B service(@Nullable String service) {
    if (service != null && !service.isBlank()) {
      add(new Service("", service.trim()));
    }
    return self();
  }

  /** Adds one service of any scope. */
  public B service(ServiceId service) {
    add(new Service(service.scope(), service.name()));
    return self();
  }

  private void add(Service service) {
    services.putIfAbsent(service.scope() + '\n' + service.name(), service);
  }

  /**
   * Adds services that are known everywhere; each gets an announcement of its own. A text may list
   * several, separated by commas, spaces or line breaks; one that is given twice counts once.
   *
   * @param services null adds none
   */
  public B services(@Nullable Collection<String> services) {
    if (services != null) {
      for (String list : services) {
        if (list != null) {
          ServiceNames.split(list).forEach((String name) -> service(name));
        }
      }
    }
    return self();
  }

  /**
   * Sets the key that groups updates into one incident.
   *
   * @param key null if the user named an id instead
   */
  public B key(@Nullable String key) {
    this.key = blankToNull(key);
    return self();
  }

  /**
   * Sets an id of the user's own choosing, used as it stands.
   *
   * @param id null to let the ledger give or find one
   */
  public B id(@Nullable String id) {
    this.id = blankToNull(id);
    return self();
  }

  /**
   * Sets the build that announces: a new incident's id is made from the key and this.
   *
   * @param origin never null; empty if unknown
   */
  public B origin(String origin) {
    this.origin = origin;
    return self();
  }

  /**
   * Sets whether the origin announces once: what it announced already under the same key or id is
   * not announced again, and its outcome is that of the first time. For a build that is taken up
   * again after a crash and can't know how far it had come. The origin then has to be one for each
   * announcement.
   */
  public B idempotent(boolean idempotent) {
    this.idempotent = idempotent;
    return self();
  }

  /**
   * Sets what the wrapper needs to find the hook URL again in a later process. No secret.
   *
   * @param hookUrlRef null if it needs nothing
   */
  public B hookUrlRef(@Nullable String hookUrlRef) {
    this.hookUrlRef = blankToNull(hookUrlRef);
    return self();
  }

  /**
   * Sets the headline, one line of plain text; required.
   *
   * @param title null counts as missing
   */
  public B title(@Nullable String title) {
    this.title = title;
    return self();
  }

  /**
   * Sets the body.
   *
   * @param description null or blank for the title
   */
  public B description(@Nullable String description) {
    this.description = description;
    return self();
  }

  /**
   * Sets how the description is written: plain, markdown or html.
   *
   * @param format null or blank for plain
   */
  public B format(@Nullable String format) {
    this.format = format;
    return self();
  }

  /**
   * Sets what customers are told about the service: up, degraded or down.
   *
   * @param status null or blank counts as missing
   */
  public B status(@Nullable String status) {
    this.status = status;
    return self();
  }

  /**
   * Sets when the event happened or the maintenance begins, ISO 8601 with an offset.
   *
   * @param startTime null or blank for now
   */
  public B startTime(@Nullable String startTime) {
    this.startTime = blankToNull(startTime);
    return self();
  }

  /** Sets whether subscribers get no notification. */
  public B silent(boolean silent) {
    this.silent = silent;
    return self();
  }

  /** Sets whether the message stays unpublished. */
  public B draft(boolean draft) {
    this.draft = draft;
    return self();
  }

  /**
   * Sets fields of the user's own.
   *
   * @param extra null for none; values may be null, texts, numbers, booleans, lists and maps
   */
  public B extra(@Nullable Map<String, ? extends @Nullable Object> extra) {
    this.extra = extra;
    return self();
  }

  /**
   * Sets whether the message runs after the work, when a mistake in a text can't be fixed any more
   * and silence would be worse: what would be refused in the title is left out of it, and a time
   * that can't be is replaced by the nearest one that can, each with a warning.
   */
  public B lenient(boolean lenient) {
    this.lenient = lenient;
    return self();
  }

  /**
   * Sets values that must not be published, such as the passwords that a build knows. They are
   * withheld wherever they occur, also escaped or encoded. They are neither kept nor printed.
   *
   * @param sensitiveValues null for none; values shorter than three characters are ignored
   */
  public B sensitiveValues(@Nullable Collection<String> sensitiveValues) {
    this.sensitiveValues = sensitiveValues == null ? List.of() : List.copyOf(sensitiveValues);
    return self();
  }

  /**
   * Checks everything, makes the texts fit for the public, and makes one announcement for each
   * service.
   *
   * @param clock gives the time if the user gave none
   * @return announcements that carry the warnings about what was changed; each carries all of them
   * @throws ParameterException with all mistakes that do not depend on each other
   */
  public List<Announcement> build(Clock clock) {
    Problems problems = new Problems();
    TextGate gate = new TextGate(sensitiveValues, lenient, problems);
    List<ServiceId> serviceIds = serviceIds(problems);
    String givenId = id == null ? null : gate.id(id);
    String headline = gate.title(title, fallbackTitle());
    DescriptionFormat parsed = problems.check(() -> DescriptionFormat.parse(format));
    Map<String, Object> fields = gate.extra(extra);
    Times times = new Times(clock.instant(), startTime, lenient, problems, gate);
    Function<Common, Payload> payload = prepare(times, status, problems);
    String body = gate.description(description);
    Function<String, Payload> ofHtml =
        html ->
            payload.apply(
                new Common(
                    givenId == null ? PLACEHOLDER : givenId,
                    headline,
                    html,
                    silent,
                    draft,
                    fields));
    // With any description, so that mistakes in what goes together are found, too.
    problems.check(() -> ofHtml.apply(TextGate.STAND_IN));
    gate.throwProblems();
    Payload checked = fit(gate, ofHtml, Objects.requireNonNull(parsed), body, headline);
    List<String> warnings = gate.warnings();
    return serviceIds.stream()
        .map(
            service ->
                new Announcement(
                    service,
                    key,
                    givenId,
                    origin,
                    idempotent,
                    allowsDuplicate(),
                    hookUrlRef,
                    checked,
                    warnings))
        .toList();
  }

  private static Payload fit(
      TextGate gate,
      Function<String, Payload> ofHtml,
      DescriptionFormat format,
      @Nullable String body,
      String headline) {
    SizeLimit limit = new SizeLimit(gate, ofHtml);
    if (body == null || TextCleaner.isBlank(gate.html(format, body))) {
      return limit.fit(DescriptionFormat.PLAIN, headline);
    }
    return limit.fit(format, body);
  }

  private List<ServiceId> serviceIds(Problems problems) {
    if (services.isEmpty()) {
      problems.add(ParameterException.required("service", ServiceNames.ALLOWED));
    }
    List<ServiceId> checked = new ArrayList<>();
    for (Service service : services.values()) {
      ServiceId known = problems.check(() -> new ServiceId(service.scope(), service.name()));
      if (known != null) {
        checked.add(known);
      }
    }
    return checked;
  }

  static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.trim();
  }

  /** A service as it was given, not checked yet. */
  private record Service(String scope, String name) {}

  /** What both kinds of payload are made from. */
  record Common(
      String id,
      String title,
      String description,
      boolean silent,
      boolean draft,
      Map<String, Object> extra) {}
}
