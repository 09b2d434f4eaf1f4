package dev.orchestration.tasks.action.builtin;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Json;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.action.PayloadLimit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The file into which a process may write its output as JSON. It does not exist at first, and lies in a folder that only
 * this user can open, so that a process may also write beside it and rename.
 */
final class OutputFile implements AutoCloseable {
    /** The variable that tells the process where the file is. */
    static final String VARIABLE = "ORCHESTRATION_OUTPUT";

    private static final int MAX_BYTES = PayloadLimit.MAX_OUTPUT;

    private final Path folder;
    private final Path path;

    private OutputFile(Path folder) {
        this.folder = folder;
        this.path = folder.resolve("output.json");
    }

    static OutputFile create() throws IOException {
        return new OutputFile(Files.createTempDirectory("orchestration-"));
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

    /** Removes the folder with all that the process put there. What cannot be removed stays: it spoils no result. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
            Files.delete(folder);
        } catch (IOException e) { // there is more in it
            deleteAll();
        }
    }

    private void deleteAll() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            return;
        }
    }
}
