package io.jenkins.plugins.statushub.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import hudson.FilePath;
import hudson.ProxyConfiguration;
import hudson.model.Label;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.libs.GlobalLibraries;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.jenkinsci.plugins.workflow.libs.LibraryRetriever;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The steps among what a controller has around them: agents, libraries, a proxy. */
class SurroundingsTest {
  @RegisterExtension static final JenkinsWithHub jenkins = new JenkinsWithHub();

  @Test
  void aLostAgentIsAFailure() throws Exception {
    DumbSlave agent = jenkins.rule().createOnlineSlave(Label.get("lost"));
    WorkflowJob job =
        jenkins.job(
            "withStatusHubIncident(service: 'shop', title: 'Upgrade failed', status: 'down') {"
                + " node('lost') { semaphore 'lost' } }");
    WorkflowRun build = job.scheduleBuild2(0).waitForStart();
    SemaphoreStep.waitForStart("lost/1", build);
    jenkins.rule().jenkins.removeNode(agent);

    jenkins.rule().assertBuildStatus(Result.ABORTED, jenkins.rule().waitForCompletion(build));
    assertThat(jenkins.published("shop")).containsExactly("investigating Upgrade failed");
  }

  @Test
  void aSharedLibraryMaySpeak() throws Exception {
    LibraryConfiguration library = new LibraryConfiguration("ours", new Library());
    library.setDefaultVersion("1");
    GlobalLibraries.get().setLibraries(List.of(library));
    try {
      jenkins.run(Result.FAILURE, "@Library('ours') _\nguarded { error 'boom' }");
    } finally {
      GlobalLibraries.get().setLibraries(List.of());
    }

    assertThat(jenkins.published("shop"))
        .containsExactly("investigating From a library", "investigating From a library's block");
  }

  @Test
  void aClassOfASharedLibraryUsesBlocksThroughSteps() throws Exception {
    LibraryConfiguration library = new LibraryConfiguration("ours", new Library());
    library.setDefaultVersion("1");
    GlobalLibraries.get().setLibraries(List.of(library));
    try {
      jenkins.run(
          Result.FAILURE,
          "@Library('ours') import ours.Deployment\n"
              + "new Deployment(steps: steps).run { error 'boom' }");
    } finally {
      GlobalLibraries.get().setLibraries(List.of());
    }

    assertThat(jenkins.hub().maintenances("pay")).hasSize(1);
    assertThat(jenkins.published("pay")).containsExactly("investigating From a class's block");
  }

  /** A library that comes from no server. */
  public static final class Library extends LibraryRetriever {
    @Override
    public void retrieve(
        String name,
        String version,
        boolean changelog,
        FilePath target,
        Run<?, ?> run,
        TaskListener listener)
        throws Exception {
      target
          .child("src/ours/Deployment.groovy")
          .write(
              """
              package ours
              class Deployment implements Serializable {
                def steps
                def run(Closure work) {
                  steps.withStatusHubMaintenance(service: 'pay', title: 'From a class', status: 'degraded', duration: '30m') {
                    steps.withStatusHubIncident(service: 'pay', title: "From a class's block", status: 'down') {
                      work()
                    }
                  }
                }
              }
              """,
              "UTF-8");
      target
          .child("vars/guarded.groovy")
          .write(
              """
              def call(Closure body) {
                statusHubIncident(service: 'shop', title: 'From a library', status: 'degraded', id: 'by-hand')
                withStatusHubIncident(service: 'shop', title: "From a library's block", status: 'down') {
                  body()
                }
              }
              """,
              "UTF-8");
    }

    @Override
    public void retrieve(
        String name, String version, FilePath target, Run<?, ?> run, TaskListener listener)
        throws Exception {
      retrieve(name, version, false, target, run, listener);
    }
  }

  @Test
  void requestsGoThroughTheProxyOfJenkins() throws Exception {
    List<URI> asked = new CopyOnWriteArrayList<>();
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI());
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(202, -1);
          exchange.close();
        });
    proxy.start();
    jenkins
        .rule()
        .jenkins
        .setProxy(new ProxyConfiguration("127.0.0.1", proxy.getAddress().getPort()));
    try {
      jenkins.run(
          Result.SUCCESS, "statusHubIncident(service: 'shop', title: 'Slow', status: 'degraded')");
    } finally {
      jenkins.rule().jenkins.setProxy(null);
      proxy.stop(0);
    }

    assertThat(asked).containsExactly(jenkins.hookUrl("shop"));
    assertThat(jenkins.hub().received()).isEmpty();
  }
}
