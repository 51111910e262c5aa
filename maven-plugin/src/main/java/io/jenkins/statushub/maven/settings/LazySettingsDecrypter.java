package io.jenkins.statushub.maven.settings;

import javax.inject.Provider;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.codehaus.plexus.PlexusContainer;
import org.codehaus.plexus.component.repository.exception.ComponentLookupException;
import org.jspecify.annotations.Nullable;

/** Loads what decrypts settings.xml only when a password is needed, since that takes time. */
public record LazySettingsDecrypter(@Nullable PlexusContainer container)
    implements Provider<SettingsDecrypter> {
  @Override
  public SettingsDecrypter get() {
    try {
      if (container != null) {
        return container.lookup(SettingsDecrypter.class);
      }
    } catch (ComponentLookupException e) {
      throw new IllegalStateException("settings.xml can't be decrypted: " + e.getMessage(), e);
    }
    throw new IllegalStateException("settings.xml can't be decrypted here");
  }
}
