package dev.orchestration.store;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder beside the store, with all that is in it; it may be missing. What somebody else removes meanwhile is passed over.
 * Links are not followed.
 */
record FileTree(Path folder) {
    /** What is directly in it, by name. */
    List<Path> children() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw fault("list", e);
        }
    }

    FileTotal total() {
        long files = 0;
        long bytes = 0;
        for (Path file : everything()) {
            try {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    bytes += Files.size(file);
                    files++;
                }
            } catch (NoSuchFileException e) {
                // Somebody has removed it meanwhile.
            } catch (IOException e) {
                throw fault("read", e);
            }
        }
        return new FileTotal(files, bytes);
    }

    /** Copies what is there now. A file that grows is copied as far as it is. */
    void copyTo(Path target) {
        for (Path file : everything()) {
            Path copy = target.resolve(folder.relativize(file).toString());
            try {
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectories(copy);
                } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.copy(file, copy);
                }
            } catch (NoSuchFileException e) {
                // Somebody has removed it meanwhile.
            } catch (IOException e) {
                throw fault("copy", e);
            }
        }
    }

    /** Removes it. What cannot be removed stays, for the next time. */
    void delete() {
        List<Path> all = everything();
        for (int i = all.size() - 1; i >= 0; i--) {
            try {
                Files.deleteIfExists(all.get(i));
            } catch (IOException e) {
                // It stays, and the folders above it do.
            }
        }
    }

    /** Folders before what is in them. */
    private List<Path> everything() {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.sorted(Comparator.naturalOrder()).toList();
        } catch (IOException | UncheckedIOException e) {
            throw fault("walk through", e);
        }
    }

    private OrchestrationException fault(String what, Exception e) {
        return new OrchestrationException(
                ErrorCode.STORE_UNAVAILABLE, "cannot " + what + " the folder " + folder + ": " + e, e);
    }
}
