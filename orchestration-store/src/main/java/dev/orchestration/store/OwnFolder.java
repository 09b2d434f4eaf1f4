package dev.orchestration.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A folder into which nobody but this user may put anything, as what lies in it is carried out. */
record OwnFolder(Path path) {
    private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OF_OTHERS =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    /**
     * Makes it where it is missing.
     *
     * @throws IOException if it is there and others may write to it
     */
    void make() throws IOException {
        if (isThere()) {
            return;
        }
        try {
            if (isPosix()) {
                Files.createDirectory(path, PosixFilePermissions.asFileAttribute(MODE));
            } else {
                Files.createDirectory(path);
            }
        } catch (FileAlreadyExistsException e) {
            isThere();
        }
    }

    /**
     * Whether there is such a folder.
     *
     * @throws IOException if there is something else, or others may write to it
     */
    boolean isThere() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(path + " is no folder; remove it");
        }
        if (isPosix() && Files.getPosixFilePermissions(path).stream().anyMatch(OF_OTHERS::contains)) {
            throw new IOException("others may write to " + path + "; remove it, or: chmod 700 '" + path + "'");
        }
        return true;
    }

    private boolean isPosix() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
