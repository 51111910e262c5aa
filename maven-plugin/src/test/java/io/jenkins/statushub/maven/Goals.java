package io.jenkins.statushub.maven;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.codehaus.plexus.configuration.PlexusConfigurationException;

/** Goals set up as Maven does it, from the plugin's own descriptor, within this process. */
public final class Goals {
  public static final PluginDescriptor PLUGIN = descriptor();

  private Goals() {}

  private static PluginDescriptor descriptor() {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(Goals.class.getResourceAsStream("/META-INF/maven/plugin.xml")),
            StandardCharsets.UTF_8)) {
      return new PluginDescriptorBuilder().build(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (PlexusConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A session with these user properties, without projects. */
  @SuppressWarnings({"deprecation", "JavaUtilDate"}) // There is no other way to make one.
  static MavenSession session(Properties userProperties) {
    DefaultMavenExecutionRequest request = new DefaultMavenExecutionRequest();
    request.setUserProperties(userProperties);
    request.setSystemProperties(new Properties());
    request.setStartTime(java.util.Date.from(java.time.Instant.EPOCH));
    return new MavenSession(null, null, request, null);
  }

  /**
   * A goal with its defaults.
   *
   * @param ledger its ledger's folder
   * @param parameters name, value, name, value, …; commas separate what a list holds
   */
  static StatusHubMojo goal(StatusHubMojo mojo, String name, Path ledger, String... parameters) {
    MojoDescriptor goal = PLUGIN.getMojo(name);
    mojo.execution = new MojoExecution(goal);
    mojo.session = session(new Properties());
    mojo.ledger = ledger.toString();
    for (Parameter parameter : goal.getParameters()) {
      String byDefault = parameter.getDefaultValue();
      if (byDefault != null && !byDefault.contains("$")) {
        set(mojo, parameter.getName(), byDefault);
      }
    }
    for (int i = 0; i < parameters.length; i += 2) {
      set(mojo, parameters[i], parameters[i + 1]);
    }
    return mojo;
  }

  private static void set(StatusHubMojo mojo, String name, String value) {
    Class<?> type = mojo.getClass();
    while (type != null) {
      try {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        field.set(mojo, field.getType() == List.class ? List.of(value.split(",")) : value);
        return;
      } catch (NoSuchFieldException e) {
        type = type.getSuperclass();
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new IllegalArgumentException("no parameter " + name);
  }
}
