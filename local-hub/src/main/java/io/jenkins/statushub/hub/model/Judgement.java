package io.jenkins.statushub.hub.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The hub's judgement of one request.
 *
 * @param responseStatus the HTTP status code of the regular response
 * @param reasons why it was rejected; empty unless it was
 * @param notes what only the operator is shown
 */
public record Judgement(
    RequestVerdict verdict, int responseStatus, List<String> reasons, List<String> notes) {

  public Judgement {
    reasons = List.copyOf(reasons);
    notes = List.copyOf(notes);
  }

  public static Judgement accepted(List<String> notes) {
    return new Judgement(RequestVerdict.ACCEPTED, 200, List.of(), notes);
  }

  public static Judgement rejected(int responseStatus, List<String> reasons) {
    return new Judgement(RequestVerdict.REJECTED, responseStatus, reasons, List.of());
  }

  public static Judgement rejected(int responseStatus, String reason) {
    return rejected(responseStatus, List.of(reason));
  }

  public static Judgement ignored() {
    return new Judgement(RequestVerdict.IGNORED, 200, List.of(), List.of());
  }

  /** Returns the same judgement with one more note. */
  public Judgement withNote(String note) {
    var all = new ArrayList<>(notes);
    all.add(note);
    return new Judgement(verdict, responseStatus, reasons, all);
  }
}
