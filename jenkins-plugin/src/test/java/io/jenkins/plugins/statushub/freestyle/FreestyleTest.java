package io.jenkins.plugins.statushub.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.model.EnvironmentContributingAction;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.InvisibleAction;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.PasswordParameterDefinition;
import hudson.model.PasswordParameterValue;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import io.jenkins.plugins.statushub.announcement.IncidentParameters;
import io.jenkins.plugins.statushub.announcement.MaintenanceParameters;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.statushub.hub.fault.Fault;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.FailureBuilder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestBuilder;
import org.jvnet.hudson.test.UnstableBuilder;

class FreestyleTest {
  @RegisterExtension static final JenkinsWithHub JENKINS = new JenkinsWithHub();

  private final JenkinsRule rule = JENKINS.rule();

  static IncidentParameters incident(String title) {
    IncidentParameters fields = new IncidentParameters();
    fields.setService("shop");
    fields.setTitle(title);
    fields.setStatus("down");
    return fields;
  }

  static MaintenanceParameters maintenance(String duration) {
    MaintenanceParameters fields = new MaintenanceParameters();
    fields.setService("shop");
    fields.setTitle("Upgrading");
    fields.setStatus("degraded");
    fields.setDuration(duration);
    return fields;
  }

  private FreeStyleProject failing(StatusHubIncidentPublisher publisher) throws Exception {
    FreeStyleProject job = rule.createFreeStyleProject();
    job.getPublishersList().add(publisher);
    setResult(job, Result.FAILURE);
    return job;
  }

  private static void setResult(FreeStyleProject job, Result result) {
    job.getBuildersList().clear();
    if (result == Result.FAILURE) {
      job.getBuildersList().add(new FailureBuilder());
    } else if (result == Result.UNSTABLE) {
      job.getBuildersList().add(new UnstableBuilder());
    }
  }

  private FreeStyleBuild build(FreeStyleProject job, Result result) throws Exception {
    setResult(job, result);
    return rule.buildAndAssertStatus(result, job);
  }

  private String lastDescription() {
    var incidents = JENKINS.hub().incidents("shop");
    return incidents.get(0).updates().get(0).description();
  }

  @Test
  void aBuildStepOpensAndResolvesAnIncident() throws Exception {
    FreeStyleProject job = rule.createFreeStyleProject();
    job.getBuildersList()
        .add(new StatusHubIncidentBuilder(incident("Build $BUILD_NUMBER is slow")));
    IncidentParameters resolved = incident("Over");
    resolved.setState("resolved");
    resolved.setStatus(null);
    job.getBuildersList().add(new StatusHubIncidentBuilder(resolved));

    FreeStyleBuild build = rule.buildAndAssertSuccess(job);

    assertThat(JENKINS.published("shop"))
        .containsExactly("investigating Build 1 is slow", "resolved Over");
    rule.assertLogContains("StatusHub: shop: opened: 'Build 1 is slow'", build);
  }

  @Test
  void aBuildStepAnnouncesAWindow() throws Exception {
    FreeStyleProject job = rule.createFreeStyleProject();
    job.getBuildersList().add(new StatusHubMaintenanceBuilder(maintenance("30m")));

    rule.buildAndAssertSuccess(job);

    assertThat(JENKINS.hub().maintenances("shop")).hasSize(1);
  }

  @Test
  void aMistakeInABuildStepFailsTheBuildInOneLine() throws Exception {
    FreeStyleProject job = rule.createFreeStyleProject();
    IncidentParameters wrong = incident("Slow");
    wrong.setState("investigatin");
    wrong.setStatus("red");
    job.getBuildersList().add(new StatusHubIncidentBuilder(wrong));

    FreeStyleBuild build = rule.buildAndAssertStatus(Result.FAILURE, job);

    rule.assertLogContains("state: 'investigatin' is not allowed", build);
    rule.assertLogContains("status: 'red' is not allowed", build);
    rule.assertLogNotContains("\tat ", build);
    assertThat(JENKINS.hub().received()).isEmpty();
  }

  @Test
  void anUnknownServiceDoesNotFailTheBuild() throws Exception {
    FreeStyleProject job = rule.createFreeStyleProject();
    IncidentParameters unknown = incident("Slow");
    unknown.setService("shopp");
    job.getBuildersList().add(new StatusHubIncidentBuilder(unknown));

    FreeStyleBuild build = rule.buildAndAssertSuccess(job);

    rule.assertLogContains("StatusHub: shopp: failed (service: 'shopp' is not known here", build);
  }

  @Test
  void aVariableSwitchesAnAnnouncementOff() throws Exception {
    FreeStyleProject job = rule.createFreeStyleProject();
    job.addProperty(
        new ParametersDefinitionProperty(new StringParameterDefinition("DEPLOY", "false")));
    IncidentParameters fields = incident("Slow");
    fields.setEnabled("${DEPLOY}");
    job.getBuildersList().add(new StatusHubIncidentBuilder(fields));
    job.getPublishersList().add(new StatusHubIncidentPublisher(fields));
    MaintenanceParameters window = maintenance("30m");
    window.setEnabled("${DEPLOY}");
    job.getBuildWrappersList().add(new StatusHubMaintenanceWrapper(window));

    FreeStyleBuild build = rule.buildAndAssertSuccess(job);
    assertThat(JENKINS.hub().received()).isEmpty();
    rule.assertLogContains("StatusHub: not announced, since enabled is false: 'Slow'", build);

    rule.assertBuildStatusSuccess(
        job.scheduleBuild2(0, new ParametersAction(new StringParameterValue("DEPLOY", "true"))));
    assertThat(JENKINS.published("shop")).containsExactly("investigating Slow");
    assertThat(JENKINS.hub().maintenances("shop")).hasSize(1);
  }

  @Test
  void mistakesInThePostBuildActionShowBeforeAnythingRuns() throws Exception {
    StatusHubIncidentPublisher publisher = new StatusHubIncidentPublisher(incident("Bad"));
    publisher.setOpenOn("unstabel");
    publisher.setUpdateOn("evry");
    publisher.setOpenAfter(0);
    publisher.getIncident().setId("deploy-shop");
    publisher.getIncident().setState("resolved");
    publisher.getIncident().setEnabled("yes");
    FreeStyleProject job = rule.createFreeStyleProject();
    job.getPublishersList().add(publisher);
    job.getBuildersList().add(new UnstableBuilder());

    FreeStyleBuild build = rule.buildAndAssertStatus(Result.FAILURE, job);

    assertThat(JenkinsRule.getLog(build))
        .contains("openOn: 'unstabel' is not allowed; allowed: failure, unstable")
        .contains("did you mean 'unstable'?", "updateOn: 'evry' is not allowed")
        .contains("openAfter: '0' is not allowed", "id: is not allowed here")
        .contains("state: 'resolved' is not allowed here", "enabled: 'yes' is not allowed");
    assertThat(JENKINS.hub().received()).isEmpty();
  }

  @Test
  void aBuildThatTheActionRefusedAnnouncesNothing() throws Exception {
    StatusHubIncidentPublisher publisher = new StatusHubIncidentPublisher(incident("Bad"));
    publisher.setUpdateOn("evry");
    FreeStyleProject job = failing(publisher);

    FreeStyleBuild build = rule.buildAndAssertStatus(Result.FAILURE, job);

    rule.assertLogContains("ERROR: StatusHub: updateOn: 'evry' is not allowed", build);
    assertThat(JENKINS.hub().received()).isEmpty();
  }

  @Test
  void aWrongOverrunActionShowsBeforeTheWindowIsAnnounced() throws Exception {
    StatusHubMaintenanceWrapper wrapper = new StatusHubMaintenanceWrapper(maintenance("30m"));
    wrapper.setOnOverrun("anounce");
    FreeStyleProject job = rule.createFreeStyleProject();
    job.getBuildWrappersList().add(wrapper);

    FreeStyleBuild build = rule.buildAndAssertStatus(Result.FAILURE, job);

    rule.assertLogContains("onOverrun: 'anounce' is not allowed", build);
    assertThat(JENKINS.hub().received()).isEmpty();
  }

  @Test
  void aSecretIsWithheldWhateverVariableBringsIt() throws Exception {
    FreeStyleProject job = rule.createFreeStyleProject();
    job.addProperty(
        new ParametersDefinitionProperty(
            new PasswordParameterDefinition(
                "DEPLOY_TOKEN", hudson.util.Secret.fromString(""), "")));
    IncidentParameters fields = incident("Deploy of ${GIT_BRANCH} failed");
    fields.setDescription("by ${DEPLOY_TOKEN}");
    fields.setExtra("{\"branch\": \"${GIT_BRANCH}\"}");
    job.getBuildersList().add(new StatusHubIncidentBuilder(fields));

    FreeStyleBuild build =
        rule.assertBuildStatusSuccess(
            job.scheduleBuild2(
                0,
                new GitBranch(),
                new ParametersAction(
                    new PasswordParameterValue("DEPLOY_TOKEN", "hush-hush-4711"))));

    assertThat(JENKINS.hub().received("shop").get(0).body())
        .contains("Deploy of fix-")
        .doesNotContain("hush-hush-4711");
    rule.assertLogContains("these variables hold secrets: DEPLOY_TOKEN, GIT_BRANCH", build);
  }

  /** As a version control plugin contributes it; Jenkins resolves variables in its value. */
  public static final class GitBranch extends InvisibleAction
      implements EnvironmentContributingAction {
    @Override
    public void buildEnvironment(Run<?, ?> run, EnvVars variables) {
      variables.put("GIT_BRANCH", "fix-${DEPLOY_TOKEN}");
    }
  }

  @Test
  void aValueThatLooksLikeAVariableFailsNoBuild() throws Exception {
    FreeStyleProject job = rule.createFreeStyleProject();
    job.addProperty(
        new ParametersDefinitionProperty(new StringParameterDefinition("BRANCH", "fix-${NONE}")));
    job.getBuildersList().add(new StatusHubIncidentBuilder(incident("Deploy of ${BRANCH} failed")));

    rule.buildAndAssertSuccess(job);

    assertThat(JENKINS.published("shop"))
        .containsExactly("investigating Deploy of fix-{NONE} failed");
  }

  @Test
  void aVariableThatNobodySetIsAMistakeInABuildStep() throws Exception {
    FreeStyleProject job = rule.createFreeStyleProject();
    job.getBuildersList()
        .add(new StatusHubIncidentBuilder(incident("Deploy of ${VERSION} failed")));

    FreeStyleBuild build = rule.buildAndAssertStatus(Result.FAILURE, job);

    rule.assertLogContains("ERROR: StatusHub: title: ", build);
    assertThat(JENKINS.hub().received()).isEmpty();
  }

  @Test
  void aTextThatTurnsOutWrongAfterTheWorkDoesNotChangeItsResult() throws Exception {
    StatusHubIncidentPublisher publisher =
        new StatusHubIncidentPublisher(incident("Deploy of ${VERSION} failed"));
    publisher.setResolvedTitle("${VERSION} is deployed");
    FreeStyleProject job = failing(publisher);
    build(job, Result.FAILURE);
    assertThat(JENKINS.published("shop")).hasSize(1).first().asString().doesNotContain("${");

    FreeStyleBuild good = build(job, Result.SUCCESS);

    assertThat(JENKINS.published("shop"))
        .last()
        .asString()
        .startsWith("resolved ")
        .doesNotContain("${");
    rule.assertLogContains("StatusHub: ", good);
  }

  @Test
  void aFurtherFailureWithTheSameTextsNotifiesNobody() throws Exception {
    StatusHubIncidentPublisher publisher = new StatusHubIncidentPublisher(incident("a  -> b"));
    publisher.setUpdateOn("every");
    FreeStyleProject job = failing(publisher);
    build(job, Result.FAILURE);
    build(job, Result.FAILURE);

    assertThat(JENKINS.hub().notifications()).hasSize(1);
  }

  @Test
  void anOutageDoesNotFailTheBuildUnlessAskedTo() throws Exception {
    StatusHubConfiguration.get().setTimeoutSeconds(1);
    JENKINS.hub().injectUntilCleared("shop", Fault.status(503));
    FreeStyleProject job = rule.createFreeStyleProject();
    IncidentParameters fields = incident("Slow");
    job.getBuildersList().add(new StatusHubIncidentBuilder(fields));

    rule.assertLogContains("StatusHub: shop: pending", rule.buildAndAssertSuccess(job));

    fields.setFailOnError(true);
    FreeStyleBuild build = rule.buildAndAssertStatus(Result.FAILURE, job);
    rule.assertLogContains("ERROR: StatusHub: not delivered, and failOnError is set", build);
  }

  @Test
  void valuesOfVariablesAreEscapedForThePage() throws Exception {
    FreeStyleProject job = rule.createFreeStyleProject();
    job.addProperty(
        new ParametersDefinitionProperty(
            new StringParameterDefinition("WHAT", ""),
            new PasswordParameterDefinition("PIN", hudson.util.Secret.fromString(""), "")));
    IncidentParameters fields = incident("Slow");
    job.getBuildersList().add(new StatusHubIncidentBuilder(fields));
    String hostile = "<script>alert(1)</script> **now** [x](http://evil.example)";

    fields.setFormat("html");
    fields.setDescription("<b>Broken:</b> ${WHAT} $PIN");
    FreeStyleBuild build =
        rule.assertBuildStatusSuccess(
            job.scheduleBuild2(
                0,
                new ParametersAction(
                    new StringParameterValue("WHAT", hostile),
                    new PasswordParameterValue("PIN", "hush-hush"))));
    assertThat(lastDescription())
        .isEqualTo(
            "<b>Broken:</b> &lt;script&gt;alert(1)&lt;/script&gt; **now** [x](http://evil.example)"
                + " ****");
    rule.assertLogContains(
        "withheld, since the status page is public and these variables hold secrets: PIN", build);

    JENKINS.hub().reset();
    fields.setFormat("markdown");
    fields.setKey("markdown");
    fields.setDescription("**Broken:** ${WHAT}");
    rule.assertBuildStatusSuccess(
        job.scheduleBuild2(0, new ParametersAction(new StringParameterValue("WHAT", hostile))));
    assertThat(lastDescription())
        .isEqualTo(
            "<p><strong>Broken:</strong> &lt;script&gt;alert(1)&lt;/script&gt; **now**"
                + " [x](http://evil.example)</p>");

    JENKINS.hub().reset();
    fields.setFormat(null);
    fields.setKey("plain");
    rule.assertBuildStatusSuccess(
        job.scheduleBuild2(0, new ParametersAction(new StringParameterValue("WHAT", hostile))));
    assertThat(lastDescription()).contains("**Broken:** &lt;script&gt;").doesNotContain("<script");
  }

  @Test
  void opensOnFailureAndResolvesWhenBackToNormal() throws Exception {
    StatusHubIncidentPublisher publisher =
        new StatusHubIncidentPublisher(incident("Nightly fails"));
    publisher.setResolvedTitle("Nightly is fine since #$BUILD_NUMBER");
    FreeStyleProject job = failing(publisher);

    build(job, Result.FAILURE);
    build(job, Result.FAILURE);
    build(job, Result.SUCCESS);
    build(job, Result.SUCCESS);
    assertThat(JENKINS.published("shop"))
        .containsExactly("investigating Nightly fails", "resolved Nightly is fine since #3");

    build(job, Result.FAILURE);
    assertThat(JENKINS.hub().incidents("shop")).hasSize(2);
  }

  @Test
  void updatesTheIncidentOnEveryFailureIfAskedTo() throws Exception {
    StatusHubIncidentPublisher publisher =
        new StatusHubIncidentPublisher(incident("Build $BUILD_NUMBER fails"));
    publisher.setUpdateOn("every");
    FreeStyleProject job = failing(publisher);

    build(job, Result.FAILURE);
    build(job, Result.FAILURE);

    assertThat(JENKINS.published("shop"))
        .containsExactly("investigating Build 1 fails", "investigating Build 2 fails");
    assertThat(JENKINS.hub().incidents("shop")).hasSize(1);
  }

  @Test
  void unstableCountsWhenAskedTo() throws Exception {
    StatusHubIncidentPublisher publisher = new StatusHubIncidentPublisher(incident("Bad"));
    FreeStyleProject job = failing(publisher);
    build(job, Result.UNSTABLE);
    assertThat(JENKINS.published("shop")).isEmpty();

    publisher.setOpenOn("unstable");
    build(job, Result.UNSTABLE);
    assertThat(JENKINS.published("shop")).containsExactly("investigating Bad");
  }

  @Test
  void waitsForSoManyFailuresInARow() throws Exception {
    StatusHubIncidentPublisher publisher = new StatusHubIncidentPublisher(incident("Bad"));
    publisher.setOpenAfter(2);
    FreeStyleProject job = failing(publisher);

    FreeStyleBuild first = build(job, Result.FAILURE);
    build(job, Result.SUCCESS);
    build(job, Result.FAILURE);
    assertThat(JENKINS.published("shop")).isEmpty();
    rule.assertLogContains("no incident opened: failure 1 in a row, and openAfter is 2", first);

    build(job, Result.FAILURE);
    assertThat(JENKINS.published("shop")).containsExactly("investigating Bad");
  }

  /** #1 and #2 run at once; #2 fails first, then #1 gets through: that is no news about #2. */
  @Test
  void overlappingBuildsDoNotConfuseIt() throws Exception {
    FreeStyleProject job = failing(new StatusHubIncidentPublisher(incident("Bad")));
    job.setConcurrentBuild(true);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    job.getBuildersList().clear();
    job.getBuildersList()
        .add(
            new TestBuilder() {
              @Override
              public boolean perform(
                  hudson.model.AbstractBuild<?, ?> build,
                  hudson.Launcher launcher,
                  hudson.model.BuildListener listener)
                  throws InterruptedException {
                if (build.getNumber() == 1) {
                  begun.countDown();
                  go.await();
                  return true;
                }
                return build.getNumber() != 2;
              }
            });
    // Different parameters: otherwise the queue takes the two for one.
    var first =
        job.scheduleBuild2(0, new ParametersAction(new StringParameterValue("number", "1")));
    JenkinsWithHub.await(begun);
    FreeStyleBuild second =
        job.scheduleBuild2(0, new ParametersAction(new StringParameterValue("number", "2"))).get();
    rule.assertBuildStatus(Result.FAILURE, second);
    go.countDown();
    rule.assertBuildStatusSuccess(first);
    assertThat(JENKINS.published("shop")).containsExactly("investigating Bad");

    rule.buildAndAssertSuccess(job);
    assertThat(JENKINS.published("shop")).containsExactly("investigating Bad", "resolved Bad");
  }

  @Test
  void anAbortedBuildSaysNothing() throws Exception {
    FreeStyleProject job = failing(new StatusHubIncidentPublisher(incident("Bad")));
    build(job, Result.FAILURE);
    CountDownLatch begun = new CountDownLatch(1);
    job.getBuildersList().clear();
    job.getBuildersList()
        .add(
            new TestBuilder() {
              @Override
              public boolean perform(
                  hudson.model.AbstractBuild<?, ?> build,
                  hudson.Launcher launcher,
                  hudson.model.BuildListener listener)
                  throws InterruptedException {
                begun.countDown();
                new CountDownLatch(1).await();
                return true;
              }
            });
    var running = job.scheduleBuild2(0);
    JenkinsWithHub.await(begun);
    running.getStartCondition().get().doStop();
    rule.assertBuildStatus(Result.ABORTED, running);

    assertThat(JENKINS.published("shop")).containsExactly("investigating Bad");
  }

  @Test
  void aMistakeInThePostBuildActionFailsBeforeAnythingRuns() throws Exception {
    IncidentParameters wrong = incident("Bad");
    wrong.setStatus("red");
    FreeStyleProject job = failing(new StatusHubIncidentPublisher(wrong));
    job.getBuildersList().clear();

    FreeStyleBuild build = rule.buildAndAssertStatus(Result.FAILURE, job);

    rule.assertLogContains("ERROR: StatusHub: status: 'red'", build);
    assertThat(JENKINS.hub().received()).isEmpty();
  }

  @Test
  void aWrapperAnnouncesMaintenanceAroundTheBuild() throws Exception {
    FreeStyleProject job = rule.createFreeStyleProject();
    job.getBuildWrappersList().add(new StatusHubMaintenanceWrapper(maintenance("30m")));

    rule.buildAndAssertSuccess(job);

    assertThat(JENKINS.hub().maintenances("shop")).hasSize(1);
  }

  @Test
  void aBuildThatOverrunsGetsAFurtherWindow() throws Exception {
    StatusHubMaintenanceWrapper wrapper = new StatusHubMaintenanceWrapper(maintenance("1s"));
    wrapper.setOnOverrun("announce");
    FreeStyleProject job = rule.createFreeStyleProject();
    job.getBuildWrappersList().add(wrapper);
    CountDownLatch further = new CountDownLatch(2);
    JENKINS
        .hub()
        .selectFaults(
            service -> {
              further.countDown();
              return java.util.Optional.empty();
            });
    job.getBuildersList()
        .add(
            new TestBuilder() {
              @Override
              public boolean perform(
                  hudson.model.AbstractBuild<?, ?> build,
                  hudson.Launcher launcher,
                  hudson.model.BuildListener listener)
                  throws InterruptedException {
                JenkinsWithHub.await(further);
                return true;
              }
            });

    rule.buildAndAssertSuccess(job);

    assertThat(JENKINS.hub().received("shop")).hasSizeGreaterThanOrEqualTo(2);
  }
}
