package dev.orchestration.tasks.action.builtin;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One folder a JVM for what processes write as their output, which only this user can open. To make and remove one for each
 * process costs the file system a good part of what the process itself costs. Thread-safe.
 */
final class OutputFolder {
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");
    private static final OutputFolder SHARED = new OutputFolder();

    @GuardedBy("this")
    private @Nullable Path folder;

    @GuardedBy("this")
    private @Nullable Object owner;

    @GuardedBy("this")
    private long files;

    private OutputFolder() {}

    /** A path in it that nobody had before; nothing is there. */
    static Path newPath() throws IOException {
        return SHARED.next();
    }

    private synchronized Path next() throws IOException {
        Path there = folder;
        if (there == null || !isOurs(there)) {
            there = Files.createTempDirectory("orchestration-");
            there.toFile().deleteOnExit();
            folder = there;
            owner = privateOwner(there);
        }
        return there.resolve(++files + ".json");
    }

    /** Systems remove old folders of temporary files, and somebody else might then put one of the same name there. */
    @GuardedBy("this")
    private boolean isOurs(Path there) throws IOException {
        try {
            return Objects.equals(owner, privateOwner(there));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Who alone can open it, {@code "others"} if others can; empty where the system has no such permissions. */
    private static Object privateOwner(Path path) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? "" : "others";
        }
        PosixFileAttributes attributes = view.readAttributes();
        return attributes.isDirectory() && attributes.permissions().equals(PRIVATE) ? attributes.owner() : "others";
    }
}
