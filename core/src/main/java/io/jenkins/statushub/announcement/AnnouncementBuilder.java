package io.jenkins.statushub.announcement;

import io.jenkins.statushub.hook.Payload;
import io.jenkins.statushub.hook.PayloadRules;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.hook.ServiceNames;
import io.jenkins.statushub.hook.Timestamps;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.text.DescriptionFormat;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that incidents and maintenances share, as users write them. Null and blank mean
 * "not given" everywhere. Nothing is checked before {@link #build(Clock)}.
 *
 * @param <B> the builder itself
 */
public abstract sealed class AnnouncementBuilder<B extends AnnouncementBuilder<B>>
    permits IncidentBuilder, MaintenanceBuilder {
  /** Stands in until the ledger has given an id; as long as the longest one it gives. */
  static final String PLACEHOLDER = "not-yet-given-".repeat(9);

  private final Set<Service> services = new LinkedHashSet<>();
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
  private @Nullable Map<String, Object> extra;

  AnnouncementBuilder() {}

  abstract B self();

  abstract Payload payload(Common common);

  /** Adds one service that is known everywhere. */
  public B service(@Nullable String service) {
    if (service != null && !service.isBlank()) {
      services.add(new Service("", service.trim()));
    }
    return self();
  }

  /** Adds one service of any scope. */
  public B service(ServiceId service) {
    services.add(new Service(service.scope(), service.name()));
    return self();
  }

  /** Adds services; each gets an announcement of its own. */
  public B services(@Nullable Collection<String> given) {
    if (given != null) {
      given.forEach((String service) -> service(service));
    }
    return self();
  }

  /** What "the same trouble" means; without it, the wrapper's default, usually the job. */
  public B key(@Nullable String given) {
    key = blankToNull(given);
    return self();
  }

  /** An id of the user's own choosing, used as it stands. */
  public B id(@Nullable String given) {
    id = blankToNull(given);
    return self();
  }

  /** The build that speaks: a new incident's id is made from the key and this. */
  public B origin(String given) {
    origin = given;
    return self();
  }

  /**
   * Whether the origin speaks once: what it said already under the same key or id is not said
   * again, and its outcome is that of the first time. For a build that is taken up again after a
   * crash and can't know how far it had come. The origin then has to be one for each announcement.
   */
  public B idempotent(boolean given) {
    idempotent = given;
    return self();
  }

  /** What the wrapper needs to find the hook URL again in a later process. No secret. */
  public B hookUrlRef(@Nullable String given) {
    hookUrlRef = blankToNull(given);
    return self();
  }

  /** The headline. */
  public B title(@Nullable String given) {
    title = given;
    return self();
  }

  /** The body; the title where it is not given. */
  public B description(@Nullable String given) {
    description = given;
    return self();
  }

  /** How the description is written: plain, markdown or html. */
  public B format(@Nullable String given) {
    format = given;
    return self();
  }

  /** What customers are told about the service: up, degraded or down. */
  public B status(@Nullable String given) {
    status = given;
    return self();
  }

  /** When it happened or begins, ISO 8601 with an offset; now where it is not given. */
  public B startTime(@Nullable String given) {
    startTime = blankToNull(given);
    return self();
  }

  /** Whether subscribers get no notification. */
  public B silent(boolean given) {
    silent = given;
    return self();
  }

  /** Whether it stays unpublished. */
  public B draft(boolean given) {
    draft = given;
    return self();
  }

  /** Fields of the user's own. */
  public B extra(@Nullable Map<String, Object> given) {
    extra = given;
    return self();
  }

  /**
   * Checks everything and makes one announcement for each service.
   *
   * @param clock gives the time where the user gave none
   * @throws ParameterException naming the first parameter that has to be mended
   */
  public List<Announcement> build(Clock clock) {
    if (services.isEmpty()) {
      throw ParameterException.required("service", ServiceNames.ALLOWED);
    }
    String givenId = id == null ? null : PayloadRules.id(id);
    Payload payload = payload(common(clock.instant(), givenId == null ? PLACEHOLDER : givenId));
    // Found out now rather than by the ledger: a mistake is an error at once.
    payload.toJson();
    List<Announcement> announcements = new ArrayList<>();
    for (Service service : services) {
      announcements.add(
          new Announcement(
              new ServiceId(service.scope(), service.name()),
              key,
              givenId,
              origin,
              idempotent,
              hookUrlRef,
              payload,
              List.of()));
    }
    return List.copyOf(announcements);
  }

  private Common common(Instant now, String id) {
    String headline = title == null ? "" : title;
    DescriptionFormat as = DescriptionFormat.parse(format);
    String html =
        description == null || description.isBlank()
            ? DescriptionFormat.PLAIN.toHtml(headline)
            : as.toHtml(description);
    Instant start = startTime == null ? now : Timestamps.parse("startTime", startTime);
    return new Common(
        id, headline, html, start, status, silent, draft, extra == null ? Map.of() : extra);
  }

  static @Nullable String blankToNull(@Nullable String given) {
    return given == null || given.isBlank() ? null : given.trim();
  }

  /** A service as it was given, not checked yet. */
  private record Service(String scope, String name) {}

  /** What both kinds of payload are made from. */
  record Common(
      String id,
      String title,
      String description,
      Instant startTime,
      @Nullable String status,
      boolean silent,
      boolean draft,
      Map<String, Object> extra) {}
}
