package dev.orchestration.tasks.action.builtin;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Json;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.action.PayloadLimit;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * The file into which a process may write its output as JSON. It does not exist at first, and lies in a folder that only
 * this user can open, so that a process may also write beside it, under a name that begins with that of the file, and rename.
 */
final class OutputFile implements AutoCloseable {
    /** The variable that tells the process where the file is. */
    static final String VARIABLE = "ORCHESTRATION_OUTPUT";

    private static final int MAX_BYTES = PayloadLimit.MAX_OUTPUT;

    private final Path path;

    private OutputFile(Path path) {
        this.path = path;
    }

    static OutputFile create() throws IOException {
        return new OutputFile(OutputFolder.newPath());
    }

    Path path() {
        return path;
    }

    /** What the process wrote, empty if it wrote nothing. */
    Optional<JsonValue> read() throws ActionFailedException, IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new JsonValue(Json.read(FileContent.text(path, MAX_BYTES))));
        } catch (OrchestrationException e) {
            throw bad("what the process wrote to " + VARIABLE + " is no JSON: " + e.getMessage());
        } catch (FileContent.TooLargeException e) {
            throw bad("what the process wrote to " + VARIABLE + " is larger than " + MAX_BYTES
                    + " bytes; write it to a file of the working directory and only its path to " + VARIABLE);
        } catch (FileContent.UnreadableException e) {
            throw bad("what the process wrote to " + VARIABLE + " " + e.getMessage());
        }
    }

    private static ActionFailedException bad(String message) {
        return new ActionFailedException("BadProcessOutput", ErrorKind.EXTERNAL, message);
    }

    /** Removes it, and what the process put beside it under a longer name. What cannot be removed stays: it spoils no result. */
    @Override
    public void close() {
        Path folder = Objects.requireNonNull(path.getParent(), "it lies in a folder");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, path.getFileName() + "*")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | DirectoryIteratorException e) {
            return;
        }
    }
}
