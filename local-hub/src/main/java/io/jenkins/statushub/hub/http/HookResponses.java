package io.jenkins.statushub.hub.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.statushub.hub.model.Judgement;
import io.jenkins.statushub.hub.model.RequestVerdict;

/** The regular responses of a hook: JSON with the verdict and the reasons for a rejection. */
final class HookResponses {
  private static final JsonMapper JSON = new JsonMapper();

  private HookResponses() {}

  static WebResponse of(Judgement judgement) {
    ObjectNode json = JSON.createObjectNode().put("verdict", judgement.verdict().toString());
    if (judgement.verdict() == RequestVerdict.REJECTED) {
      var reasons = json.putArray("reasons");
      judgement.reasons().forEach(reasons::add);
    }
    WebResponse response = WebResponse.json(judgement.responseStatus(), json.toString());
    return judgement.responseStatus() == 405 ? response.withHeader("Allow", "POST") : response;
  }

  static WebResponse unknownHook() {
    return of(Judgement.rejected(404, "there is no hook at this address"));
  }
}
