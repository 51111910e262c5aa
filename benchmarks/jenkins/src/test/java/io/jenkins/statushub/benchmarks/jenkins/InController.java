package io.jenkins.statushub.benchmarks.jenkins;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.sun.management.OperatingSystemMXBean;
import hudson.ExtensionList;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.plugins.statushub.config.StatusHubService;
import java.io.IOException;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.jvnet.hudson.test.JenkinsRule;

/** What is sent into the controller's process and runs there. */
final class InController {
  /** For the slowest hub, and enough builds waiting for the controller's own work. */
  private static final int PATIENCE_SECONDS = 600;

  private static final String CREDENTIALS = "hook";
  private static final int IDLE_SAMPLES = 30;
  private static final long IDLE_MILLIS = 100;

  private InController() {}

  /**
   * A build to measure.
   *
   * @param name of its job
   * @param script of its pipeline
   * @param durability the name of a {@link FlowDurabilityHint}
   */
  record Task(String name, String script, String durability) implements Serializable {}

  static void configure(JenkinsRule rule, String hookUrl, Boolean slowCredentials)
      throws IOException {
    if (slowCredentials) {
      ExtensionList.lookup(CredentialsProvider.class).add(0, new SlowBackend(CREDENTIALS, hookUrl));
    } else {
      CredentialsProvider.lookupStores(rule.jenkins)
          .iterator()
          .next()
          .addCredentials(
              Domain.global(),
              new StringCredentialsImpl(
                  CredentialsScope.GLOBAL, CREDENTIALS, "", Secret.fromString(hookUrl)));
    }
    StatusHubConfiguration settings = StatusHubConfiguration.get();
    settings.setServices(List.of(new StatusHubService(StepKind.SERVICE, CREDENTIALS)));
    settings.setTimeoutSeconds(PATIENCE_SECONDS);
    settings.setRequestTimeoutSeconds(PATIENCE_SECONDS);
    settings.save();
  }

  /** Describes what all of it runs on. */
  static String describe(JenkinsRule rule) {
    return "Jenkins "
        + jenkins.model.Jenkins.VERSION
        + ", Java "
        + Runtime.version()
        + ", "
        + ManagementFactory.getGarbageCollectorMXBeans().get(0).getName()
        + ", heap "
        + Runtime.getRuntime().maxMemory() / (1 << 20)
        + " MiB";
  }

  /** Waits until there are no more threads than so many, but not for ever. */
  static void settle(JenkinsRule rule, Integer threads, Duration longest)
      throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (Threads.all().length > threads && System.nanoTime() < end) {
      Thread.sleep(IDLE_MILLIS);
    }
  }

  static Idle idle(JenkinsRule rule) throws InterruptedException {
    System.gc();
    int[] counts = new int[IDLE_SAMPLES];
    int[] byJvm = new int[IDLE_SAMPLES];
    for (int i = 0; i < IDLE_SAMPLES; i++) {
      counts[i] = Threads.all().length;
      byJvm[i] = ManagementFactory.getThreadMXBean().getThreadCount();
      Thread.sleep(IDLE_MILLIS);
    }
    return new Idle(
        Arrays.stream(counts).min().orElseThrow(),
        Threads.groups(Threads.all()),
        Arrays.stream(byJvm).min().orElseThrow(),
        Sampler.usedHeap());
  }

  /** Returns the bytes in use after a collection. */
  static Long heap(JenkinsRule rule) {
    System.gc();
    return Sampler.usedHeap();
  }

  static Figures build(JenkinsRule rule, Task task) throws Exception {
    WorkflowJob job = rule.createProject(WorkflowJob.class, task.name());
    job.addProperty(new DurabilityHintJobProperty(FlowDurabilityHint.valueOf(task.durability())));
    job.setDefinition(new CpsFlowDefinition(task.script(), true));
    System.gc();

    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    threads.resetPeakThreadCount();
    long cpu = system.getProcessCpuTime();
    Sampler sampler = Sampler.start();
    WorkflowRun run;
    try {
      run = job.scheduleBuild2(0).get();
    } finally {
      sampler.close();
    }
    cpu = system.getProcessCpuTime() - cpu;
    // Without the sampler.
    int peak = threads.getPeakThreadCount() - 1;

    if (run.getResult() != Result.SUCCESS) {
      throw new IllegalStateException(run + " ended in " + run.getResult() + "\n" + tail(run));
    }
    long wall = run.getDuration();
    // The job stays: what is to be done where the job of an open incident is gone is no part of
    // this.
    System.gc();
    return new Figures(
        wall,
        cpu / 1_000_000,
        sampler.threads(),
        sampler.groups(),
        peak,
        sampler.heapPeak(),
        sampler.heapAfterCollection(),
        Sampler.usedHeap());
  }

  private static String tail(WorkflowRun run) throws IOException {
    return String.join("\n", run.getLog(30));
  }
}
