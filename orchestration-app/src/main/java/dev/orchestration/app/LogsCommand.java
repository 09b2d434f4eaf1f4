package dev.orchestration.app;

import dev.orchestration.app.view.Channel;
import dev.orchestration.state.Json;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.action.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate logs ID [STEP]}. */
final class LogsCommand implements Command {
    private static final String ATTEMPT = "--attempt";

    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Print what the steps of an execution printed",
                "orchestrate logs 7k2m",
                "orchestrate logs 7k2m fetch --attempt 1",
                "orchestrate logs 7k2m 'count[3]'",
                "orchestrate logs 7k2m 'poll#2'",
                "orchestrate logs 7k2m --follow");
        SharedOptions.argument(
                spec,
                "ID [STEP]",
                "The execution, and the step, or an element or a pass of it: STEP[1], STEP#2; without it, all steps.");
        spec.addOption(picocli.CommandLine.Model.OptionSpec.builder(ATTEMPT)
                .type(Integer.class)
                .paramLabel("N")
                .description("What the N-th attempt printed; by default the last one.")
                .build());
        SharedOptions.flag(
                spec, "Go on, line by line, until the execution ends, pauses or is interrupted.", Following.FOLLOW);
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "where the logs are");
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        Integer attempt = arguments.has(ATTEMPT) ? (Integer) arguments.positive(ATTEMPT, 1) : null;
        try (StoreView store = StoreView.open(arguments)) {
            ExecutionRow row = store.executions().resolve(arguments.first("an execution", 2));
            List<String> steps = store.executions().steps(row);
            StepPart part = StepPart.optional(arguments, steps);
            if (arguments.has(Following.FOLLOW)) {
                follow(store, row, part, arguments);
                return ExitCodes.DONE;
            }
            List<StepLog> all = StepLog.of(
                    store.store().archive().events(row.id()),
                    steps,
                    store.store().logs());
            List<StepLog> asked =
                    all.stream().filter(log -> part == null || part.holds(log)).toList();
            if (part != null && asked.isEmpty()) {
                requireThere(part, all);
            }
            List<StepLog> logs = StepLog.newest(asked, attempt);
            if (attempt != null && logs.isEmpty()) {
                throw new UsageException((part == null ? "no step has" : "step '" + part + "' does not have")
                        + " an attempt " + attempt);
            }
            if (arguments.json()) {
                arguments.caller().out().line(Json.pretty(json(logs)));
            } else {
                print(logs, arguments);
            }
            return ExitCodes.DONE;
        }
    }

    /** An element or a pass that there is not is a slip; a step without any log has printed nothing yet. */
    private static void requireThere(StepPart part, List<StepLog> all) {
        List<String> there = all.stream()
                .filter(log -> log.step().equals(part.step()))
                .map(log -> log.activation().label(log.step()))
                .distinct()
                .toList();
        if (!there.isEmpty()) {
            throw new UsageException("there is no log of '" + part + "', but of " + StepWord.some(there));
        }
    }

    private static void follow(StoreView store, ExecutionRow row, @Nullable StepPart part, Arguments arguments)
            throws IOException {
        if (arguments.json() || arguments.has(ATTEMPT)) {
            throw new UsageException(Following.FOLLOW + " goes neither with " + SharedOptions.JSON + " nor with "
                    + ATTEMPT + ": it prints lines, of whatever attempt runs");
        }
        LogFollower follower = new LogFollower(arguments.caller().out(), part == null);
        Following.untilTheEnd(store.executions(), row.id(), over -> {
            List<String> steps = store.executions().steps(row);
            List<Event> events = store.store().archive().events(row.id());
            List<StepLog> logs = StepLog.of(events, steps, store.store().logs());
            follower.look(
                    logs.stream().filter(log -> part == null || part.holds(log)).toList(),
                    log -> over || StepLog.hasEnded(events, log));
        });
    }

    private static void print(List<StepLog> logs, Arguments arguments) throws IOException {
        Channel out = arguments.caller().out();
        boolean any = false;
        for (StepLog log : logs) {
            if (Files.exists(log.file())) {
                if (logs.size() > 1) {
                    String name = Printable.line(log.activation().label(log.step()));
                    out.line((any ? "\n" : "") + "==> " + name + ", attempt " + log.attempt() + " <==");
                }
                PrintableCopy.of(log.file(), out);
                any = true;
            }
        }
        if (!any && !arguments.quiet()) {
            arguments.caller().err().line("nothing was printed");
        }
    }

    private static List<Map<String, Object>> json(List<StepLog> logs) throws IOException {
        List<Map<String, Object>> all = new java.util.ArrayList<>();
        for (StepLog log : logs) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("step", log.activation().label(log.step()));
            map.put("attempt", (long) log.attempt());
            map.put("path", log.file().toString());
            map.put("bytes", Files.exists(log.file()) ? Files.size(log.file()) : 0L);
            all.add(map);
        }
        return all;
    }
}
