package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every parameter that can be wrong, and the message about it. */
class ParameterMistakesTest {
  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      nullValues = "-",
      emptyValue = "",
      textBlock =
          """
          incident    | service        | -           | is required
          incident    | service        | a b         | 'a b' is not allowed; allowed: a service's name
          incident    | status         | -           | is required; allowed: up, degraded, down
          incident    | status         | slow        | 'slow' is not allowed; allowed: up, degraded, down
          incident    | state          | broken      | 'broken' is not allowed; allowed: investigating
          incident    | title          | -           | is required
          incident    | title          | ""          | is required
          incident    | format         | asciidoc    | 'asciidoc' is not allowed; allowed: plain, markdown, html
          incident    | startTime      | tomorrow    | 'tomorrow' is not allowed; allowed: a date and time
          incident    | startTime      | 2031-01-01T00:00:00Z | outside of the years
          incident    | silent         | yes         | 'yes' is not allowed; allowed: true, false
          incident    | draft          | 1           | '1' is not allowed; allowed: true, false
          incident    | dryRun         | no          | 'no' is not allowed; allowed: true, false
          incident    | failOnError    | on          | 'on' is not allowed; allowed: true, false
          incident    | perModule      | all         | 'all' is not allowed; allowed: true, false
          incident    | skip           | TRUE!       | 'TRUE!' is not allowed; allowed: true, false
          incident    | attempts       | 0           | '0' is not allowed; allowed: a whole number from 1 to 20
          incident    | attempts       | many        | 'many' is not allowed; allowed: a whole number from 1 to 20
          incident    | timeout         | 10          | '10' has no unit: write 10s, 10m or 10h; allowed: such as 90s
          incident    | timeout         | 2h          | '2h' is not allowed; allowed: at most 1h
          incident    | requestTimeout | -5s         | '-5s' is not allowed
          incident    | extraJson      | [1]         | not a JSON object; allowed: one JSON object
          incident    | urlVariable    | https://h/s | not shown, since it may be a hook URL; allowed: the name
          incident    | serverId       | a b         | not shown, since it may be a hook URL; allowed: the <id>
          maintenance | duration       | -           | is required
          maintenance | duration       | soon        | 'soon' is not allowed; allowed: such as 90s
          maintenance | endTime        | later       | 'later' is not allowed; allowed: a date and time
          maintenance | endTime        | 2020-01-01T00:00:00Z | start
          flush       | timeout        | 0s          | '0s' is not allowed
          flush       | failOnError    | maybe       | 'maybe' is not allowed; allowed: true, false
          ledger      | json           | yes         | 'yes' is not allowed; allowed: true, false
          ledger      | retry          | x           | 'x' is not allowed; allowed: an id that mvn statushub:ledger shows
          hub         | port           | http        | 'http' is not allowed; allowed: a whole number from 0 to 65535
          hub         | services       | a/b         | 'a/b' is not allowed
          """)
  void namesTheParameterWhatIsAllowedAndWhereToFixIt(
      String goal, String parameter, String value, String expected) {
    MojoFailureException failure = failure(goal, parameter, value);

    String message = String.valueOf(failure.getMessage());
    String name = parameter.equals("services") ? "service" : parameter;
    assertThat(message).startsWith("StatusHub: " + name + ": ").contains(expected);
    assertThat(message.lines()).hasSizeLessThanOrEqualTo(2);
    if (name.equals(parameter)) {
      assertThat(message)
          .endsWith(
              "Fix it with -Dstatushub."
                  + parameter
                  + "=… or <"
                  + parameter
                  + "> in the plugin's <configuration>");
    }
    assertThat(temp.resolve("ledger")).doesNotExist();
  }

  private MojoFailureException failure(String goal, String parameter, String value) {
    List<String> parameters = new ArrayList<>();
    if (goal.equals("incident") || goal.equals("maintenance")) {
      parameters.addAll(List.of("service", "shop", "key", "k", "title", "Slow", "status", "down"));
    }
    if (goal.equals("maintenance") && parameter.equals("duration")) {
      parameters.addAll(List.of("duration", "30m"));
    }
    parameters.addAll(List.of(parameter, value == null ? " " : value));
    StatusHubMojo mojo =
        switch (goal) {
          case "incident" -> new IncidentMojo();
          case "maintenance" -> new MaintenanceMojo();
          case "flush" -> new FlushMojo();
          case "ledger" -> new LedgerMojo();
          default -> new HubMojo();
        };
    Goals.goal(mojo, goal, temp.resolve("ledger"), parameters.toArray(new String[0]));
    return catchThrowableOfType(MojoFailureException.class, mojo::execute);
  }
}
