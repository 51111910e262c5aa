package io.jenkins.statushub.maven.support;

import io.jenkins.statushub.transport.HookUrl;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import javax.net.ssl.SSLContext;

/**
 * Loads the JDK's TLS and its trust store on a thread of their own, while the ledger is written. In
 * a JVM as cold as a goal's, that takes longer than all the rest.
 */
public final class TlsWarmup implements Runnable {
  private TlsWarmup() {}

  /** Begins if one of the hook URLs needs TLS; does not wait. */
  public static void begin(Collection<HookUrl> hookUrls) {
    for (HookUrl url : hookUrls) {
      if ("https".equalsIgnoreCase(url.reveal().getScheme())) {
        Thread thread = new Thread(new TlsWarmup(), "statushub-tls");
        thread.setDaemon(true);
        thread.start();
        return;
      }
    }
  }

  @Override
  public void run() {
    try {
      SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      // The connection meets the same problem and reports it.
    }
  }
}
