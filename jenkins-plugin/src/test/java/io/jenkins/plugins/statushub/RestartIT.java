package io.jenkins.plugins.statushub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.util.Secret;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.plugins.statushub.config.StatusHubService;
import io.jenkins.statushub.hub.LocalHub;
import io.jenkins.statushub.hub.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * Builds that a controller's end catches before, during and after the POST and inside of blocks, in
 * a Jenkins process of its own with the plugin as it is shipped.
 */
class RestartIT {
  private static final Map<String, String> SCRIPTS =
      Map.of(
          "before", "statusHubIncident(service: 'before', title: 'Before', status: 'down')",
          "during", "statusHubIncident(service: 'during', title: 'During', status: 'down')",
          "after",
              """
              def incident = statusHubIncident(service: 'after', title: 'After', status: 'down')
              sleep 15
              statusHubIncident(service: 'after', id: incident.id, title: 'Over', state: 'resolved')
              """,
          "block",
              """
              withStatusHubIncident(service: 'block', title: 'Failed', status: 'down') {
                sleep 15
                error 'boom'
              }
              """,
          "window",
              """
              withStatusHubMaintenance(service: 'window', title: 'Window', status: 'down', duration: '1h') {
                sleep 15
              }
              """);

  @RegisterExtension
  final RealJenkinsExtension jenkins =
      new RealJenkinsExtension().omitPlugins("statushub").withTimeout(0);

  private final LocalHub hub = LocalHub.builder().start();
  private final LeakSearch search = new LeakSearch();

  @BeforeEach
  void installThePluginAsItIsShipped() throws Exception {
    ShippedPlugin.installInto(jenkins);
  }

  @AfterEach
  void searchForHookUrls() throws Exception {
    try {
      search.inHome(jenkins.getHome().toPath());
    } finally {
      hub.close();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void buildsGoOnAndNothingIsDoubled(boolean kindly) throws Throwable {
    HashMap<String, String> urls = new HashMap<>();
    for (String service : SCRIPTS.keySet()) {
      urls.put(service, hub.hookUrl(service).toString());
      search.add(hub.hookUrl(service));
    }
    hub.injectUntilCleared("before", Fault.status(503));
    hub.inject("during", Fault.noResponse().acceptingPayload());

    jenkins.startJenkins();
    jenkins.runRemotely(RestartIT::begin, urls, new HashMap<>(SCRIPTS));
    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                hub.received("before").size() > 0
                    && hub.incidents("during").size() == 1
                    && hub.incidents("after").size() == 1
                    && hub.maintenances("window").size() == 1);
    jenkins.runRemotely(RestartIT::waitForBlock);
    if (kindly) {
      jenkins.stopJenkins();
    } else {
      jenkins.stopJenkinsForcibly();
    }
    hub.clearFaults();
    jenkins.startJenkins();
    HashMap<String, String> results = jenkins.runRemotely(RestartIT::results);

    assertThat(results)
        .containsAllEntriesOf(
            Map.of(
                "before", "SUCCESS",
                "during", "SUCCESS",
                "after", "SUCCESS",
                "block", "FAILURE",
                "window", "SUCCESS"));
    assertThat(published("before")).containsExactly("investigating Before");
    assertThat(published("after")).containsExactly("investigating After", "resolved Over");
    assertThat(published("block")).containsExactly("investigating Failed");
    assertThat(hub.maintenances("window")).hasSize(1);
    // Whether the hub had it could not be known, so it is told again: of the same incident.
    assertThat(hub.incidents("during")).hasSize(1);
    assertThat(published("during")).containsOnly("investigating During");
    jenkins.stopJenkins();
  }

  private List<String> published(String service) {
    return hub.incidents(service).stream()
        .flatMap(incident -> incident.updates().stream())
        .map(update -> update.state() + " " + update.title())
        .toList();
  }

  private static void begin(
      JenkinsRule rule, HashMap<String, String> urls, HashMap<String, String> scripts)
      throws Exception {
    List<StatusHubService> services = new ArrayList<>();
    for (Map.Entry<String, String> url : urls.entrySet()) {
      CredentialsProvider.lookupStores(rule.jenkins)
          .iterator()
          .next()
          .addCredentials(
              Domain.global(),
              new StringCredentialsImpl(
                  CredentialsScope.GLOBAL, url.getKey(), "", Secret.fromString(url.getValue())));
      services.add(new StatusHubService(url.getKey(), url.getKey()));
    }
    StatusHubConfiguration settings = StatusHubConfiguration.get();
    settings.setServices(services);
    settings.setTimeoutSeconds(600);
    settings.setRequestTimeoutSeconds(600);
    settings.setAttempts(20);
    settings.save();
    for (Map.Entry<String, String> script : scripts.entrySet()) {
      WorkflowJob job = rule.createProject(WorkflowJob.class, script.getKey());
      job.setDefinition(new CpsFlowDefinition(script.getValue(), true));
      job.scheduleBuild2(0).waitForStart();
    }
  }

  private static void waitForBlock(JenkinsRule rule) throws Exception {
    for (String name : List.of("after", "block", "window")) {
      WorkflowJob job = rule.jenkins.getItemByFullName(name, WorkflowJob.class);
      rule.waitForMessage("Sleeping for", job.getBuildByNumber(1));
    }
  }

  private static HashMap<String, String> results(JenkinsRule rule) throws Exception {
    HashMap<String, String> results = new HashMap<>();
    for (WorkflowJob job : rule.jenkins.allItems(WorkflowJob.class)) {
      WorkflowRun build = job.getBuildByNumber(1);
      rule.waitForCompletion(build);
      results.put(job.getName(), String.valueOf(build.getResult()));
      System.out.println("--- " + job.getName() + "\n" + JenkinsRule.getLog(build));
    }
    return results;
  }
}
