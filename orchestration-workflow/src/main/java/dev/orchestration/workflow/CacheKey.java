package dev.orchestration.workflow;

import dev.orchestration.state.Digests;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Json;
import dev.orchestration.state.JsonValue;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.action.PathGuard;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.workflow.expression.ExpressionException;
import dev.orchestration.workflow.expression.Scope;
import dev.orchestration.workflow.expression.Template;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The digest of everything that the output of a step depends on: where it works, workflow, step, action, rendered parameters,
 * element, {@code key}, and the content of {@code files}. A secret counts by its name, and only the digest leaves this class.
 * Confined to the worker's thread.
 */
final class CacheKey {
    /** Of all files together. Unit: bytes. */
    private static final long MOST_BYTES = 1L << 30;

    private static final int CHUNK = 64 << 10;

    private final StepProgram program;
    private final Scope scope;
    private final WorkingDirectory directory;

    /** @param scope that of the attempt */
    CacheKey(StepProgram program, Scope scope, WorkingDirectory directory) {
        this.program = program;
        this.scope = scope.withSecrets(name -> "\0secret." + name);
        this.directory = directory;
    }

    /**
     * The digest as of now.
     *
     * @throws ActionFailedException ({@code CacheFiles}, user) if a file is a folder, or together they are too large
     */
    String digest() throws ActionFailedException, IOException {
        JsonValue item = scope.item();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("directory", directory.root().toString());
        all.put("workflow", scope.execution().getOrDefault("workflow", ""));
        all.put("step", program.step().name());
        all.put("action", program.action().descriptor().name().toString());
        all.put("parameters", program.unchecked(scope));
        Json.putNullable(all, "item", item == null ? null : item.raw());
        Json.putNullable(all, "key", rendered(program.cacheKey(), "cache.key"));
        all.put("files", files());
        return Digests.sha256(Json.write(all));
    }

    private @Nullable Object rendered(Template template, String what) {
        try {
            return template.render(scope);
        } catch (ExpressionException e) {
            throw new ExpressionException(what + ": " + e.getMessage(), e);
        }
    }

    private Map<String, Object> files() throws ActionFailedException, IOException {
        Map<String, Object> digests = new LinkedHashMap<>();
        Object paths = rendered(program.cacheFiles(), "cache.files");
        PathGuard guard = new PathGuard(directory);
        long left = MOST_BYTES;
        for (Object each : paths instanceof List<?> list ? list : List.of()) {
            if (!(each instanceof String text)) {
                throw bad("an element of files is no text but " + Json.write(each));
            }
            Path path = guard.resolve(text);
            if (Files.isDirectory(path)) {
                throw bad(text + " is a folder; name the files in it, or let 'key' tell what matters of it");
            }
            if (Files.exists(path)) {
                left -= Files.size(path);
                if (left < 0) {
                    throw bad("the files are larger than 1 GiB together; let 'key' tell their versions");
                }
                digests.put(text, digest(path));
            } else {
                digests.put(text, "absent");
            }
        }
        return digests;
    }

    private static String digest(Path path) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static ActionFailedException bad(String why) {
        return new ActionFailedException("CacheFiles", ErrorKind.USER, "cache: " + why);
    }
}
