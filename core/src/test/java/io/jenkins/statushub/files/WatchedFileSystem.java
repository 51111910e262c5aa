package io.jenkins.statushub.files;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The real file system, with somebody watching who may stop any operation: by an exception, by an
 * error that stands for the end of the process, or by never returning.
 */
public final class WatchedFileSystem extends FileSystem {
  /** Told of each operation, before it is done and after it. */
  public interface Watch {
    void before(String operation, Path path) throws IOException;

    default void after(String operation, Path path) throws IOException {}
  }

  private final FileSystem real;
  private final Watch watch;
  private final Provider provider;

  private WatchedFileSystem(FileSystem real, Watch watch) {
    this.real = real;
    this.watch = watch;
    this.provider = new Provider();
  }

  /** The same path, watched. */
  public static Path watched(Path path, Watch watch) {
    WatchedFileSystem system = new WatchedFileSystem(path.getFileSystem(), watch);
    return system.wrap(path);
  }

  @SuppressWarnings("NullAway") // a path's parent, root and name may be missing
  private Path wrap(@Nullable Path path) {
    return path == null ? null : new WatchedPath(path);
  }

  private static Path real(Path path) {
    return path instanceof WatchedPath watched ? watched.path : path;
  }

  private interface Operation<T> {
    T run() throws IOException;
  }

  private <T> T watch(String operation, Path path, Operation<T> real) throws IOException {
    watch.before(operation, real(path));
    T result = real.run();
    watch.after(operation, real(path));
    return result;
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isOpen() {
    return real.isOpen();
  }

  @Override
  public boolean isReadOnly() {
    return real.isReadOnly();
  }

  @Override
  public String getSeparator() {
    return real.getSeparator();
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return StreamSupport.stream(real.getRootDirectories().spliterator(), false)
        .map(this::wrap)
        .toList();
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return real.getFileStores();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return real.supportedFileAttributeViews();
  }

  @Override
  public Path getPath(String first, String... more) {
    return wrap(real.getPath(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String pattern) {
    PathMatcher matcher = real.getPathMatcher(pattern);
    return path -> matcher.matches(real(path));
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    return real.getUserPrincipalLookupService();
  }

  @Override
  public WatchService newWatchService() throws IOException {
    return real.newWatchService();
  }

  private final class WatchedPath implements Path {
    private final Path path;

    WatchedPath(Path path) {
      this.path = path;
    }

    @Override
    public FileSystem getFileSystem() {
      return WatchedFileSystem.this;
    }

    @Override
    public boolean isAbsolute() {
      return path.isAbsolute();
    }

    @Override
    public Path getRoot() {
      return wrap(path.getRoot());
    }

    @Override
    public Path getFileName() {
      return wrap(path.getFileName());
    }

    @Override
    public Path getParent() {
      return wrap(path.getParent());
    }

    @Override
    public int getNameCount() {
      return path.getNameCount();
    }

    @Override
    public Path getName(int index) {
      return wrap(path.getName(index));
    }

    @Override
    public Path subpath(int begin, int end) {
      return wrap(path.subpath(begin, end));
    }

    @Override
    public boolean startsWith(Path other) {
      return path.startsWith(real(other));
    }

    @Override
    public boolean endsWith(Path other) {
      return path.endsWith(real(other));
    }

    @Override
    public Path normalize() {
      return wrap(path.normalize());
    }

    @Override
    public Path resolve(Path other) {
      return wrap(path.resolve(real(other)));
    }

    @Override
    public Path relativize(Path other) {
      return wrap(path.relativize(real(other)));
    }

    @Override
    public URI toUri() {
      return path.toUri();
    }

    @Override
    public Path toAbsolutePath() {
      return wrap(path.toAbsolutePath());
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
      return wrap(path.toRealPath(options));
    }

    @Override
    public File toFile() {
      return path.toFile();
    }

    @Override
    public WatchKey register(
        WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers)
        throws IOException {
      return path.register(watcher, events, modifiers);
    }

    @Override
    public int compareTo(Path other) {
      return path.compareTo(real(other));
    }

    @Override
    public Iterator<Path> iterator() {
      return StreamSupport.stream(path.spliterator(), false)
          .map(WatchedFileSystem.this::wrap)
          .iterator();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof WatchedPath that
          && that.getFileSystem() == getFileSystem()
          && path.equals(that.path);
    }

    @Override
    public int hashCode() {
      return path.hashCode();
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  private final class Provider extends FileSystemProvider {
    private final FileSystemProvider provider = real.provider();

    @Override
    public String getScheme() {
      return "watched";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
      return WatchedFileSystem.this;
    }

    @Override
    public Path getPath(URI uri) {
      return wrap(provider.getPath(uri));
    }

    @Override
    public SeekableByteChannel newByteChannel(
        Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
        throws IOException {
      return watch("open", path, () -> provider.newByteChannel(real(path), options, attributes));
    }

    @Override
    public FileChannel newFileChannel(
        Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
        throws IOException {
      return watch(
          "open",
          path,
          () -> new WatchedChannel(path, provider.newFileChannel(real(path), options, attributes)));
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(
        Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
      DirectoryStream<Path> stream =
          watch("list", folder, () -> provider.newDirectoryStream(real(folder), path -> true));
      return new DirectoryStream<>() {
        @Override
        public Iterator<Path> iterator() {
          Iterator<Path> paths = stream.iterator();
          return new Iterator<>() {
            @Override
            public boolean hasNext() {
              return paths.hasNext();
            }

            @Override
            public Path next() {
              return wrap(paths.next());
            }
          };
        }

        @Override
        public void close() throws IOException {
          stream.close();
        }
      };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
      watch(
          "create",
          folder,
          () -> {
            provider.createDirectory(real(folder), attributes);
            return folder;
          });
    }

    @Override
    public void delete(Path path) throws IOException {
      watch(
          "delete",
          path,
          () -> {
            provider.delete(real(path));
            return path;
          });
    }

    @Override
    public void copy(Path from, Path to, CopyOption... options) {
      throw new UnsupportedOperationException("the ledger copies nothing");
    }

    @Override
    public void move(Path from, Path to, CopyOption... options) throws IOException {
      watch(
          "move",
          to,
          () -> {
            provider.move(real(from), real(to), options);
            return to;
          });
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
      return provider.isSameFile(real(one), real(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
      return provider.isHidden(real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
      return provider.getFileStore(real(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
      provider.checkAccess(real(path), modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(
        Path path, Class<V> type, LinkOption... options) {
      return provider.getFileAttributeView(real(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(
        Path path, Class<A> type, LinkOption... options) throws IOException {
      return provider.readAttributes(real(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
        throws IOException {
      return provider.readAttributes(real(path), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
        throws IOException {
      provider.setAttribute(real(path), attribute, value, options);
    }
  }

  /** Locks are the real channel's own. */
  private final class WatchedChannel extends FileChannel {
    private final Path path;
    private final FileChannel channel;

    WatchedChannel(Path path, FileChannel channel) {
      this.path = path;
      this.channel = channel;
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
      return channel.read(to);
    }

    @Override
    public long read(ByteBuffer[] to, int offset, int length) throws IOException {
      return channel.read(to, offset, length);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      // In two parts, so that a write can be stopped in its middle.
      return watch(
          "write",
          path,
          () -> {
            int half = from.remaining() > 1 ? from.remaining() / 2 : from.remaining();
            ByteBuffer part = from.slice(from.position(), half);
            int written = channel.write(part);
            from.position(from.position() + written);
            return written;
          });
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long position() throws IOException {
      return channel.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
      channel.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      channel.truncate(size);
      return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
      // Not really: what a process wrote outlasts its end.
      watch("force", path, () -> path);
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target)
        throws IOException {
      return channel.transferTo(position, count, target);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count)
        throws IOException {
      return channel.transferFrom(source, position, count);
    }

    @Override
    public int read(ByteBuffer to, long position) throws IOException {
      return channel.read(to, position);
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
      return channel.write(from, position);
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
      return channel.map(mode, position, size);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
      return channel.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return watch("lock", path, () -> channel.tryLock(position, size, shared));
    }

    @Override
    protected void implCloseChannel() throws IOException {
      channel.close();
    }
  }

  /** A watch that counts and lets pass. */
  public static final class Count implements Watch {
    private int operations;
    private final List<String> seen = new java.util.ArrayList<>();

    @Override
    public synchronized void before(String operation, Path path) {
      operations++;
      seen.add(operation + " " + path.getFileName());
    }

    synchronized int operations() {
      return operations;
    }

    synchronized List<String> seen() {
      return List.copyOf(seen);
    }
  }
}
