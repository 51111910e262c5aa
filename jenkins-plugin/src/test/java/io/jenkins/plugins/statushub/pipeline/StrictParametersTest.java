package io.jenkins.plugins.statushub.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import java.util.Map;
import java.util.Objects;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.actions.ArgumentsAction;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.graphanalysis.NodeStepTypePredicate;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written wrong is refused before anything is sent; what is plain is taken. */
class StrictParametersTest {
  @RegisterExtension static final JenkinsWithHub jenkins = new JenkinsWithHub();

  private WorkflowRun refused(String script) throws Exception {
    WorkflowRun build = jenkins.run(Result.FAILURE, script);
    assertThat(jenkins.hub().received()).isEmpty();
    jenkins.rule().assertLogNotContains("\tat ", build);
    jenkins.rule().assertLogNotContains("WARNING", build);
    return build;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          drfat: true                 | drfat: is no parameter of statusHubIncident; allowed:
          drfat: true                 | did you mean 'draft'?
          resolvedTitle: 'Over'       | resolvedTitle: is no parameter of statusHubIncident
          duration: '30m'             | duration: is no parameter of statusHubIncident
          silent: 'yes'               | silent: 'yes' is not allowed; allowed: true, false
          state: 'investigatin'       | state: 'investigatin' is not allowed; allowed: investigating
          format: 'markdwon'          | format: 'markdwon' is not allowed; allowed: plain, markdown, html
          startTime: 'noon'           | startTime: 'noon' is not allowed
          description: ['a', 'b']     | description: is of type ArrayList; allowed: text
          extra: 'ticket'             | extra:
          extra: [when: new Date()]   | extra: 'when' is a Date
          enabled: 'maybe'            | enabled: 'maybe' is not allowed; allowed: true, false
          enabled: '${DEPLOY}'        | enabled: '${DEPLOY}' is not allowed; allowed: true, false
          """)
  void refusesAMistakeInOneLine(String parameter, String message) throws Exception {
    WorkflowRun build =
        refused(
            "statusHubIncident(service: 'shop', title: 'Slow', status: 'degraded', "
                + parameter
                + ")");

    jenkins.rule().assertLogContains("ERROR: StatusHub: ", build);
    jenkins.rule().assertLogContains(message, build);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          opneOn: 'failure'      | opneOn: is no parameter of withStatusHubIncident
          openOn: 'failur'       | openOn: 'failur' is not allowed; allowed: error, failure, unstable; did you mean 'failure'?
          updateOn: 'always'     | updateOn: 'always' is not allowed; allowed: first, every
          openAfter: 0           | openAfter: '0' is not allowed; allowed: a whole number from 1 to 100
          openAfter: 'two'       | openAfter: 'two' is not allowed; allowed: a whole number
          state: 'resolved'      | state: 'resolved' is not allowed here
          id: 'deploy-shop'      | id: is not taken here, since each outage is an incident of its own
          resolvedTitle: '${A}'  | title:
          """)
  void refusesAMistakeBeforeTheBlockRuns(String parameter, String message) throws Exception {
    WorkflowRun build =
        refused(
            "withStatusHubIncident(service: 'shop', title: 'Failed', status: 'down', "
                + parameter
                + ") { echo 'it ran' }");

    jenkins.rule().assertLogContains("ERROR: StatusHub: " + message, build);
    jenkins.rule().assertLogNotContains("it ran", build);
  }

  @Test
  void refusesWrongParametersOfAMaintenanceBlockBeforeItRuns() throws Exception {
    WorkflowRun build =
        refused(
            """
            withStatusHubMaintenance(service: 'shop', title: 'Upgrading', status: 'down',
                duration: '30m', onOverrun: 'anounce', id: 'window') { echo 'it ran' }
            """);

    jenkins.rule().assertLogContains("onOverrun: 'anounce' is not allowed", build);
    jenkins.rule().assertLogContains("did you mean 'announce'?", build);
    jenkins.rule().assertLogContains("id: is not taken here", build);
    jenkins.rule().assertLogNotContains("it ran", build);
  }

  @Test
  void reportsAllMistakesAtOnceAndOnce() throws Exception {
    WorkflowRun build = refused("statusHubIncident(drfat: true, state: 'open')");

    String log = org.jvnet.hudson.test.JenkinsRule.getLog(build);
    assertThat(log)
        .contains("drfat: is no parameter", "service: is required", "title: is required")
        .contains("state: 'open' is not allowed");
    assertThat(log.lines().filter(line -> line.contains("ERROR: StatusHub"))).hasSize(1);
  }

  @Test
  void refusesAStepWithNothingSetInOneLine() throws Exception {
    WorkflowRun build = refused("statusHubMaintenance()");

    jenkins.rule().assertLogContains("title: is required", build);
  }

  @Test
  void takesANumberAsId() throws Exception {
    jenkins.run(
        Result.SUCCESS,
        "statusHubIncident(service: 'shop', title: 'Slow', status: 'degraded',"
            + " id: currentBuild.number)");

    assertThat(jenkins.hub().incidents("shop").get(0).id()).contains("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'shop,pay'", "'shop pay'", "['shop', 'pay']", "\"shop,${'pay'}\""})
  void takesServicesAsTextAndAsList(String services) throws Exception {
    jenkins.run(
        Result.SUCCESS,
        "statusHubIncident(services: " + services + ", title: 'Slow', status: 'degraded')");

    assertThat(jenkins.published("shop")).hasSize(1);
    assertThat(jenkins.published("pay")).hasSize(1);
  }

  @Test
  void takesTheTextOfABoolean() throws Exception {
    jenkins.run(
        Result.SUCCESS,
        "statusHubIncident(service: 'shop', title: 'Slow', status: 'degraded', silent: 'true')");

    assertThat(jenkins.published("shop")).containsExactly("investigating Slow (silent)");
  }

  @Test
  void aNumberWithoutUnitIsNoDuration() throws Exception {
    WorkflowRun build =
        refused(
            "statusHubMaintenance(service: 'shop', title: 'Upgrading', status: 'down',"
                + " duration: 30)");

    jenkins
        .rule()
        .assertLogContains(
            "ERROR: StatusHub: duration: '30' has no unit: write 30s, 30m or 30h", build);
  }

  /** The step readJSON returns objects of this library, whose null is an object. */
  @Test
  void keepsANullOfReadJsonNull() throws Exception {
    StatusHubIncidentStep step =
        (StatusHubIncidentStep)
            Objects.requireNonNull(StepDescriptor.byFunctionName("statusHubIncident"))
                .newInstance(
                    Map.of(
                        "extra",
                        JSONObject.fromObject("{\"ticket\": null, \"tags\": [\"a\", null]}")));

    assertThat(step.getExtra()).isEqualTo("{\"ticket\":null,\"tags\":[\"a\",null]}");
  }

  @Test
  void sendsANullAsNull() throws Exception {
    jenkins.run(
        Result.SUCCESS,
        """
        def json = [ticket: null, nested: [tags: ['a', null]], text: 'null']
        statusHubIncident(service: 'shop', title: 'Slow', status: 'degraded', extra: json)
        """);

    assertThat(jenkins.hub().received("shop").get(0).body())
        .contains("\"ticket\":null", "\"tags\":[\"a\",null]", "\"text\":\"null\"");
  }

  @Test
  void announcesNothingIfNotEnabled() throws Exception {
    WorkflowRun build =
        jenkins.run(
            Result.SUCCESS,
            """
            def skipped = statusHubIncident(service: 'shop', title: 'Slow', status: 'down', enabled: false)
            echo "outcome is ${skipped.outcome}"
            withStatusHubMaintenance(service: 'shop', title: 'Upgrading', status: 'down',
                duration: '30m', enabled: "${1 > 2}") { echo 'it ran' }
            withStatusHubIncident(service: 'nowhere', title: 'Failed', status: 'down', enabled: 'FALSE') {
              echo 'it ran, too'
            }
            """);

    assertThat(jenkins.hub().received()).isEmpty();
    jenkins.rule().assertLogContains("outcome is skipped", build);
    jenkins.rule().assertLogContains("it ran\n", build);
    jenkins.rule().assertLogContains("it ran, too", build);
    jenkins
        .rule()
        .assertLogContains("StatusHub: not announced, since enabled is false: 'Upgrading'", build);
  }

  @Test
  void theTitleTellsAStepFromItsLike() throws Exception {
    WorkflowRun build =
        jenkins.run(
            Result.SUCCESS,
            "statusHubIncident(service: 'shop', title: 'Slow checkouts', status: 'degraded')");

    var node =
        Objects.requireNonNull(
            new DepthFirstScanner()
                .findFirstMatch(
                    Objects.requireNonNull(build.getExecution()),
                    new NodeStepTypePredicate("statusHubIncident")));
    assertThat(ArgumentsAction.getStepArgumentsAsString(node)).isEqualTo("Slow checkouts");
    assertThat(StepDescriptor.byFunctionName("statusHubIncident")).isNotNull();
  }
}
