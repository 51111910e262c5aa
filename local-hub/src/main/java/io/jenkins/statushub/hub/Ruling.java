package io.jenkins.statushub.hub;

import java.util.ArrayList;
import java.util.List;

/** What the hub makes of one request: the verdict, its reasons and the status code it deserves. */
record Ruling(Verdict verdict, int answerStatus, List<String> reasons, List<String> notes) {

  static Ruling accepted(List<String> notes) {
    return new Ruling(Verdict.ACCEPTED, 200, List.of(), List.copyOf(notes));
  }

  static Ruling refused(int status, List<String> reasons) {
    return new Ruling(Verdict.REFUSED, status, List.copyOf(reasons), List.of());
  }

  static Ruling refused(int status, String reason) {
    return refused(status, List.of(reason));
  }

  static Ruling ignored() {
    return new Ruling(Verdict.IGNORED, 200, List.of(), List.of());
  }

  Ruling withNote(String note) {
    var all = new ArrayList<>(notes);
    all.add(note);
    return new Ruling(verdict, answerStatus, reasons, List.copyOf(all));
  }
}
