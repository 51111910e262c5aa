package io.jenkins.statushub.benchmarks.jenkins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The jobs and the ledger of a controller, written before it starts: it finds them as they are. */
final class FilledHome {
  /** How many jobs there are. */
  static final int JOBS = 2000;

  /** The job whose pages are opened. It comes after the others in every list. */
  static final String MEASURED = "measured";

  private static final String CONFIG =
      """
      <?xml version='1.1' encoding='UTF-8'?>
      <project>
        <description/>
        <keepDependencies>false</keepDependencies>
        <properties/>
        <scm class="hudson.scm.NullSCM"/>
        <canRoam>true</canRoam>
        <disabled>false</disabled>
        <triggers/>
        <concurrentBuild>false</concurrentBuild>
        <builders/>
        <publishers/>
        <buildWrappers/>
      </project>
      """;

  private FilledHome() {}

  static String job(int number) {
    return String.format(Locale.ROOT, "job-%04d", number);
  }

  /**
   * Writes the jobs.
   *
   * @param entries how many the ledger is to have; 0 for no ledger, and jobs without incidents
   */
  static void write(Path home, int entries) throws IOException {
    List<String> open =
        entries == 0
            ? List.of()
            : Ledgers.fill(home.resolve("statushub").resolve("ledger"), entries);
    for (int i = 0; i < JOBS; i++) {
      Path folder = Files.createDirectories(home.resolve("jobs").resolve(job(i)));
      Files.writeString(folder.resolve("config.xml"), CONFIG);
      if (!open.isEmpty()) {
        Files.writeString(
            folder.resolve("statushub-incidents.json"),
            String.format(
                Locale.ROOT,
                "{\"version\": 1, \"incidents\": [{\"service\": \"shop\", \"id\": \"%s\", \"key\":"
                    + " \"%s\"}]}",
                open.get(i % open.size()),
                job(i % open.size())));
      }
    }
  }
}
