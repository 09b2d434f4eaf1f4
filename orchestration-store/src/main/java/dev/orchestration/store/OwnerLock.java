package dev.orchestration.store;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The lock beside a store's file, which the kernel frees when its process dies. The lock file is empty, is never read and
 * never deleted, and no other class may open it: POSIX drops a process's lock at the close of <em>any</em> descriptor of
 * that file. Hence the registry, which refuses a second lock in this JVM before the file is opened. Thread-safe.
 */
final class OwnerLock implements AutoCloseable {
    /** After a kill -9 the kernel needs a moment (measured: up to 86 ms) until the lock is free. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    @GuardedBy("OwnerLock.class")
    private static final Set<Path> HELD = new HashSet<>();

    /** Channels that must stay open although we do not own the lock; see {@link #lock}. */
    @GuardedBy("OwnerLock.class")
    private static final Map<Path, FileChannel> FOREIGN = new HashMap<>();

    private final Path store;
    private final FileChannel channel;

    private OwnerLock(Path store, FileChannel channel) {
        this.store = store;
        this.channel = channel;
    }

    /**
     * Takes the lock of {@code store}, a real path.
     *
     * @return null if somebody else holds it, in this process or another
     */
    static @Nullable OwnerLock take(Path store) {
        return take(store, PATIENCE_NANOS);
    }

    /**
     * Whether somebody holds the lock, in this process or another. If nobody does, this holds it for a moment, in which nobody
     * of this process can try to take it, and others try again.
     */
    static boolean isHeld(Path store) {
        synchronized (OwnerLock.class) {
            OwnerLock lock = take(store, 0);
            if (lock != null) {
                lock.close();
            }
            return lock == null;
        }
    }

    private static @Nullable OwnerLock take(Path store, long patienceNanos) {
        synchronized (OwnerLock.class) {
            if (!HELD.add(store)) {
                return null;
            }
        }
        OwnerLock lock = null;
        try {
            lock = open(store, patienceNanos);
            return lock;
        } catch (IOException e) {
            throw SqlFault.of(store, "lock", IoWords.of(e) + "; its folder must be writable for this user", e);
        } finally {
            if (lock == null) {
                forget(store);
            }
        }
    }

    private static @Nullable OwnerLock open(Path store, long patienceNanos) throws IOException {
        Path file = store.resolveSibling(store.getFileName() + ".lock");
        FileChannel kept = takeKept(file);
        FileChannel channel =
                kept != null ? kept : FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken = false;
        boolean foreign = false;
        try {
            taken = lock(channel, patienceNanos);
        } catch (OverlappingFileLockException e) {
            // Another class loader of this JVM holds it. To close our channel would free its lock.
            foreign = true;
            keepOpen(file, channel);
        } finally {
            if (!taken && !foreign) {
                channel.close();
            }
        }
        return taken ? new OwnerLock(store, channel) : null;
    }

    private static boolean lock(FileChannel channel, long patienceNanos) throws IOException {
        long start = Clock.system().nanos();
        FileLock lock = channel.tryLock();
        while (lock == null
                && Clock.system().nanos() - start < patienceNanos
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(STEP_NANOS);
            lock = channel.tryLock();
        }
        return lock != null;
    }

    private static void keepOpen(Path file, FileChannel channel) {
        synchronized (OwnerLock.class) {
            FOREIGN.put(file, channel);
        }
    }

    private static @Nullable FileChannel takeKept(Path file) {
        synchronized (OwnerLock.class) {
            return FOREIGN.remove(file);
        }
    }

    private static void forget(Path store) {
        synchronized (OwnerLock.class) {
            HELD.remove(store);
        }
    }

    /** Frees the lock. Idempotence is the store's: this is called once. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new OrchestrationException(
                    ErrorCode.STORE_UNAVAILABLE, "cannot free the lock of the store " + store + ": " + e, e);
        } finally {
            forget(store);
        }
    }
}
