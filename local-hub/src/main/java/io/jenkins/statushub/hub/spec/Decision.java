package io.jenkins.statushub.hub.spec;

import io.jenkins.statushub.hub.model.Judgement;
import io.jenkins.statushub.hub.model.Notification;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of a valid payload; {@code event} and {@code text} are for the timeline. */
public record Decision(
    Judgement judgement,
    @Nullable Notification notification,
    String event,
    String text,
    boolean isPublic) {
  static Decision rejected(String reason) {
    return rejected(List.of(reason));
  }

  static Decision rejected(List<String> reasons) {
    return new Decision(Judgement.rejected(422, reasons), null, "", "", false);
  }
}
