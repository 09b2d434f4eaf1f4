package dev.orchestration.app;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.store.Transferred;
import dev.orchestration.store.Upkeep;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate store export [ID…]}. */
final class StoreExportCommand implements Command {
    private static final String OUT = "-o";

    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Write executions as lines of JSON, for another store to import",
                "orchestrate store export -o all.jsonl",
                "orchestrate store export 7k2m > one.jsonl",
                "orchestrate store import all.jsonl --store other.db");
        SharedOptions.argument(spec, "[ID...]", "The executions, or unique beginnings of their ids; without, all.");
        SharedOptions.text(spec, "FILE", "Write to FILE instead of standard output.", OUT, "--output");
        StoreUpkeep.describe(spec, "how much it was (with -o)");
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        String file = arguments.text(OUT);
        if (file == null && arguments.json()) {
            throw new UsageException("an export is JSON already; " + SharedOptions.JSON
                    + " tells how much it was, and needs " + OUT + " FILE");
        }
        Upkeep upkeep = StoreUpkeep.of(arguments, Integer.MAX_VALUE);
        List<ExecutionId> ids = ids(arguments);
        Transferred written =
                file == null ? toStandardOutput(arguments, upkeep, ids) : toFile(arguments, file, upkeep, ids);
        return StoreUpkeep.tell(
                arguments,
                "exported " + StoreUpkeep.count(written.executions(), "execution") + " with "
                        + StoreUpkeep.count(written.commits(), "commit"),
                json(written));
    }

    static Map<String, Object> json(Transferred transferred) {
        return StoreUpkeep.json(
                "executions",
                transferred.executions(),
                "commits",
                transferred.commits(),
                "outputs",
                transferred.outputs());
    }

    private static List<ExecutionId> ids(Arguments arguments) {
        try (StoreView store = StoreView.open(arguments)) {
            return arguments.words().stream()
                    .map(word -> store.executions().resolve(word).id())
                    .toList();
        }
    }

    private static Transferred toFile(Arguments arguments, String file, Upkeep upkeep, List<ExecutionId> ids)
            throws IOException {
        try (Writer out = Files.newBufferedWriter(arguments.path(file))) {
            return upkeep.exportTo(out, ids);
        }
    }

    /** The stream is not ours to close. */
    private static Transferred toStandardOutput(Arguments arguments, Upkeep upkeep, List<ExecutionId> ids)
            throws IOException {
        Writer out =
                new BufferedWriter(new OutputStreamWriter(arguments.caller().out().stream(), StandardCharsets.UTF_8));
        Transferred written = upkeep.exportTo(out, ids);
        out.flush();
        return written;
    }
}
