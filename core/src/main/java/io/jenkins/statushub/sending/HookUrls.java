package io.jenkins.statushub.sending;

import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.transport.HookUrl;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Finds hook URLs where the wrapper keeps them: credentials in Jenkins, settings in Maven. */
@FunctionalInterface
public interface HookUrls {

  /**
   * Finds the hook URL of a service. Called once for each announcement and once for each service of
   * a flush, so that a corrected hook URL is used at once.
   *
   * @param service the service
   * @param hookUrlRef what the wrapper gave along with the announcement to find the hook URL again
   *     in a later process; null if it gave nothing
   * @return a stage that completes with the hook URL; with a {@link
   *     io.jenkins.statushub.input.ParameterException} if none is known or the one that is known
   *     can't be used, whose message says where to set it; with anything else if it can't be found
   *     out at the moment, best with a {@link HookUrlUnavailableException} that says why
   */
  CompletionStage<HookUrl> find(ServiceId service, @Nullable String hookUrlRef);
}
