package io.jenkins.statushub.hub.http;

/** Answers every request that is not for a hook. Called by the server's event loops. */
@FunctionalInterface
public interface WebHandler {
  WebResponse handle(WebRequest request);
}
