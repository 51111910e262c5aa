package io.jenkins.plugins.statushub.pages;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Job;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Knows which incidents each job announced that are not over. It is held in memory, so that no page
 * and no list of jobs looks at the disk to find out that there is nothing to show; {@link
 * JobRecord} keeps it beside each job's configuration.
 */
@Extension
public final class JobIncidents {
  private static final Logger LOGGER = Logger.getLogger(JobIncidents.class.getName());

  private final Map<String, List<JobRecord.Ref>> byJob = new ConcurrentHashMap<>();
  private volatile boolean loaded;

  /** Returns the record of this controller. */
  public static JobIncidents get() {
    return ExtensionList.lookupSingleton(JobIncidents.class);
  }

  /** Returns whether a job has announced an incident. Looks at no file. */
  boolean knows(Job<?, ?> job) {
    return byJob.containsKey(job.getFullName());
  }

  /** Returns the incidents of a job, the newest last. Looks at no file. */
  List<JobRecord.Ref> of(Job<?, ?> job) {
    return of(job.getFullName());
  }

  /** Returns the incidents of the job of a full name, the newest last. Looks at no file. */
  List<JobRecord.Ref> of(String job) {
    return byJob.getOrDefault(job, List.of());
  }

  /**
   * Returns the incidents of all jobs, each with the full name of a job that announced it. Reads
   * the records of the jobs if that has not happened yet.
   */
  Map<EntryRef, String> all() {
    if (!loaded) {
      load();
    }
    Map<EntryRef, String> all = new HashMap<>();
    byJob.forEach((job, refs) -> refs.forEach(ref -> all.put(ref.entry(), job)));
    return all;
  }

  /** Reads the records of all jobs. A record that can't be read is reported and passed over. */
  void load() {
    Map<String, List<JobRecord.Ref>> found = new HashMap<>();
    try (ACLContext unused = ACL.as2(ACL.SYSTEM2)) {
      for (Job<?, ?> job : Jenkins.get().allItems(Job.class)) {
        if (JobRecord.exists(job)) {
          found.put(job.getFullName(), read(job));
        }
      }
    }
    synchronized (this) {
      // What was announced meanwhile is in memory and on disk.
      found.forEach(byJob::putIfAbsent);
      byJob.keySet().removeIf(name -> !found.containsKey(name) && isGone(name));
      loaded = true;
    }
  }

  private static List<JobRecord.Ref> read(Job<?, ?> job) {
    try {
      return List.copyOf(JobRecord.read(job));
    } catch (IOException e) {
      LOGGER.log(
          Level.WARNING, e, () -> "the incidents of " + job.getFullName() + " can't be read");
      return List.of();
    }
  }

  private static boolean isGone(String name) {
    try (ACLContext unused = ACL.as2(ACL.SYSTEM2)) {
      return Jenkins.get().getItemByFullName(name, Job.class) == null;
    }
  }

  /** Remembers that a job announced an incident. */
  synchronized void add(Job<?, ?> job, JobRecord.Ref ref) throws IOException {
    List<JobRecord.Ref> before = known(job);
    if (before.contains(ref)) {
      return;
    }
    List<JobRecord.Ref> refs = new ArrayList<>(before);
    refs.removeIf(each -> each.entry().equals(ref.entry()));
    refs.add(ref);
    List<JobRecord.Ref> kept = List.copyOf(JobRecord.newest(refs));
    byJob.put(job.getFullName(), kept);
    if (before.isEmpty()) {
      // In place of a record that can't be read, too.
      JobRecord.write(job, kept);
    } else {
      JobRecord.add(job, ref, kept);
    }
  }

  /** What is announced before the records were read comes to what the job's record holds. */
  private List<JobRecord.Ref> known(Job<?, ?> job) {
    List<JobRecord.Ref> refs = byJob.get(job.getFullName());
    return refs == null ? read(job) : refs;
  }

  /** Forgets an incident of a job that is over. */
  synchronized void forget(Job<?, ?> job, EntryRef over) throws IOException {
    List<JobRecord.Ref> before = known(job);
    for (JobRecord.Ref each : before) {
      if (each.entry().equals(over)) {
        List<JobRecord.Ref> kept = before.stream().filter(other -> !other.equals(each)).toList();
        byJob.put(job.getFullName(), kept);
        JobRecord.remove(job, each, kept);
        return;
      }
    }
  }

  /** Forgets incidents of a job, such as those that are over. */
  synchronized void forget(Job<?, ?> job, Predicate<JobRecord.Ref> over) throws IOException {
    List<JobRecord.Ref> refs = new ArrayList<>(of(job));
    if (refs.removeIf(over)) {
      save(job, refs);
    }
  }

  /** Forgets incidents of all jobs, such as those that are over. */
  void forgetAll(Predicate<JobRecord.Ref> over) {
    for (Map.Entry<String, List<JobRecord.Ref>> each : byJob.entrySet()) {
      if (each.getValue().stream().anyMatch(over)) {
        try (ACLContext unused = ACL.as2(ACL.SYSTEM2)) {
          Job<?, ?> job = Jenkins.get().getItemByFullName(each.getKey(), Job.class);
          if (job != null) {
            forget(job, over);
          }
        } catch (IOException e) {
          LOGGER.log(
              Level.WARNING, e, () -> "the incidents of " + each.getKey() + " can't be written");
        }
      }
    }
  }

  /** Follows a job that was renamed or moved; its file went with it. */
  synchronized void move(Job<?, ?> job, String oldName, UnaryOperator<JobRecord.Ref> change)
      throws IOException {
    List<JobRecord.Ref> refs = byJob.remove(oldName);
    if (refs != null) {
      save(job, refs.stream().map(change).toList());
    }
  }

  /** Forgets a job that was deleted; its file went with it. */
  void delete(Job<?, ?> job) {
    byJob.remove(job.getFullName());
  }

  private void save(Job<?, ?> job, List<JobRecord.Ref> refs) throws IOException {
    byJob.put(job.getFullName(), List.copyOf(refs));
    JobRecord.write(job, refs);
  }
}
