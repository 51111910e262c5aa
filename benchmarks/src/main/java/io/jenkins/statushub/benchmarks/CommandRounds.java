package io.jenkins.statushub.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ServerSocketFactory;

/**
 * Measures processes that post one message each, over HTTP and over HTTPS, beside floors that post
 * nothing. Each round runs all of them once, so that a drift of the machine's speed spoils the
 * comparison less.
 */
final class CommandRounds {
  static final int ROUNDS = Report.QUICK ? 2 : 15;
  static final List<String> SCHEMES = List.of("HTTP", "HTTPS");

  /** Runs the process of a name. */
  @FunctionalInterface
  interface Command {
    TimedCommand.Cost run(String name, String url) throws IOException, InterruptedException;
  }

  /** Makes what the rounds need. */
  @FunctionalInterface
  interface Preparation {
    void run() throws IOException, InterruptedException;
  }

  /** All rounds of one process. */
  record Costs(Sample wall, Sample cpu) {
    private Costs() {
      this(new Sample(), new Sample());
    }

    private void add(TimedCommand.Cost cost) {
      wall.add(cost.wall());
      cpu.add(cost.cpu());
    }
  }

  private final List<String> floors;
  private final List<String> posts;
  private final Command command;
  private final Map<String, Costs> ofFloors = new LinkedHashMap<>();
  private final Map<String, Map<String, Costs>> ofPosts = new LinkedHashMap<>();

  /**
   * @param floors the names of what posts nothing
   * @param posts the names of what posts a message
   */
  CommandRounds(List<String> floors, List<String> posts, Command command) {
    this.floors = floors;
    this.posts = posts;
    this.command = command;
  }

  /** Returns the JVM's options for a trust store that has the receiver's certificate. */
  static String trusting(Path trust) {
    return "-Djavax.net.ssl.trustStore="
        + trust
        + " -Djavax.net.ssl.trustStorePassword="
        + Tls.PASSWORD;
  }

  /**
   * Runs all rounds, after one that is not counted, since it fetches what is missing.
   *
   * @param trust where to put a trust store with the receiver's certificate
   * @param preparation what is done before the first round
   */
  void run(Path trust, Preparation preparation)
      throws IOException, InterruptedException, GeneralSecurityException {
    try (Receiver http = new Receiver(ServerSocketFactory.getDefault());
        Receiver https = new Receiver(Tls.forLoopback(trust).getServerSocketFactory())) {
      preparation.run();
      round(http, https);
      ofFloors.clear();
      ofPosts.clear();
      for (int round = 0; round < ROUNDS; round++) {
        round(http, https);
      }
    }
  }

  private void round(Receiver http, Receiver https) throws IOException, InterruptedException {
    for (String floor : floors) {
      costs(ofFloors, floor).add(command.run(floor, "http://127.0.0.1:9/"));
    }
    for (String name : posts) {
      post(name, "HTTP", http, "http");
      post(name, "HTTPS", https, "https");
    }
  }

  private void post(String name, String how, Receiver receiver, String scheme)
      throws IOException, InterruptedException {
    long before = receiver.received();
    TimedCommand.Cost cost = command.run(name, scheme + "://127.0.0.1:" + receiver.port() + "/");
    if (receiver.received() != before + 1) {
      throw new IOException(name + " sent " + (receiver.received() - before) + " requests");
    }
    costs(ofPosts.computeIfAbsent(how, unused -> new LinkedHashMap<>()), name).add(cost);
  }

  private static Costs costs(Map<String, Costs> all, String name) {
    return all.computeIfAbsent(name, unused -> new Costs());
  }

  /** Returns what a floor cost. */
  Costs floor(String name) {
    return costs(ofFloors, name);
  }

  /** Returns what a process cost that posted over one of the {@linkplain #SCHEMES schemes}. */
  Costs post(String name, String how) {
    return costs(ofPosts.computeIfAbsent(how, unused -> new LinkedHashMap<>()), name);
  }

  /** Returns the median difference, in seconds, to a floor of the same round. */
  static double above(Sample sample, Sample floor) {
    return sample.less(floor).median();
  }
}
