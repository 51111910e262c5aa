package io.jenkins.plugins.statushub.pages;

import hudson.Functions;
import io.jenkins.plugins.statushub.client.StatusHubClientProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** The files of the ledger that were damaged and set aside. */
public final class DamagedFiles {
  private static final Logger LOGGER = Logger.getLogger(DamagedFiles.class.getName());

  private DamagedFiles() {}

  /**
   * A file that was damaged and set aside.
   *
   * @param name its name in the folder of damaged files
   * @param bytes how large it is
   * @param time when it was written last
   */
  public record DamagedFile(String name, long bytes, Date time) {
    /** Returns its name in the folder of damaged files. */
    public String getName() {
      return name;
    }

    /** Returns how large it is, for people. Not named size: that is a word of views. */
    public String getFileSize() {
      return Functions.humanReadableByteSize(bytes);
    }

    /** Returns when it was written last. */
    public Date getTime() {
      return time;
    }
  }

  /** Returns their names, as they are on disk now. */
  static List<String> names() {
    LedgerIndex.get().lookAtDamaged();
    return LedgerIndex.get().damaged();
  }

  static List<DamagedFile> list() {
    List<DamagedFile> files = new ArrayList<>();
    for (String name : names()) {
      Path file = file(name);
      try {
        files.add(
            new DamagedFile(
                name, Files.size(file), new Date(Files.getLastModifiedTime(file).toMillis())));
      } catch (IOException e) {
        // Removed meanwhile.
      }
    }
    return files;
  }

  static HttpResponse download(String name) throws IOException {
    byte[] content = Files.readAllBytes(file(known(name)));
    return new HttpResponse() {
      @Override
      public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
          throws IOException {
        response.setContentType("application/octet-stream");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getOutputStream().write(content);
      }
    };
  }

  static void delete(String name) throws IOException {
    StatusHubClientProvider.get().client().ledgerAdmin().deleteDamaged(known(name));
    LOGGER.info(
        () -> Jenkins.getAuthentication2().getName() + " deleted the damaged ledger file " + name);
    LedgerIndex.get().lookAtDamaged();
  }

  /** Returns the name if it is listed: no other file can be reached. */
  private static String known(String name) {
    if (!names().contains(name)) {
      throw HttpResponses.notFound();
    }
    return name;
  }

  private static Path file(String name) {
    return StatusHubClientProvider.folder().resolve("damaged").resolve(name);
  }
}
