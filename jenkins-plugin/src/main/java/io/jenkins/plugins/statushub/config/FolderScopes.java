package io.jenkins.plugins.statushub.config;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.AtomicFileWriter;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;

/**
 * Gives each folder with services an identity that it keeps when it is renamed, moved, configured
 * anew by a script, or restored from a backup. It lies in a file beside the folder's configuration
 * and not in it, since whoever can write the configuration could name the identity of another
 * folder there, and since a copied folder must have one of its own.
 */
@Extension
public final class FolderScopes {
  private static final String FILE = "statushub-scope";
  private static final Pattern SCOPE = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final Map<AbstractFolder<?>, String> scopes = new WeakHashMap<>();
  private final Map<String, WeakReference<AbstractFolder<?>>> folders = new HashMap<>();

  /** Returns the identities of this controller's folders. */
  public static FolderScopes get() {
    return ExtensionList.lookupSingleton(FolderScopes.class);
  }

  /**
   * Returns the identity of a folder, and makes one for a folder that has none. Reads and writes
   * files.
   *
   * @throws IOException if it can't be read or written
   */
  public synchronized String scopeOf(AbstractFolder<?> folder) throws IOException {
    String known = scopes.get(folder);
    if (known != null) {
      return known;
    }
    Identity own = Identity.read(folder);
    String name = folder.getFullName();
    if (own == null || isCopy(folder, own)) {
      own = new Identity(UUID.randomUUID().toString(), name);
      own.write(folder);
    } else if (!own.fullName().equals(name)) {
      own = new Identity(own.scope(), name);
      own.write(folder);
    }
    scopes.put(folder, own.scope());
    folders.put(own.scope(), new WeakReference<>(folder));
    return own.scope();
  }

  /** Somebody may copy a folder's directory on the disk, the file included. */
  private static boolean isCopy(AbstractFolder<?> folder, Identity own) throws IOException {
    if (own.fullName().equals(folder.getFullName())
        || !(find(own.fullName()) instanceof AbstractFolder<?> other)
        || other == folder) {
      return false;
    }
    Identity others = Identity.read(other);
    return others != null && others.scope().equals(own.scope());
  }

  /**
   * Finds the folder of an identity. Reads files after a restart, and after a folder has gone.
   *
   * @return null if there is none any more
   * @throws IOException if it was not found, and the identity of some folder can't be read
   */
  public @Nullable AbstractFolder<?> folder(String scope) throws IOException {
    AbstractFolder<?> known = known(scope);
    if (known != null) {
      return known;
    }
    List<AbstractFolder<?>> all;
    try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
      all = List.copyOf(allFolders());
    }
    IOException failure = null;
    for (AbstractFolder<?> each : all) {
      try {
        if (StatusHubFolderProperty.of(each) != null) {
          scopeOf(each);
        }
      } catch (IOException e) {
        failure = e;
      }
    }
    AbstractFolder<?> found = known(scope);
    if (found == null && failure != null) {
      throw failure;
    }
    return found;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static List<AbstractFolder<?>> allFolders() {
    return (List) Jenkins.get().getAllItems(AbstractFolder.class);
  }

  private synchronized @Nullable AbstractFolder<?> known(String scope) {
    WeakReference<AbstractFolder<?>> reference = folders.get(scope);
    AbstractFolder<?> folder = reference == null ? null : reference.get();
    if (folder == null || find(folder.getFullName()) != folder) {
      folders.remove(scope);
      return null;
    }
    return folder;
  }

  private static @Nullable Object find(String fullName) {
    try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
      return Jenkins.get().getItemByFullName(fullName);
    }
  }

  /**
   * What lies in the file.
   *
   * @param scope the identity
   * @param fullName the folder's full name when the file was written
   */
  private record Identity(String scope, String fullName) {

    /** Null if the folder has none, or nobody can make sense of the file. */
    static @Nullable Identity read(AbstractFolder<?> folder) throws IOException {
      List<String> lines;
      try {
        lines = Files.readAllLines(file(folder), StandardCharsets.UTF_8);
      } catch (NoSuchFileException | CharacterCodingException e) {
        return null;
      }
      return lines.size() == 2 && SCOPE.matcher(lines.get(0)).matches()
          ? new Identity(lines.get(0), lines.get(1))
          : null;
    }

    void write(AbstractFolder<?> folder) throws IOException {
      try (AtomicFileWriter writer = new AtomicFileWriter(file(folder), StandardCharsets.UTF_8)) {
        writer.write(scope + "\n" + fullName + "\n");
        writer.commit();
      }
    }

    private static Path file(AbstractFolder<?> folder) {
      return folder.getRootDir().toPath().resolve(FILE);
    }
  }
}
