package io.jenkins.statushub.cli;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.input.ParameterException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * Loads the JDK's TLS and its trust store on a second thread while the ledger is written: in a cold
 * JVM that takes longer than everything else.
 */
final class TlsWarmup {
  private TlsWarmup() {}

  /** Begins, if one of the hook URLs is https; does not wait. */
  static void begin(List<Announcement> announcements) {
    Thread thread = new Thread(() -> load(announcements), "statushub-tls");
    thread.setDaemon(true);
    thread.start();
  }

  private static void load(List<Announcement> announcements) {
    try {
      for (Announcement announcement : announcements) {
        if ("https"
            .equalsIgnoreCase(
                CommandHookUrls.find(announcement.service().name(), announcement.hookUrlRef())
                    .reveal()
                    .getScheme())) {
          SSLContext.getDefault();
          return;
        }
      }
    } catch (ParameterException | NoSuchAlgorithmException e) {
      // The announcement meets it, too, and reports it.
    }
  }
}
