package dev.orchestration.app;

import dev.orchestration.app.view.HistoryText;
import dev.orchestration.state.ContextChange;
import dev.orchestration.state.Json;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.Nearest;
import dev.orchestration.state.Times;
import dev.orchestration.state.journal.ExecutionRow;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate history ID [KEY]}. */
final class HistoryCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Tell who wrote what into the context of an execution, and when",
                "orchestrate history 7k2m",
                "orchestrate history 7k2m report.rows --json");
        SharedOptions.argument(spec, "ID [KEY]", "The execution, and the key; without it, all keys.");
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "the changes");
    }

    @Override
    public int run(Arguments arguments) {
        Caller caller = arguments.caller();
        try (StoreView store = StoreView.open(arguments)) {
            ExecutionRow row = store.executions().resolve(arguments.first("an execution", 2));
            List<ContextChange> changes = ofKey(store.executions().contextHistory(row), arguments);
            if (arguments.json()) {
                caller.out()
                        .line(Json.pretty(
                                changes.stream().map(HistoryCommand::json).toList()));
            } else if (!changes.isEmpty()) {
                caller.out().print(HistoryText.of(changes, TerminalWidth.of(caller), ZoneId.systemDefault()));
            } else if (!arguments.quiet()) {
                caller.err().line("nothing was written into the context");
            }
            return ExitCodes.DONE;
        }
    }

    private static List<ContextChange> ofKey(List<ContextChange> all, Arguments arguments) {
        if (arguments.words().size() < 2) {
            return all;
        }
        String key = arguments.words().get(1);
        List<ContextChange> some =
                all.stream().filter(change -> change.key().equals(key)).toList();
        if (some.isEmpty()) {
            List<String> known = all.stream().map(ContextChange::key).distinct().toList();
            throw new UsageException(
                    "nothing was ever written to '" + key + "'" + Nearest.suggestionOrKnown(key, known));
        }
        return some;
    }

    private static Map<String, Object> json(ContextChange change) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("version", change.version());
        Json.putNullable(map, "at", Times.iso(change.at()));
        map.put("key", change.key());
        map.put("who", change.who());
        Json.putNullable(map, "attempt", change.attempt());
        Json.putNullable(map, "before", raw(change.before()));
        Json.putNullable(map, "after", raw(change.after()));
        map.put("removed", change.after() == null);
        return map;
    }

    private static @Nullable Object raw(@Nullable JsonValue value) {
        return value == null ? null : value.raw();
    }
}
