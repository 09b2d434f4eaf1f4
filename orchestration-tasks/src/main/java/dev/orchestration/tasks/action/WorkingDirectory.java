package dev.orchestration.tasks.action;

import java.nio.file.Path;
import java.util.List;

/**
 * Where an execution works. Paths of a definition stay under {@code root}, or under one of {@code allowed}, also after
 * links are followed.
 *
 * @param root absolute; relative paths begin here
 * @param allowed further absolute folders that the person who started the execution allowed
 */
public record WorkingDirectory(Path root, List<Path> allowed) {
    public WorkingDirectory {
        root = root.toAbsolutePath().normalize();
        allowed =
                allowed.stream().map(path -> path.toAbsolutePath().normalize()).toList();
    }
}
