package io.jenkins.statushub.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate for loopback addresses, made by the JDK's keytool for this run alone. */
final class Tls {
  static final String PASSWORD = "for-this-run";

  private static final String ALIAS = "hub";
  private static final String PASSWORD_OF_JDK = "changeit";

  private Tls() {}

  private static void writeTrustStore(Path trust, Certificate certificate)
      throws IOException, GeneralSecurityException {
    Path ofJdk = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
    KeyStore store = KeyStore.getInstance(ofJdk.toFile(), PASSWORD_OF_JDK.toCharArray());
    store.setCertificateEntry(ALIAS, certificate);
    try (OutputStream out = Files.newOutputStream(trust)) {
      store.store(out, PASSWORD.toCharArray());
    }
  }

  /**
   * Makes the certificate.
   *
   * @param trust where a trust store goes that holds the certificate and those of the JDK's own
   *     trust store, and is of the same type, so that it takes as long to read; replaced
   */
  static SSLContext forLoopback(Path trust)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = trust.resolveSibling("keys.p12");
    Files.deleteIfExists(file);
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-validity",
                "2")
            .inheritIO()
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("keytool failed");
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    writeTrustStore(trust, keys.getCertificate(ALIAS));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
