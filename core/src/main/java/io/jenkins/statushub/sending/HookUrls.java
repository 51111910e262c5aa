package io.jenkins.statushub.sending;

import io.jenkins.statushub.transport.HookUrl;
import org.jspecify.annotations.Nullable;

/** Where the wrapper finds a service's hook URL: credentials in Jenkins, settings in Maven. */
@FunctionalInterface
public interface HookUrls {

  /**
   * Finds the hook URL of a service. Called for each delivery, so that a corrected one is used at
   * once.
   *
   * @param service the service's name
   * @param hookUrlRef what the wrapper gave along with the announcement to find the URL again in a
   *     later process, such as the id of a credential; null if it gave nothing
   * @throws io.jenkins.statushub.input.ParameterException if none is known; the message says where
   *     it has to be set
   */
  HookUrl find(String service, @Nullable String hookUrlRef);
}
