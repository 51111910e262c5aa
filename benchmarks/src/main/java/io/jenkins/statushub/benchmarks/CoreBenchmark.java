package io.jenkins.statushub.benchmarks;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.hook.Payload;
import io.jenkins.statushub.sending.Outcome;
import io.jenkins.statushub.transport.HookUrl;
import io.jenkins.statushub.transport.Transport;
import io.jenkins.statushub.transport.TransportResult;
import io.jenkins.statushub.transport.httpclient.HttpClientTransport;
import io.jenkins.statushub.transport.urlconnection.UrlConnectionTransport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The parts of an announcement, and the whole of it, each by one thread that waits for its end. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // open() comes first
public class CoreBenchmark {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Clock clock = Clock.systemUTC();
  private final Payload payload = announcement("incident-0").payload();
  private final byte[] prepared = payload.toJson();
  private ReceiverProcess receiver;
  private HookUrl url;
  private URI address;
  private HttpClient bareClient;
  private Transport httpClient;
  private Transport urlConnection;
  private Path folder;
  private StatusHubClient fsynced;
  private StatusHubClient notFsynced;
  private SqliteLedger sqlite;
  private int count;

  /** Starts a receiver, and opens a ledger on the disk that temporary files are on. */
  @Setup
  public void open() throws IOException, SQLException {
    receiver = new ReceiverProcess();
    url = HookUrl.parse("hook URL", receiver.url());
    address = URI.create(receiver.url());
    bareClient = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    httpClient = HttpClientTransport.create(null, null, null);
    urlConnection = new UrlConnectionTransport();
    folder = Files.createTempDirectory("statushub-benchmark");
    fsynced = client("fsynced", true);
    notFsynced = client("notFsynced", false);
    sqlite = new SqliteLedger(folder.resolve("sqlite.db"), "FULL");
  }

  private StatusHubClient client(String name, boolean toDisk) {
    return StatusHubClient.builder(
            folder.resolve(name), (service, hookUrlRef) -> CompletableFuture.completedFuture(url))
        .transport(HttpClientTransport.create(null, null, null))
        .fsync(toDisk)
        .build();
  }

  /** Ends all that {@link #open()} began. */
  @TearDown
  public void close() throws IOException, SQLException {
    sqlite.close();
    fsynced.close();
    notFsynced.close();
    receiver.close();
    Folders.delete(folder);
  }

  private Announcement announcement(String id) {
    return Announcement.incident()
        .service("shop")
        .id(id)
        .origin("build 41")
        .title("Slow checkouts")
        .description("Payments take up to a minute. We are looking into it.")
        .state("investigating")
        .status("degraded")
        .build(clock)
        .get(0);
  }

  private Announcement next() {
    return announcement("incident-" + count++);
  }

  /** From the words of a user to a checked payload. */
  @Benchmark
  public Announcement build() {
    return next();
  }

  /** From the payload to bytes. */
  @Benchmark
  public byte[] json() {
    return payload.toJson();
  }

  /** Prepared bytes, by the JDK's newer client, holding the thread meanwhile. */
  @Benchmark
  public int bareSend() throws IOException, InterruptedException {
    return bareClient.send(request(), BodyHandlers.ofByteArray()).statusCode();
  }

  /** Prepared bytes, by the JDK's newer client, as one has to who must not hold a thread. */
  @Benchmark
  public int bareSendAsync() {
    return bareClient.sendAsync(request(), BodyHandlers.ofByteArray()).join().statusCode();
  }

  private HttpRequest request() {
    return HttpRequest.newBuilder(address)
        .timeout(TIMEOUT)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(prepared))
        .build();
  }

  /** Prepared bytes, by the JDK's older client. */
  @Benchmark
  public int bareUrlConnection() throws IOException {
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setReadTimeout(10_000);
    connection.setRequestProperty("Content-Type", "application/json");
    try (OutputStream body = connection.getOutputStream()) {
      body.write(prepared);
    }
    int status = connection.getResponseCode();
    try (InputStream answer = connection.getInputStream()) {
      answer.readAllBytes();
    }
    return status;
  }

  /** Building, checking, JSON and sending, nothing kept. */
  @Benchmark
  public TransportResult announceHttpClient() {
    return post(httpClient);
  }

  /** Building, checking, JSON and sending, nothing kept. */
  @Benchmark
  public TransportResult announceUrlConnection() {
    return post(urlConnection);
  }

  private TransportResult post(Transport transport) {
    TransportResult answer =
        transport.post(url, next().payload().toJson(), TIMEOUT).toCompletableFuture().join();
    if (answer.status() != 202) {
      throw new IllegalStateException(answer.problem());
    }
    return answer;
  }

  /** Into the ledger and no further, on disk before it counts. */
  @Benchmark
  public Outcome recordForced() {
    return fsynced.enqueue(next(), "measuring").toCompletableFuture().join();
  }

  /** Into the ledger and no further, left to the system to write. */
  @Benchmark
  public Outcome recordUnforced() {
    return notFsynced.enqueue(next(), "measuring").toCompletableFuture().join();
  }

  /** The same record as a row in SQLite, on disk before it counts. */
  @Benchmark
  public long recordSqlite() throws SQLException {
    Announcement next = next();
    return sqlite.record("shop", "incident-" + count, 1, next.payload().toJson());
  }

  /** The same announcement from SQLite: on disk before it is sent, and its delivery recorded. */
  @Benchmark
  public TransportResult announceSqlite() throws SQLException {
    Announcement next = next();
    byte[] json = next.payload().toJson();
    long row = sqlite.record("shop", "incident-" + count, 1, json);
    TransportResult answer = httpClient.post(url, json, TIMEOUT).toCompletableFuture().join();
    if (answer.status() != 202) {
      throw new IllegalStateException(answer.problem());
    }
    sqlite.delivered(row);
    return answer;
  }

  /** The whole of it, on disk before it is sent. */
  @Benchmark
  public Outcome announceForced() {
    return announce(fsynced);
  }

  /** The whole of it, left to the system to write. */
  @Benchmark
  public Outcome announceUnforced() {
    return announce(notFsynced);
  }

  private Outcome announce(StatusHubClient client) {
    Outcome outcome = client.announce(next()).toCompletableFuture().join();
    if (outcome.kind() != Outcome.Kind.DELIVERED) {
      throw new IllegalStateException(outcome.toString());
    }
    return outcome;
  }
}
