package io.jenkins.statushub.cli;

import io.jenkins.statushub.environment.HookUrlRef;
import io.jenkins.statushub.input.ParameterException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the hook URL is; never the URL itself, which others could read on a command line. */
final class HookUrlOptions {
  @Option(
      names = "--url-variable",
      paramLabel = "<name>",
      description =
          "The environment variable that holds the hook URL. Default: STATUSHUB_<SERVICE>_URL.")
  @Nullable String urlVariable;

  @Option(
      names = "--url-file",
      paramLabel = "<file>",
      description =
          "A file that holds the hook URL, such as a mounted secret; readable by its owner only.")
  @Nullable String urlFile;

  @Option(
      names = "--server-id",
      paramLabel = "<id>",
      description =
          "The <server> in Maven's settings.xml whose password is the hook URL, not encrypted. Default:"
              + " statushub-<service>.")
  @Nullable String serverId;

  /**
   * Returns the reference that the ledger keeps, so that a later flush looks at the same place.
   *
   * @param services how many services the announcement is for
   * @throws ParameterException if a name can't be one, or one place is given for many services
   */
  HookUrlRef reference(int services) {
    HookUrlRef reference = HookUrlRef.of(urlVariable, serverId, urlFile);
    reference.checkFor(services);
    return reference;
  }

  /** Returns the hook URLs as far as they are known: no text may publish one. */
  static List<String> known(List<String> services, HookUrlRef reference) {
    List<String> urls = new ArrayList<>();
    for (String service : services) {
      try {
        urls.add(CommandHookUrls.find(service, reference.text()).reveal().toString());
      } catch (ParameterException e) {
        // Reported when something is to be sent.
      }
    }
    return urls;
  }
}
