package io.jenkins.statushub.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * An open lock file. On POSIX systems, closing any descriptor of a file drops all locks that the
 * process has on it: also those of a copy of this class that another class loader holds, such as
 * that of another version of the same plugin. So the copies count their users together, and a
 * channel is closed by the last of them only; until then it just stays open.
 *
 * <p>What they share are a system property and the monitor of its name: both are there once in a
 * JVM, and neither keeps a class loader alive.
 */
public final class LockFile {
  private static final String USERS = "io.jenkins.statushub.ledger.users:";
  private static final long FOR_EVER_DAYS = 36_500;

  private final FileChannel channel;
  private final String property;

  private LockFile(FileChannel channel, String property) {
    this.channel = channel;
    this.property = property;
  }

  /**
   * Opens the lock file of a folder.
   *
   * @param folder the folder's real path
   */
  public static LockFile open(Path folder, DurableFiles files) throws IOException {
    Path file = folder.resolve("ledger.lock");
    String property = (USERS + file).intern();
    synchronized (property) {
      LockFile opened = new LockFile(files.openLockFile(file), property);
      count(property, 1);
      return opened;
    }
  }

  public FileChannel channel() {
    return channel;
  }

  public void close() throws IOException {
    synchronized (property) {
      if (count(property, -1) == 0) {
        channel.close();
      } else {
        // The JDK's own timer keeps it reachable: collected as garbage, it would be closed.
        var unused =
            new CompletableFuture<FileChannel>()
                .completeOnTimeout(channel, FOR_EVER_DAYS, TimeUnit.DAYS);
      }
    }
  }

  private static int count(String property, int change) {
    int users = Integer.getInteger(property, 0) + change;
    if (users > 0) {
      System.setProperty(property, Integer.toString(users));
    } else {
      System.clearProperty(property);
    }
    return users;
  }
}
