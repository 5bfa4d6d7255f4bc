package io.customersession.stub.store.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other stubs away from a file of SQLite, whose settings each stub reads once. The operating
 * system releases the lock when the process ends, however it ends. It is on a file of its own,
 * because SQLite locks the database in the same way; that file stays, because a stub that starts
 * meanwhile may have opened it.
 */
final class FileLock implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(FileLock.class.getName());
  private static final String SUFFIX = "-lock";

  /**
   * The files that this process has locked. To open and close one again would release its lock on
   * some systems.
   */
  private static final Set<Path> LOCKED = ConcurrentHashMap.newKeySet();

  private final @Nullable Path file;
  private final @Nullable FileChannel channel;

  private FileLock(@Nullable Path file, @Nullable FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Locks the file of a database, unless it is read only, or the file system has no locks.
   *
   * @throws UncheckedIOException if another stub has locked it
   */
  static FileLock of(DatabaseLocation location) {
    Path database = location.file();
    if (database == null || location.isReadOnly()) {
      return new FileLock(null, null);
    }
    Path file;
    try {
      file = Path.of((Files.exists(database) ? database.toRealPath() : real(database)) + SUFFIX);
    } catch (IOException e) {
      return none(e);
    }
    if (!LOCKED.add(file)) {
      throw inUse(location);
    }
    FileLock lock = null;
    try {
      lock = lock(location, file);
      return lock;
    } finally {
      if (lock == null || lock.channel == null) {
        LOCKED.remove(file);
      }
    }
  }

  private static Path real(Path missing) throws IOException {
    Path folder = missing.toAbsolutePath().getParent();
    return folder == null
        ? missing.toAbsolutePath()
        : folder.toRealPath().resolve(missing.getFileName());
  }

  private static FileLock lock(DatabaseLocation location, Path file) {
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (channel.tryLock() != null) {
          return new FileLock(file, channel);
        }
      } catch (OverlappingFileLockException e) {
        LOGGER.log(System.Logger.Level.DEBUG, "another class loader has the lock", e);
      } catch (IOException e) {
        channel.close();
        return none(e);
      }
      channel.close();
    } catch (IOException e) {
      return none(e);
    }
    throw inUse(location);
  }

  /** In a folder that is read only, nothing can be changed either. */
  private static FileLock none(IOException reason) {
    LOGGER.log(System.Logger.Level.DEBUG, "the file of the store is not locked", reason);
    return new FileLock(null, null);
  }

  private static UncheckedIOException inUse(DatabaseLocation location) {
    return Migrations.cannotOpen(
        location,
        new IOException(
            "another stub uses it; stop that stub first, or use a store in PostgreSQL, which stubs"
                + " can share"));
  }

  @Override
  public void close() {
    if (channel == null || file == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "the lock of the store was not released", e);
    } finally {
      LOCKED.remove(file);
    }
  }
}
