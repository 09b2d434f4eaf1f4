package dev.orchestration.tasks.action.builtin;

import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.tasks.action.AttemptLog;
import dev.orchestration.tasks.process.HeadBuffer;
import dev.orchestration.tasks.process.OutputSink;
import dev.orchestration.tasks.process.ProcessStreams;
import dev.orchestration.tasks.process.TailBuffer;
import dev.orchestration.tasks.secret.MaskedStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a command printed: everything into the log, the beginning of one stream and the end of the other kept. */
final class CommandOutput {
    private static final int KEPT_BYTES = 64 << 10;

    private final HeadBuffer stdout = new HeadBuffer(KEPT_BYTES);
    private final TailBuffer stderr = new TailBuffer(KEPT_BYTES);
    private final MaskedStream standard;
    private final MaskedStream errors;

    /** Whatever a command prints is a sign of life too. */
    CommandOutput(ActionContext ctx) {
        AttemptLog whole = ctx.output();
        OutputSink log = (bytes, offset, length) -> {
            ctx.heartbeat();
            whole.write(bytes, offset, length);
        };
        // Each stream by itself: in the log they may be torn into each other, and a secret with them.
        this.standard = ctx.masks().stream(log.and(stdout)::accept);
        this.errors = ctx.masks().stream(log.and(stderr)::accept);
    }

    ProcessStreams streams(@Nullable String stdin) {
        return new ProcessStreams(stdin, standard::write, errors::write);
    }

    /** Nothing more comes. */
    void end() {
        standard.end();
        errors.end();
    }

    /**
     * The end of what tells why a command failed: of standard error where it said anything there. The two streams reach the
     * log in no certain order, so its end might as well be the last of a long list of what went well.
     */
    String complaint(AttemptLog whole) {
        String errors = stderr.text();
        return errors.isBlank() ? whole.tail() : errors;
    }

    Map<String, Object> toMap(int exitCode) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("exit_code", (long) exitCode);
        map.put("stdout", stdout.text());
        map.put("stderr_tail", stderr.text());
        if (stdout.isCut()) {
            map.put("stdout_cut", true);
        }
        return map;
    }
}
