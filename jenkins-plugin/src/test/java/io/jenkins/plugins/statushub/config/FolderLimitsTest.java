package io.jenkins.plugins.statushub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Result;
import hudson.util.FormValidation;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import io.jenkins.statushub.input.ParameterException;
import java.util.List;
import java.util.Objects;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FolderLimitsTest {
  private static final String SCRIPT =
      "statusHubIncident(service: 'pay', title: 'Slow', status: 'degraded')";

  @RegisterExtension static final JenkinsWithHub jenkins = new JenkinsWithHub();

  private final StatusHubConfiguration settings = StatusHubConfiguration.get();

  private static Folder folder() throws Exception {
    return jenkins.folder();
  }

  private void limitPayTo(String folders) {
    StatusHubService pay = new StatusHubService("pay", "hook-pay");
    pay.setFolders(folders);
    settings.setServices(List.of(pay));
  }

  private String limits() {
    return String.valueOf(Objects.requireNonNull(settings.service("pay")).getFolders());
  }

  @Test
  void onlyJobsInTheFoldersPost() throws Exception {
    Folder team = folder();
    Folder within = team.createProject(Folder.class, "within");
    limitPayTo(team.getFullName());

    jenkins.run(Result.SUCCESS, within, SCRIPT);
    WorkflowRun stranger = jenkins.run(Result.SUCCESS, folder(), SCRIPT);
    WorkflowRun top = jenkins.run(Result.SUCCESS, SCRIPT);

    assertThat(jenkins.published("pay")).hasSize(1);
    jenkins.rule().assertLogContains("'pay' is not known here; known: none", stranger);
    jenkins.rule().assertLogContains("'pay' is not known here; known: none", top);
  }

  @Test
  void aStepCannotNameAnotherCredential() throws Exception {
    Folder team = folder();
    limitPayTo(team.getFullName());

    jenkins.run(
        Result.FAILURE,
        folder(),
        "statusHubIncident(service: 'pay', credentialsId: 'hook-pay', title: 'x', status: 'down')");

    assertThat(jenkins.hub().received()).isEmpty();
  }

  @Test
  void aRenamedFolderIsFollowed() throws Exception {
    Folder team = folder();
    Folder within = team.createProject(Folder.class, "within");
    limitPayTo("elsewhere, " + within.getFullName());

    String renamed = team.getName() + "-renamed";
    team.renameTo(renamed);

    assertThat(limits()).isEqualTo("elsewhere, " + renamed + "/within");
    settings.load();
    assertThat(limits()).isEqualTo("elsewhere, " + renamed + "/within");
    jenkins.run(Result.SUCCESS, within, SCRIPT);
    assertThat(jenkins.published("pay")).hasSize(1);
  }

  @Test
  void aDeletedFolderLetsNobodyIn() throws Exception {
    Folder team = folder();
    limitPayTo(team.getFullName());

    team.delete();
    jenkins.run(Result.SUCCESS, SCRIPT);

    assertThat(jenkins.hub().received()).isEmpty();
  }

  @Test
  void textThatNamesNoFolderIsRefusedAndLetsNobodyIn() {
    StatusHubService pay = new StatusHubService("pay", "hook-pay");
    pay.setFolders(" , ");

    assertThatThrownBy(() -> settings.setServices(List.of(pay)))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("folders: ','");
    assertThat(pay.isFor(Jenkins.get())).isFalse();
  }

  @Test
  void theFormNamesFoldersThatAreNotThereAndCompletesOthers() throws Exception {
    Folder team = folder();
    StatusHubService.DescriptorImpl form =
        (StatusHubService.DescriptorImpl) Jenkins.get().getDescriptorOrDie(StatusHubService.class);

    assertThat(form.doCheckFolders("nowhere").kind).isEqualTo(FormValidation.Kind.ERROR);
    assertThat(form.doCheckFolders(team.getFullName()).kind).isEqualTo(FormValidation.Kind.OK);
    assertThat(form.doCheckFolders("").kind).isEqualTo(FormValidation.Kind.OK);
    assertThat(form.doAutoCompleteFolders(team.getName().substring(0, 3)).getValues())
        .contains(team.getFullName());
  }
}
