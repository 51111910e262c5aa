package io.jenkins.statushub.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The locks of one ledger, among threads and among processes. All are ranges of one file, so that a
 * process that dies lets go of its locks and no lock files pile up. The file is opened once for
 * each folder and stays open: on POSIX systems, closing any descriptor of a file drops all locks
 * that the process has on it.
 *
 * <p>Order, to rule out deadlocks: a key's lock before an entry's; at most one of each; both for
 * file work only. The right to send an entry's updates is held across requests and is only ever
 * tried for, never waited for by a thread.
 */
final class LedgerLocks implements AutoCloseable {
  private static final int STRIPES = 256;
  private static final long KEYS = 0;
  private static final long ENTRIES = STRIPES;
  private static final long DRAIN = 2L * STRIPES;
  private static final long SENDING = 1L << 32;
  private static final long LONGEST_PAUSE_NANOS = 10_000_000;

  private static final Map<Path, LedgerLocks> OPEN = new HashMap<>();

  /** A lock that is held; closing it lets go. Not bound to a thread. */
  interface Held extends AutoCloseable {
    @Override
    void close();
  }

  private final Path folder;
  private final FileChannel channel;
  private final Set<Long> heldHere = ConcurrentHashMap.newKeySet();
  private int users;

  private LedgerLocks(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /** The folder's locks, shared by all its ledgers in this process. */
  static LedgerLocks open(Path folder, DurableFiles files) throws IOException {
    Path real = folder.toRealPath();
    synchronized (OPEN) {
      LedgerLocks locks = OPEN.get(real);
      if (locks == null) {
        locks = new LedgerLocks(real, files.openLockFile(real.resolve("ledger.lock")));
        OPEN.put(real, locks);
      }
      locks.users++;
      return locks;
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (OPEN) {
      users--;
      if (users == 0) {
        OPEN.remove(folder);
        channel.close();
      }
    }
  }

  /** Waits for the right to read and change what a key points to. */
  Held lockKey(String name, long waitNanos) throws IOException {
    return lock(KEYS + stripe(name), waitNanos);
  }

  /** Waits for the right to read and change an entry's file. */
  Held lockEntry(String name, long waitNanos) throws IOException {
    return lock(ENTRIES + stripe(name), waitNanos);
  }

  /** The right to send an entry's updates; null while somebody else has it. */
  @Nullable Held trySending(String name) throws IOException {
    return tryLock(SENDING + position(name));
  }

  /** The right to drain; null while somebody else does. */
  @Nullable Held tryDrain() throws IOException {
    return tryLock(DRAIN);
  }

  private static long stripe(String name) {
    return Math.floorMod(name.hashCode(), STRIPES);
  }

  /** 60 bits of the hash that a name ends with; two names that share them wait for each other. */
  private static long position(String name) {
    return Names.hashBits(name) >>> 4;
  }

  private Held lock(long position, long waitNanos) throws IOException {
    long start = System.nanoTime();
    long pause = 50_000;
    boolean interrupted = false;
    try {
      while (true) {
        Held held = tryLock(position);
        if (held != null) {
          return held;
        }
        if (System.nanoTime() - start > waitNanos) {
          throw new LedgerException(
              "the ledger "
                  + folder
                  + " is held by another process that does not let go; see which one has"
                  + " ledger.lock open",
              null);
        }
        interrupted |= Thread.interrupted();
        LockSupport.parkNanos(pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE_NANOS);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private @Nullable Held tryLock(long position) throws IOException {
    if (!heldHere.add(position)) {
      return null;
    }
    FileLock lock = null;
    try {
      lock = channel.tryLock(position, 1, false);
    } catch (OverlappingFileLockException e) {
      // Held in this process by a copy of this class from another class loader: as good as held.
      return null;
    } finally {
      if (lock == null) {
        heldHere.remove(position);
      }
    }
    return lock == null ? null : new Range(position, lock);
  }

  private final class Range implements Held {
    private final long position;
    private @Nullable FileLock lock;

    Range(long position, FileLock lock) {
      this.position = position;
      this.lock = lock;
    }

    @Override
    public synchronized void close() {
      FileLock held = lock;
      if (held == null) {
        return;
      }
      lock = null;
      try {
        held.release();
      } catch (IOException e) {
        // The file was closed, and the lock went with it.
      } finally {
        heldHere.remove(position);
      }
    }
  }
}
