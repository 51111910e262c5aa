// Sets up the Jenkins that `./demo jenkins` starts: a local hub beside it, a service, and a folder with the example
// pipelines, ready to press Build. Runs at each start.
import com.cloudbees.hudson.plugins.folder.Folder
import com.cloudbees.plugins.credentials.CredentialsScope
import com.cloudbees.plugins.credentials.SystemCredentialsProvider
import com.cloudbees.plugins.credentials.domains.Domain
import hudson.model.BooleanParameterDefinition
import hudson.model.ParametersDefinitionProperty
import hudson.util.Secret
import io.jenkins.plugins.statushub.config.StatusHubConfiguration
import io.jenkins.plugins.statushub.config.StatusHubService
import jenkins.model.Jenkins
import jenkins.model.JenkinsLocationConfiguration
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition
import org.jenkinsci.plugins.workflow.job.WorkflowJob

def jenkins = Jenkins.get()
def home = jenkins.rootDir

// The hub has libraries of its own, so it gets a class loader of its own. Its hook URLs stay the same.
def jars = new File(home, 'local-hub.classpath').text.trim().split(File.pathSeparator).collect { new File(it).toURI().toURL() }
def loader = new URLClassLoader(jars as URL[], ClassLoader.platformClassLoader)
def hub = loader.loadClass('io.jenkins.statushub.hub.LocalHub').builder()
    .port(Integer.getInteger('statushub.port', 8484))
    .stateFolder(new File(home, 'local-hub').toPath())
    .service('shop')
    .start()

// System scope: jobs can't read it.
def credentials = SystemCredentialsProvider.instance
credentials.domainCredentialsMap[Domain.global()].removeIf { it instanceof StringCredentialsImpl && it.id == 'shop-hook' }
credentials.domainCredentialsMap[Domain.global()].add(new StringCredentialsImpl(
    CredentialsScope.SYSTEM, 'shop-hook', 'Hook URL of the shop on the local hub', Secret.fromString(hub.hookUrl('shop').toString())))
credentials.save()
def settings = StatusHubConfiguration.get()
settings.services = [new StatusHubService('shop', 'shop-hook')]
settings.save()

def folder = jenkins.getItem('shop') ?: jenkins.createProject(Folder, 'shop')
new File(home, 'examples').listFiles().sort().each { file ->
  def name = file.name == 'Jenkinsfile' ? 'deploy' : file.name - '.Jenkinsfile'
  if (folder.getItem(name) == null) {
    def job = folder.createProject(WorkflowJob, name)
    job.definition = new CpsFlowDefinition(file.text, true)
    if (file.text.contains("name: 'BROKEN'")) {
      // Otherwise only the first build makes the parameter known.
      job.addProperty(new ParametersDefinitionProperty(
          new BooleanParameterDefinition('BROKEN', false, 'Lets the deployment fail, to see what happens')))
    }
    job.save()
  }
}

def address = System.getProperty('statushub.try.url', 'http://localhost:8080/jenkins/')
JenkinsLocationConfiguration.get().url = address
jenkins.noUsageStatistics = true
jenkins.systemMessage = "The local hub's page: ${hub.pageUrl()} . Build shop/deploy with BROKEN, then without, and look at that page."
jenkins.save()
println "\n  Jenkins:          ${address}job/shop/\n  The hub's page:   ${hub.pageUrl()}\n"
