package dev.orchestration.tasks.action.builtin;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.action.Parameters;
import dev.orchestration.tasks.action.PathGuard;
import dev.orchestration.tasks.action.PayloadLimit;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The action {@code file.read}. */
final class FileRead {
    private static final int MAX_BYTES = PayloadLimit.MAX_OUTPUT;

    private FileRead() {}

    static @Nullable Object run(ActionContext ctx) throws ActionFailedException, IOException {
        Parameters parameters = Parameters.of(ctx);
        String name = parameters.text("path");
        String format = parameters.text("format", "text");
        String text = text(name, new PathGuard(ctx.directory()).resolve(name));
        try {
            return parse(text, format);
        } catch (OrchestrationException | FormatException e) {
            throw bad("the file '" + name + "' is no " + format + ": " + e.getMessage());
        }
    }

    private static @Nullable Object parse(String text, String format) throws ActionFailedException, FormatException {
        return switch (format) {
            case "text" -> text;
            case "json" -> Json.read(text);
            case "yaml" -> YamlReader.read(text);
            case "csv" -> CsvReader.read(text);
            default ->
                throw Parameters.bad("the parameter 'format' must be text, json, yaml or csv, but is '" + format + "'");
        };
    }

    private static String text(String name, Path path) throws ActionFailedException, IOException {
        try {
            return FileContent.text(path, MAX_BYTES);
        } catch (NoSuchFileException e) {
            throw new ActionFailedException("FileNotFound", ErrorKind.EXTERNAL, "there is no file " + path);
        } catch (FileContent.TooLargeException e) {
            throw bad("the file '" + name + "' is larger than " + MAX_BYTES
                    + " bytes, the limit of an output; let a process read it, and hand on only its path");
        } catch (FileContent.UnreadableException e) {
            throw bad("the file '" + name + "' " + e.getMessage());
        }
    }

    private static ActionFailedException bad(String message) {
        return new ActionFailedException("BadContent", ErrorKind.USER, message);
    }
}
