package dev.orchestration.app;

import dev.orchestration.state.Json;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.workflow.WorkflowExecution;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate compare A B}. */
final class CompareCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Tell how two executions differ: states, values, durations",
                "orchestrate compare 7k2m 9x4q",
                "orchestrate compare 7k2m 9x4q --all --json");
        SharedOptions.argument(spec, "A B", "The executions, or the beginnings of their ids.");
        SharedOptions.flag(spec, "Show what is the same, too.", SideBySide.ALL);
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "the differences");
    }

    @Override
    public int run(Arguments arguments) {
        String first = arguments.first("two executions", 2);
        if (arguments.words().size() < 2) {
            throw new UsageException("name two executions; orchestrate list shows the executions there are");
        }
        try (StoreView store = StoreView.open(arguments)) {
            ExecutionRow a = store.executions().resolve(first);
            ExecutionRow b = store.executions().resolve(arguments.words().get(1));
            WorkflowExecution left = store.executions().view(a);
            WorkflowExecution right = store.executions().view(b);
            Predicate<String> kept = step -> isKept(left, right, step) || isKept(right, left, step);
            return SideBySide.print(
                    arguments, List.of(a.id().value(), b.id().value()), values(left, kept), values(right, kept));
        }
    }

    /** Whether {@code fork} took the step over from {@code origin}: attempts and times are then those of the origin alone. */
    private static boolean isKept(WorkflowExecution origin, WorkflowExecution fork, String step) {
        TaskResult result = fork.stepResults().get(step);
        return origin.executionId().value().equals(fork.forkedFrom())
                && result != null
                && result.status().isTerminal()
                && result.attempts() == 0
                && result.startedAt() == null;
    }

    private static Map<String, Object> values(WorkflowExecution execution, Predicate<String> kept) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("workflow", execution.workflowName());
        map.put("status", execution.shownStatus());
        Json.putNullable(map, "duration_ms", millis(execution.duration()));
        map.put("parameters", execution.parameters());
        Map<String, Object> steps = new LinkedHashMap<>();
        execution.stepResults().forEach((name, step) -> steps.put(name, step(step, kept.test(name))));
        map.put("steps", steps);
        map.put("context", execution.context());
        return map;
    }

    private static Map<String, Object> step(TaskResult step, boolean kept) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("status", step.status().wire());
        if (!kept) {
            map.put("attempts", (long) step.attempts());
            Json.putNullable(map, "duration_ms", millis(step.duration()));
        }
        Json.putNullable(map, "output", output(step.result()));
        Json.putNullable(
                map, "error", step.error() == null ? null : step.error().message());
        return map;
    }

    /** A large one is known by its digest. */
    private static @Nullable Object output(@Nullable Object output) {
        return output instanceof LargeOutput large ? large.toString() : output;
    }

    private static @Nullable Object millis(@Nullable Long micros) {
        return micros == null ? null : (Object) (micros / 1_000.0);
    }
}
