package io.jenkins.statushub.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** The user's settings.xml of Maven. */
final class MavenSettings {
  private MavenSettings() {}

  /**
   * Returns the password of a {@code <server>} as it is written; null if there is none, or no
   * settings.xml that can be read.
   */
  static @Nullable String password(String serverId) {
    Path home = LedgerOptions.home();
    Path file = home == null ? null : home.resolve(".m2").resolve("settings.xml");
    if (file == null || !Files.isReadable(file)) {
      return null;
    }
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try (InputStream in = Files.newInputStream(file)) {
      return password(factory.createXMLStreamReader(in), serverId);
    } catch (IOException | XMLStreamException e) {
      return null;
    }
  }

  private static @Nullable String password(XMLStreamReader reader, String serverId)
      throws XMLStreamException {
    String id = null;
    String password = null;
    boolean inServer = false;
    while (reader.hasNext()) {
      int event = reader.next();
      String name = reader.hasName() ? reader.getLocalName() : "";
      if (event == XMLStreamReader.START_ELEMENT && name.equals("server")) {
        inServer = true;
        id = null;
        password = null;
      } else if (inServer && event == XMLStreamReader.START_ELEMENT && name.equals("id")) {
        id = reader.getElementText().strip();
      } else if (inServer && event == XMLStreamReader.START_ELEMENT && name.equals("password")) {
        password = withVariables(reader.getElementText().strip());
      } else if (event == XMLStreamReader.END_ELEMENT && name.equals("server")) {
        inServer = false;
        if (serverId.equals(id) && password != null && !password.isEmpty()) {
          return password;
        }
      }
    }
    return null;
  }

  /** Maven replaces <code>${env.NAME}</code> there; nothing else is expected in a password. */
  private static @Nullable String withVariables(String text) {
    if (!text.startsWith("${env.") || !text.endsWith("}")) {
      return text;
    }
    return System.getenv(text.substring("${env.".length(), text.length() - 1));
  }
}
