package io.jenkins.plugins.statushub;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.ModelObject;
import hudson.model.Result;
import hudson.security.ACL;
import hudson.util.Secret;
import io.jenkins.plugins.statushub.client.BackgroundDelivery;
import io.jenkins.plugins.statushub.config.AllowedHosts;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.plugins.statushub.config.StatusHubFolderProperty;
import io.jenkins.plugins.statushub.config.StatusHubService;
import io.jenkins.statushub.hub.LocalHub;
import io.jenkins.statushub.sending.FlushReport;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import jenkins.model.Jenkins;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.jvnet.hudson.test.JenkinsRule;
import org.kohsuke.stapler.MetaClass;

/**
 * One Jenkins for all tests of a class, and a local hub beside it, emptied before each test. The
 * services {@code shop} and {@code pay} are configured. After each test, everything that Jenkins
 * wrote, logged and serves is searched for the hook URLs.
 */
public final class JenkinsWithHub
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private final StringBuffer logged = new StringBuffer();
  private final Handler handler = new Recorder();
  private final LeakSearch search = new LeakSearch();
  private final LocalHub hub = LocalHub.builder().strict(true).start();
  private final JenkinsRule rule = new SharedRule();
  private final AtomicInteger number = new AtomicInteger();

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    handler.setLevel(Level.ALL);
    Logger.getLogger("").addHandler(handler);
    Logger.getLogger("io.jenkins").setLevel(Level.ALL);
    try {
      rule.before();
      // As when it is installed: for developers, the rule has each view searched for in all jars
      // anew.
      MetaClass.NO_CACHE = false;
    } catch (Exception e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    hub.clearFaults();
    hub.reset();
    System.setProperty(AllowedHosts.ALLOW_LOOPBACK, "true");
    StatusHubConfiguration settings = StatusHubConfiguration.get();
    settings.setServices(List.of());
    settings.setAllowedHosts(null);
    settings.setLedgerFolder(null);
    settings.setTimeoutSeconds(10);
    settings.setFormat(null);
    service("shop");
    service("pay");
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    System.clearProperty(AllowedHosts.ALLOW_LOOPBACK);
    search.inText("the log", logged.toString());
    search.inHome(rule.jenkins.getRootDir().toPath());
    search.inBuilds(rule.jenkins);
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    try {
      search.inPages(rule.jenkins);
    } finally {
      Logger.getLogger("").removeHandler(handler);
      rule.after();
      hub.close();
    }
  }

  /** The hub. */
  public LocalHub hub() {
    return hub;
  }

  /** Jenkins. */
  public JenkinsRule rule() {
    return rule;
  }

  /** A job of its own name with a sandboxed script. */
  public WorkflowJob job(String script) throws Exception {
    WorkflowJob job =
        rule.jenkins.createProject(WorkflowJob.class, "job-" + number.incrementAndGet());
    define(job, script);
    return job;
  }

  /** Gives a job another script. */
  public static void define(WorkflowJob job, String script) throws Exception {
    job.setDefinition(new CpsFlowDefinition(script, true));
  }

  /** Runs a script in a job of its own. */
  public WorkflowRun run(Result expected, String script) throws Exception {
    return rule.buildAndAssertStatus(expected, job(script));
  }

  /** Runs a job with a script. */
  public WorkflowRun run(Result expected, WorkflowJob job, String script) throws Exception {
    define(job, script);
    return rule.buildAndAssertStatus(expected, job);
  }

  /** Adds a service to the configuration, with its credential. */
  public StatusHubService service(String name) throws Exception {
    if (CredentialsProvider.findCredentialByIdInItemGroup(
            "hook-" + name,
            org.jenkinsci.plugins.plaincredentials.StringCredentials.class,
            Jenkins.get(),
            ACL.SYSTEM2,
            List.of())
        == null) {
      secretText(Jenkins.get(), "hook-" + name, hookUrl(name).toString());
    }
    StatusHubService service = new StatusHubService(name, "hook-" + name);
    List<StatusHubService> services = new ArrayList<>(StatusHubConfiguration.get().getServices());
    services.add(service);
    StatusHubConfiguration.get().setServices(services);
    return service;
  }

  /**
   * Adds a service to a folder, with a credential of the folder.
   *
   * @param hubService the service of the hub that the hook URL belongs to
   */
  public void folderService(Folder folder, String name, String hubService) throws Exception {
    secretText(folder, "hook-" + name, hookUrl(hubService).toString());
    folderService(folder, new StatusHubService(name, "hook-" + name));
  }

  /** Adds a service to a folder. */
  public static void folderService(Folder folder, StatusHubService service) throws Exception {
    StatusHubFolderProperty present = folder.getProperties().get(StatusHubFolderProperty.class);
    List<StatusHubService> services = new ArrayList<>();
    if (present != null) {
      services.addAll(present.getServices());
    }
    services.add(service);
    folder.getProperties().replace(new StatusHubFolderProperty(services));
  }

  /** A folder of its own name. */
  public Folder folder() throws Exception {
    return rule.jenkins.createProject(Folder.class, "folder-" + number.incrementAndGet());
  }

  /** A job of its own name in a folder, with a sandboxed script. */
  public static WorkflowJob job(Folder folder, String script) throws Exception {
    WorkflowJob job = folder.createProject(WorkflowJob.class, "job" + folder.getItems().size());
    define(job, script);
    return job;
  }

  /** Runs a script in a job of its own in a folder. */
  public WorkflowRun run(Result expected, Folder folder, String script) throws Exception {
    return rule.buildAndAssertStatus(expected, job(folder, script));
  }

  /** A service's hook URL, which is searched for after the test. */
  public URI hookUrl(String service) {
    URI url = hub.hookUrl(service);
    search.add(url);
    return url;
  }

  /** Adds a Secret text to the store of Jenkins itself or of a folder. */
  public static void secretText(ModelObject owner, String id, String secret) throws Exception {
    secretText(owner, CredentialsScope.GLOBAL, id, secret);
  }

  /** Adds a Secret text of some scope to the store of Jenkins itself or of a folder. */
  public static void secretText(ModelObject owner, CredentialsScope scope, String id, String secret)
      throws Exception {
    CredentialsProvider.lookupStores(owner)
        .iterator()
        .next()
        .addCredentials(
            Domain.global(), new StringCredentialsImpl(scope, id, "", Secret.fromString(secret)));
  }

  /** The states and titles that a service's incidents have had, in order. */
  public List<String> published(String service) {
    return hub.incidents(service).stream()
        .flatMap(incident -> incident.updates().stream())
        .map(update -> update.state() + " " + update.title() + (update.silent() ? " (silent)" : ""))
        .toList();
  }

  /** Delivers what is pending, due or not, as soon as no run in the background is under way. */
  public void deliverPending() {
    deliverUntil(report -> !report.busy());
  }

  /** Delivers until nothing is pending, not even what another thread is sending. */
  public void deliverAll() {
    deliverUntil(report -> !report.busy() && report.remaining() == 0);
  }

  private static void deliverUntil(Predicate<FlushReport> done) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                done.test(
                    BackgroundDelivery.get()
                        .deliver(false)
                        .toCompletableFuture()
                        .get(60, TimeUnit.SECONDS)));
  }

  /** Waits for a latch that the hub or a build counts down. */
  public static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(60, TimeUnit.SECONDS)).as("it happened in time").isTrue();
  }

  private static final class SharedRule extends JenkinsRule {
    SharedRule() {
      testDescription = org.junit.runner.Description.createSuiteDescription("shared Jenkins");
    }

    @Override
    public void recipe() throws Exception {
      ACL.as2(ACL.SYSTEM2);
      super.recipe();
    }
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
