package io.jenkins.statushub.maven.extension.config;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.maven.support.Announcements;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import javax.inject.Provider;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** Shows what would be announced around a build. */
public final class AroundBuildCheck {
  private AroundBuildCheck() {}

  /**
   * Checks everything and shows each message. Sends and records nothing.
   *
   * @throws ParameterException if nothing is configured, or something wrongly
   * @throws IOException if the ledger can't be read
   */
  public static void run(
      MavenSession session, Provider<SettingsDecrypter> decrypter, Consumer<String> lines)
      throws IOException {
    RawConfiguration raw = RawConfiguration.of(session);
    if (!raw.isConfigured()) {
      throw ParameterException.required(
          ConfigNames.ELEMENT, "<aroundBuild> in the root project, or properties for it");
    }
    AroundBuildConfig config = AroundBuildConfig.of(raw, session, decrypter);
    config.unknownHookUrls().values().forEach(problem -> lines.accept("StatusHub: " + problem));
    try (StatusHubClient client = config.open(lines)) {
      for (MessageConfig message :
          List.of(config.maintenance(), config.incident(), config.update(), config.resolved())) {
        boolean used =
            message.isSet()
                || (config.incident().isSet() && !message.isOf(ConfigNames.MAINTENANCE));
        if (used) {
          lines.accept("StatusHub: <" + message.name() + ">:");
          for (Announcement announcement : config.announcements(message, service -> config.id())) {
            lines.accept(Announcements.preview(client, announcement));
          }
        }
      }
    }
  }
}
