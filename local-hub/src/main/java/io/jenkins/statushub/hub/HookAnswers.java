package io.jenkins.statushub.hub;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a hook answers in words. */
final class HookAnswers {
  private static final JsonMapper JSON = new JsonMapper();

  private HookAnswers() {}

  static Answer to(Ruling ruling) {
    ObjectNode json = JSON.createObjectNode().put("verdict", ruling.verdict().toString());
    if (ruling.verdict() == Verdict.REFUSED) {
      var reasons = json.putArray("reasons");
      ruling.reasons().forEach(reasons::add);
    }
    Answer answer = Answer.json(ruling.answerStatus(), json.toString());
    return ruling.answerStatus() == 405 ? answer.with("Allow", "POST") : answer;
  }

  static Answer noSuchHook() {
    return to(Ruling.refused(404, "there is no hook at this address"));
  }
}
