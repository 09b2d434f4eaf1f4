package dev.orchestration.tasks.action.builtin;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Json;
import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.action.Parameters;
import dev.orchestration.tasks.action.PathGuard;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The actions {@code file.write}, {@code file.copy} and {@code file.exists}. */
final class FileActions {
    private FileActions() {}

    static Map<String, Object> write(ActionContext ctx) throws ActionFailedException, IOException {
        Parameters parameters = Parameters.of(ctx);
        byte[] bytes = content(parameters).getBytes(StandardCharsets.UTF_8);
        Path target = resolve(ctx, parameters.text("path"));
        try (InputStream in = new ByteArrayInputStream(bytes)) {
            return AtomicFile.write(target, in);
        }
    }

    private static String content(Parameters parameters) throws ActionFailedException {
        if (!parameters.values().containsKey("content")) {
            throw Parameters.bad("the parameter 'content' is missing");
        }
        Object content = parameters.values().get("content");
        String format = parameters.text("format", content instanceof String ? "text" : "json");
        return switch (format) {
            case "text" -> parameters.text("content");
            case "json" -> json(content);
            default -> throw Parameters.bad("the parameter 'format' must be text or json, but is '" + format + "'");
        };
    }

    private static String json(@Nullable Object content) {
        return Json.pretty(content).stripTrailing() + "\n";
    }

    static Map<String, Object> copy(ActionContext ctx) throws ActionFailedException, IOException {
        Parameters parameters = Parameters.of(ctx);
        Path from = resolve(ctx, parameters.text("from"));
        Path to = resolve(ctx, parameters.text("to"));
        if (!Files.exists(from)) {
            throw new ActionFailedException("FileNotFound", ErrorKind.EXTERNAL, "there is no file " + from);
        }
        if (!Files.isRegularFile(from)) {
            throw new ActionFailedException("BadContent", ErrorKind.USER, from + " is no regular file");
        }
        try (InputStream in = Files.newInputStream(from)) {
            return AtomicFile.write(to, in);
        }
    }

    static Map<String, Object> exists(ActionContext ctx) throws ActionFailedException, IOException {
        return Map.of("exists", Files.exists(resolve(ctx, Parameters.of(ctx).text("path"))));
    }

    private static Path resolve(ActionContext ctx, String path) throws ActionFailedException, IOException {
        return new PathGuard(ctx.directory()).resolve(path);
    }
}
