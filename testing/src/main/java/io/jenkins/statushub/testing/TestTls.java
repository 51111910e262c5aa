package io.jenkins.statushub.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate made by the JDK's keytool for this run alone, and the two sides of TLS with it: no
 * key is kept anywhere.
 */
public final class TestTls {
  private static final char[] PASSWORD = "for-this-run".toCharArray();

  private final KeyStore keys;
  private final Certificate authority;

  private TestTls(KeyStore keys, Certificate authority) {
    this.keys = keys;
    this.authority = authority;
  }

  /** A certificate for loopback addresses. */
  public static TestTls forLoopback() throws Exception {
    return make("-ext", "SAN=dns:localhost,ip:127.0.0.1", "-validity", "2");
  }

  /** A certificate for another host. */
  public static TestTls forAnotherHost() throws Exception {
    return make("-ext", "SAN=dns:other.example", "-validity", "2");
  }

  /** A certificate that was valid until some days ago. */
  public static TestTls expired() throws Exception {
    return make("-ext", "SAN=dns:localhost,ip:127.0.0.1", "-startdate", "-9d", "-validity", "2");
  }

  private static TestTls make(String... more) throws Exception {
    Path folder = Files.createTempDirectory("statushub-tls");
    Path file = folder.resolve("keys.p12");
    try {
      Files.write(file, Authority.KEYS);
      List<String> options = new ArrayList<>(List.of("-signer", "ca"));
      options.addAll(List.of(more));
      keytool(file, "hub", options.toArray(String[]::new));
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        keys.load(in, PASSWORD);
      }
      Certificate authority = keys.getCertificate("ca");
      keys.deleteEntry("ca");
      return new TestTls(keys, authority);
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }

  private static void keytool(Path file, String alias, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + alias,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD)));
    command.addAll(List.of(more));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool: " + output);
    }
  }

  /** A listening socket that shows the certificate. */
  public ServerSocket listen() throws Exception {
    KeyManagerFactory keyManagers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), null, null);
    return context
        .getServerSocketFactory()
        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  /** A client's side that trusts the certificate. */
  public SSLContext trusting() throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", authority);
    TrustManagerFactory trustManagers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trustManagers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trustManagers.getTrustManagers(), null);
    return context;
  }

  /** Made once for a run: keytool takes its time. */
  private static final class Authority {
    static final byte[] KEYS;

    static {
      try {
        Path folder = Files.createTempDirectory("statushub-tls");
        Path file = folder.resolve("ca.p12");
        try {
          keytool(file, "ca", "-ext", "bc:c", "-startdate", "-20d", "-validity", "40");
          KEYS = Files.readAllBytes(file);
        } finally {
          Files.deleteIfExists(file);
          Files.deleteIfExists(folder);
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    private Authority() {}
  }
}
