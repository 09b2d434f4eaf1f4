package dev.orchestration.projects;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a project while it is made: beside its place under a name of its own, then moved there in one step. Closing it
 * removes what was not moved. Not thread-safe.
 */
final class Scaffold implements AutoCloseable {
    private static final List<String> FOLDERS = List.of("src", "tests", "config", "docs");

    /** Something to write in the folder. */
    @FunctionalInterface
    interface Writing {
        void into(Path folder) throws IOException;
    }

    private final Path target;
    private final Path unfinished;
    private boolean begun;
    private boolean moved;

    /**
     * Begins one.
     *
     * @param target where it is to be; what lies above it exists
     * @param id tells it from others that are made at the same time
     * @throws OrchestrationException ({@code WRONG_STATE}) if there is something already
     */
    Scaffold(Path target, String id) {
        this.target = target;
        Path folder = parent(target);
        if (!Files.isDirectory(folder)) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS, "there is no folder " + folder + "; create it, or name another place");
        }
        requireFree();
        String name = "." + target.getFileName() + ".orchestrate-";
        sweep(folder, name);
        this.unfinished = folder.resolve(name + ProcessHandle.current().pid() + "-" + id);
    }

    static Path parent(Path target) {
        Path parent = target.getParent();
        if (parent == null || target.getFileName() == null) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS, target + " cannot be the folder of a project; name one in a folder");
        }
        return parent;
    }

    private void requireFree() {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new OrchestrationException(
                    ErrorCode.WRONG_STATE, target + " is there already; take another name or place, or move it away");
        }
    }

    /** Removes what killed processes have left of the same project. */
    private static void sweep(Path folder, String name) {
        Pattern left = Pattern.compile(Pattern.quote(name) + "(\\d{1,9})-.*");
        try (DirectoryStream<Path> there = Files.newDirectoryStream(folder, name + "*")) {
            for (Path path : there) {
                Matcher found = left.matcher(String.valueOf(path.getFileName()));
                if (found.matches()
                        && ProcessHandle.of(Long.parseLong(found.group(1))).isEmpty()) {
                    delete(path);
                }
            }
        } catch (IOException e) {
            // It is in nobody's way.
        }
    }

    /** Writes the files of a template, and what else belongs into the folder. */
    void write(Map<String, byte[]> files, Writing more) {
        try {
            Files.createDirectory(unfinished);
            begun = true;
            for (String folder : FOLDERS) {
                Files.createDirectory(unfinished.resolve(folder));
            }
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = unfinished.resolve(file.getKey());
                Files.createDirectories(parent(path));
                Files.write(path, file.getValue(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            }
            more.into(unfinished);
        } catch (IOException e) {
            throw fault("made", e);
        }
    }

    /** Puts the folder in its place. */
    void move() {
        requireFree();
        try {
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            moved = true;
        } catch (IOException e) {
            throw fault("put in its place", e);
        }
    }

    /** Takes the folder back, if it was moved, so that closing removes it; if that fails, too, {@code because} tells. */
    void takeBack(RuntimeException because) {
        if (moved) {
            try {
                Files.move(target, unfinished, StandardCopyOption.ATOMIC_MOVE);
                moved = false;
            } catch (IOException e) {
                because.addSuppressed(fault("taken back", e));
            }
        }
    }

    private OrchestrationException fault(String what, IOException e) {
        return new OrchestrationException(
                ErrorCode.PROJECT_FOLDER,
                "the folder " + target + " cannot be " + what + ": " + IoWords.of(e)
                        + "; see that there is space, and that the folder above it can be written",
                e);
    }

    /** Removes the folder if it was not moved, or was taken back. Idempotent. */
    @Override
    public void close() {
        if (begun && !moved) {
            try {
                delete(unfinished);
            } catch (IOException e) {
                throw fault("removed", e);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, @Nullable IOException fault) throws IOException {
                if (fault != null) {
                    throw fault;
                }
                Files.delete(each);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
