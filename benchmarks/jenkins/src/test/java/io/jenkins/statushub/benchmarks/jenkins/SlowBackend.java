package io.jenkins.statushub.benchmarks.jenkins;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import hudson.model.ItemGroup;
import hudson.util.Secret;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/** A secrets backend beside Jenkins' own store, which takes its time for each look-up. */
final class SlowBackend extends CredentialsProvider {
  static final int MILLIS = 200;

  private final StringCredentialsImpl credentials;

  SlowBackend(String id, String secret) {
    credentials =
        new StringCredentialsImpl(CredentialsScope.GLOBAL, id, "", Secret.fromString(secret));
  }

  @Override
  public <C extends Credentials> List<C> getCredentialsInItemGroup(
      Class<C> type,
      @Nullable ItemGroup group,
      @Nullable Authentication authentication,
      List<DomainRequirement> requirements) {
    if (!type.isInstance(credentials) || !(group instanceof Jenkins)) {
      return List.of();
    }
    try {
      Thread.sleep(MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
    return List.of(type.cast(credentials));
  }
}
