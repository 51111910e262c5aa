package io.jenkins.statushub.ledger.store;

import io.jenkins.statushub.concurrent.Deadline;
import io.jenkins.statushub.concurrent.LockHandle;
import io.jenkins.statushub.files.DurableFiles;
import io.jenkins.statushub.files.LockFile;
import io.jenkins.statushub.ledger.model.LedgerException;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The locks of one ledger, among threads and among processes. All are ranges of one file, so that a
 * process that dies lets go of its locks and no lock files pile up.
 *
 * <p>Order, to rule out deadlocks: a key's lock before an entry's; at most one of each; both for
 * file work only. The right to send an entry's updates is held across requests and is only ever
 * tried for, never waited for by a thread.
 */
public final class LedgerLocks implements AutoCloseable {
  private static final int STRIPES = 256;
  private static final long KEYS = 0;
  private static final long ENTRIES = STRIPES;
  private static final long BACKOFFS = 2L * STRIPES;
  private static final long FLUSH = 3L * STRIPES;
  private static final long SENDING = 1L << 32;
  private static final long SHORTEST_PAUSE_NANOS = 50_000;
  private static final long LONGEST_PAUSE_NANOS = 10_000_000;

  private static final Map<Path, LedgerLocks> OPEN = new HashMap<>();

  private final Path folder;
  private final LockFile file;
  private final Set<Long> heldHere = ConcurrentHashMap.newKeySet();
  private final Map<Long, Semaphore> queues = new ConcurrentHashMap<>();
  private final Map<Long, List<Runnable>> waiting = new ConcurrentHashMap<>();
  private int users;

  private LedgerLocks(Path folder, LockFile file) {
    this.folder = folder;
    this.file = file;
  }

  /** The folder's locks, shared by all its ledgers in this process. */
  static LedgerLocks open(Path folder, DurableFiles files) throws IOException {
    Path real = folder.toRealPath();
    synchronized (OPEN) {
      LedgerLocks locks = OPEN.get(real);
      if (locks == null) {
        locks = new LedgerLocks(real, LockFile.open(real, files));
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
        file.close();
      }
    }
  }

  /** Waits for the right to read and change what a key points to. */
  LockHandle lockKey(String name, Deadline deadline) throws IOException {
    return lock(KEYS + stripe(name), deadline);
  }

  /** Waits for the right to read and change an entry's file. */
  LockHandle lockEntry(String name, Deadline deadline) throws IOException {
    return lock(ENTRIES + stripe(name), deadline);
  }

  /** Waits for the right to read and change a service's back-off. */
  LockHandle lockBackoff(String name, Deadline deadline) throws IOException {
    return lock(BACKOFFS + stripe(name), deadline);
  }

  /**
   * The right to send an entry's updates; null while somebody else has it.
   *
   * @param whenFree run as soon as somebody in this process lets go of it, where null is returned;
   *     to be brief. Of other processes nothing is heard: ask again
   */
  @Nullable LockHandle trySendLock(String name, Runnable whenFree) throws IOException {
    long position = SENDING + position(name);
    LockHandle held = tryLock(position);
    if (held == null) {
      waiting.compute(
          position,
          (at, others) -> {
            if (!heldHere.contains(at)) {
              return others;
            }
            List<Runnable> queue = others == null ? new ArrayList<>() : others;
            queue.add(whenFree);
            return queue;
          });
    }
    return held;
  }

  /** The right to flush; null while somebody else does. */
  @Nullable LockHandle tryFlushLock() throws IOException {
    return tryLock(FLUSH);
  }

  private static long stripe(String name) {
    return Math.floorMod(name.hashCode(), STRIPES);
  }

  /** 60 bits of the hash that a name ends with; two names that share them wait for each other. */
  private static long position(String name) {
    return LedgerFileNames.hashBits(name) >>> 4;
  }

  /** First come, first served among this process's threads; whoever is first asks the file. */
  private LockHandle lock(long position, Deadline deadline) throws IOException {
    Semaphore queue = queues.computeIfAbsent(position, at -> new Semaphore(1, true));
    boolean interrupted = Thread.interrupted();
    boolean mine = false;
    FileLock lock = null;
    try {
      while (!mine) {
        try {
          if (!queue.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
            throw tooLong();
          }
          mine = true;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      long pause = SHORTEST_PAUSE_NANOS;
      while ((lock = ask(position)) == null) {
        if (deadline.isOver()) {
          throw tooLong();
        }
        interrupted |= Thread.interrupted();
        LockSupport.parkNanos(pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE_NANOS);
      }
      return new Range(lock, queue::release);
    } finally {
      if (mine && lock == null) {
        queue.release();
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private LedgerException tooLong() {
    return new LedgerException(
        "the ledger "
            + folder
            + " is held by another process that does not let go; see which one has ledger.lock"
            + " open",
        null);
  }

  private @Nullable LockHandle tryLock(long position) throws IOException {
    if (!heldHere.add(position)) {
      return null;
    }
    FileLock lock = null;
    try {
      lock = ask(position);
    } finally {
      if (lock == null) {
        freed(position);
      }
    }
    return lock == null ? null : new Range(lock, () -> freed(position));
  }

  private void freed(long position) {
    heldHere.remove(position);
    List<Runnable> queue = waiting.remove(position);
    if (queue != null) {
      queue.forEach(Runnable::run);
    }
  }

  private @Nullable FileLock ask(long position) throws IOException {
    try {
      return file.channel().tryLock(position, 1, false);
    } catch (OverlappingFileLockException e) {
      // LockHandle in this process by a copy of this class from another class loader: as good as
      // held.
      return null;
    }
  }

  private static final class Range implements LockHandle {
    private final Runnable afterwards;
    private @Nullable FileLock lock;

    Range(FileLock lock, Runnable afterwards) {
      this.lock = lock;
      this.afterwards = afterwards;
    }

    @Override
    public void close() {
      FileLock held;
      synchronized (this) {
        held = lock;
        lock = null;
      }
      if (held == null) {
        return;
      }
      try {
        held.release();
      } catch (IOException e) {
        // The file was closed, and the lock went with it.
      } finally {
        afterwards.run();
      }
    }
  }
}
