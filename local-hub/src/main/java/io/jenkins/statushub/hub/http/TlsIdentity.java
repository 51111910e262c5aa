package io.jenkins.statushub.hub.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A key and a certificate, made for the occasion, for {@code localhost} and its addresses. */
public final class TlsIdentity {
  private static final long KEYTOOL_SECONDS = 60;

  private final SSLContext context;
  private final X509Certificate certificate;

  private TlsIdentity(SSLContext context, X509Certificate certificate) {
    this.context = context;
    this.certificate = certificate;
  }

  public SSLContext context() {
    return context;
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /**
   * Makes a new one with the JDK's own {@code keytool}: the JDK has no public API for it.
   *
   * @throws IOException if that fails
   */
  public static TlsIdentity create() throws IOException {
    Path folder = Files.createTempDirectory("statushub-local-hub");
    Path file = folder.resolve("identity.p12");
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    String password = Base64.getUrlEncoder().encodeToString(bytes);
    try {
      runKeytool(file, password);
      return load(file, password.toCharArray());
    } catch (GeneralSecurityException e) {
      throw new IOException("can't make a certificate: " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }

  private static void runKeytool(Path file, String password) throws IOException {
    var builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "hub",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-validity",
                "2",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1,ip:::1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass:env",
                "STATUSHUB_LOCAL_HUB_KEYSTORE"));
    builder.environment().put("STATUSHUB_LOCAL_HUB_KEYSTORE", password);
    // Options for the JVM around us, such as agents, are not meant for keytool.
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    try {
      if (!process.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException("can't make a certificate: keytool failed");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while making a certificate", e);
    }
  }

  private static TlsIdentity load(Path file, char[] password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return new TlsIdentity(context, (X509Certificate) store.getCertificate("hub"));
  }

  /** Writes a PKCS12 trust store that holds the certificate alone. */
  public static void writeTrustStore(X509Certificate certificate, Path file, char[] password)
      throws IOException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("hub", certificate);
      try (var out = Files.newOutputStream(file)) {
        store.store(out, password);
      }
    } catch (GeneralSecurityException e) {
      throw new IOException("can't write the trust store " + file + ": " + e.getMessage(), e);
    }
  }
}
