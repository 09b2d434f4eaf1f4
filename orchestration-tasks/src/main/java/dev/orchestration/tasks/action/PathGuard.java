package dev.orchestration.tasks.action;

import dev.orchestration.state.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one gate from a path in a definition to a file: after all links are followed it must lie in the working directory
 * or in a folder that was allowed. It guards against what a definition says, not against a process that swaps a folder
 * for a link between the check and the use. Thread-safe.
 */
public final class PathGuard {
    private static final int MAX_LINKS = 40;

    private final WorkingDirectory directory;

    public PathGuard(WorkingDirectory directory) {
        this.directory = directory;
    }

    /**
     * The file that {@code path} means, without links as far as it exists.
     *
     * @param path absolute, or relative to the root of the working directory
     * @throws ActionFailedException ({@code PathOutside}, user) if it leads out
     * @throws IOException if a folder on the way cannot be read
     */
    public Path resolve(String path) throws ActionFailedException, IOException {
        Path wanted = parse(path);
        Path real = withoutLinks(wanted);
        for (Path folder : folders()) {
            if (real.startsWith(folder)) {
                return real;
            }
        }
        throw new ActionFailedException(
                "PathOutside",
                ErrorKind.USER,
                "the path '" + Printable.line(path) + "' leads to " + Printable.line(real.toString())
                        + ", which is outside of the working directory " + directory.root()
                        + "; allow its folder with --allow-path if that is meant");
    }

    private Path parse(String path) throws ActionFailedException {
        try {
            if (!path.isEmpty()) {
                return directory.root().resolve(path).normalize();
            }
        } catch (InvalidPathException e) {
            throw invalid(path, e.getReason());
        }
        throw invalid(path, "it is empty");
    }

    private static ActionFailedException invalid(String path, @Nullable String why) {
        return new ActionFailedException(
                "BadPath", ErrorKind.USER, "the path '" + Printable.line(path) + "' is not possible: " + why);
    }

    private List<Path> folders() throws IOException {
        List<Path> folders = new ArrayList<>();
        folders.add(withoutLinks(directory.root()));
        for (Path allowed : directory.allowed()) {
            folders.add(withoutLinks(allowed));
        }
        return folders;
    }

    /** Follows links also where the last one leads to something that does not exist yet: a write would create it there. */
    private static Path withoutLinks(Path path) throws IOException {
        Path current = path;
        for (int links = 0; links < MAX_LINKS; links++) {
            Path existing = deepestExisting(current);
            Path rest = existing.relativize(current);
            if (Files.exists(existing)) {
                return existing.toRealPath().resolve(rest).normalize();
            }
            Path folder = existing.toAbsolutePath().getParent();
            Path target = Files.readSymbolicLink(existing);
            current = (folder == null ? target : folder.toRealPath().resolve(target))
                    .resolve(rest)
                    .normalize();
        }
        throw new IOException("too many links at " + path);
    }

    private static Path deepestExisting(Path path) {
        Path current = path;
        while (!Files.exists(current, LinkOption.NOFOLLOW_LINKS)) {
            Path parent = current.getParent();
            if (parent == null) {
                return current;
            }
            current = parent;
        }
        return current;
    }
}
