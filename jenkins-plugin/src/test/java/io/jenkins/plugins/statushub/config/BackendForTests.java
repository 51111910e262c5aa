package io.jenkins.plugins.statushub.config;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import hudson.ExtensionList;
import hudson.model.ItemGroup;
import hudson.util.Secret;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/** A secrets backend beside Jenkins' own store, which can be out of order in several ways. */
public final class BackendForTests extends CredentialsProvider implements AutoCloseable {
  /** The id of its only credential. */
  public static final String ID = "in-the-backend";

  private final StringCredentialsImpl credentials;
  private volatile @Nullable Callable<List<StringCredentialsImpl>> fault;

  /** Adds a backend that works and holds a hook URL. */
  public BackendForTests(URI hookUrl) {
    credentials =
        new StringCredentialsImpl(
            CredentialsScope.GLOBAL, ID, "", Secret.fromString(hookUrl.toString()));
    ExtensionList.lookup(CredentialsProvider.class).add(0, this);
  }

  /** Does something else from now on; null works again. */
  public void fault(@Nullable Callable<List<StringCredentialsImpl>> fault) {
    this.fault = fault;
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
    Callable<List<StringCredentialsImpl>> broken = fault;
    try {
      List<StringCredentialsImpl> found = broken == null ? List.of(credentials) : broken.call();
      return found.stream().map(type::cast).toList();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    ExtensionList.lookup(CredentialsProvider.class).remove(this);
  }
}
