package io.jenkins.plugins.statushub;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.ModelObject;
import hudson.util.Secret;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.plugins.statushub.config.StatusHubService;
import io.jenkins.statushub.hub.LocalHub;
import io.jenkins.statushub.hub.ReceivedRequest;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A local hub beside a Jenkins in this JVM. After each test, everything that Jenkins wrote, logged
 * and serves is searched for the hook URLs.
 */
public final class LocalHubFixture implements BeforeEachCallback, AfterEachCallback {
  private final StringBuffer logged = new StringBuffer();
  private final Handler handler = new Recorder();
  private final List<String> secrets = new ArrayList<>();
  private @Nullable LocalHub hub;

  @Override
  public void beforeEach(ExtensionContext context) {
    hub = LocalHub.builder().start();
    handler.setLevel(Level.ALL);
    Logger.getLogger("").addHandler(handler);
    Logger.getLogger("io.jenkins").setLevel(Level.ALL);
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    try {
      Logger.getLogger("").removeHandler(handler);
      LeakSearch search = new LeakSearch(secrets);
      search.inText("the log", logged.toString());
      Jenkins jenkins = Jenkins.getInstanceOrNull();
      if (jenkins != null) {
        search.inHome(jenkins.getRootDir().toPath());
        search.inPages(jenkins);
      }
    } finally {
      hub().close();
    }
  }

  /** The hub. */
  public LocalHub hub() {
    if (hub == null) {
      throw new IllegalStateException("the hub runs during a test only");
    }
    return hub;
  }

  /** Adds a service to the configuration, with its credential. */
  public StatusHubService service(String name) throws IOException {
    secretText(Jenkins.get(), "hook-" + name, hookUrl(name).toString());
    StatusHubService service = new StatusHubService(name, "hook-" + name);
    List<StatusHubService> services = new ArrayList<>(StatusHubConfiguration.get().getServices());
    services.add(service);
    StatusHubConfiguration.get().setServices(services);
    StatusHubConfiguration.get().save();
    return service;
  }

  /** A service's hook URL, which is searched for after the test. */
  public URI hookUrl(String service) {
    URI url = hub().hookUrl(service);
    secrets.add(LeakSearch.secretOf(url));
    return url;
  }

  /** Adds a Secret text to the store of Jenkins itself or of a folder. */
  public static void secretText(ModelObject owner, String id, String secret) throws IOException {
    CredentialsProvider.lookupStores(owner)
        .iterator()
        .next()
        .addCredentials(
            Domain.global(),
            new StringCredentialsImpl(CredentialsScope.GLOBAL, id, "", Secret.fromString(secret)));
  }

  /** The titles that the hub accepted, in order. */
  public List<String> titles() {
    return hub().received().stream().map(LocalHubFixture::title).toList();
  }

  /** The titles and states that a service's incident has had, in order. */
  public List<String> told(String service) {
    return hub().incidents(service).stream()
        .flatMap(incident -> incident.updates().stream())
        .map(update -> update.state() + " " + update.title())
        .toList();
  }

  private static String title(ReceivedRequest request) {
    return request.body().replaceAll("(?s).*\"title\":\"([^\"]*)\".*", "$1");
  }

  /** Waits for a latch that the hub or a build counts down. */
  public static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(60, TimeUnit.SECONDS)).as("it happened in time").isTrue();
  }

  private final class Recorder extends Handler {
    private final SimpleFormatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord record) {
      logged.append(formatter.format(record));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
