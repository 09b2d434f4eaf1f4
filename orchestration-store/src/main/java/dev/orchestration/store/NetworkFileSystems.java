package dev.orchestration.store;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Refuses file systems that several machines can share: neither their locks nor shared memory hold between machines, so
 * two owners could write at once and the file would be damaged.
 */
final class NetworkFileSystems {
    /** Beginnings of the type names that the system reports; with "fuse." in front where a user process serves them. */
    private static final List<String> PREFIXES = List.of(
            "9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "gfs", "gluster", "gpfs", "lustre", "ncp",
            "nfs", "ocfs2", "rclone", "s3fs", "smb", "sshfs", "webdav");

    private NetworkFileSystems() {}

    /** @throws OrchestrationException ({@code STORE_UNAVAILABLE}) if {@code folder} lies on one of them */
    static void refuse(Path folder) {
        String type;
        try {
            type = Files.getFileStore(folder).type();
        } catch (IOException e) {
            throw SqlFault.of(folder, "find the file system of", e.toString(), e);
        }
        if (isNetwork(type)) {
            throw new OrchestrationException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "the folder " + folder + " is on a network file system (" + type
                            + "), where a SQLite store is not safe; name a file on a local disk");
        }
    }

    static boolean isNetwork(String type) {
        String name = type.toLowerCase(Locale.ROOT);
        String bare = name.startsWith("fuse.") ? name.substring("fuse.".length()) : name;
        return PREFIXES.stream().anyMatch(bare::startsWith);
    }
}
