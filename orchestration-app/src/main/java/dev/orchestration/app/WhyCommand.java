package dev.orchestration.app;

import dev.orchestration.app.view.WhyText;
import dev.orchestration.resources.Machine;
import dev.orchestration.state.Json;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.state.record.Records;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.Printable;
import dev.orchestration.tasks.why.Obstacle;
import dev.orchestration.tasks.why.Why;
import dev.orchestration.workflow.Reckoning;
import dev.orchestration.workflow.RecordedWhy;
import dev.orchestration.workflow.WhyJson;
import java.time.ZoneId;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code orchestrate why ID STEP}. */
final class WhyCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Say what keeps a step from running, and what would let it go",
                "orchestrate why 7k2m publish",
                "orchestrate why 7k2m publish --workers 8 --json");
        SharedOptions.argument(
                spec,
                "ID STEP",
                "The execution, or the beginning of its id, and the step, or an element of its list as step[0].");
        spec.addOption(OptionSpec.builder(SharedOptions.WORKERS)
                .type(Integer.class)
                .paramLabel("N")
                .description("How many workers the engine has that carries it out, which is not recorded; by default as"
                        + " many as it has by itself, or as are seen at work.")
                .build());
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "the reasons and changes");
    }

    private static boolean dependsOnWorkers(Why why) {
        return why.status() == TaskStatus.READY
                && (why.obstacles().isEmpty()
                        || why.obstacles().stream().anyMatch(each -> each instanceof Obstacle.Workers));
    }

    @Override
    public int run(Arguments arguments) {
        Caller caller = arguments.caller();
        int workers = arguments.has(SharedOptions.WORKERS) ? arguments.positive(SharedOptions.WORKERS, 1) : 0;
        try (StoreView store = StoreView.open(arguments)) {
            ExecutionRow row = store.executions().resolve(arguments.first("an execution", 2));
            String step =
                    StepWord.requiredOrElement(arguments, store.executions().steps(row));
            RecordedWhy told = store.executions()
                    .why(
                            row,
                            step,
                            caller.clock().micros(),
                            new Reckoning(
                                    Machine.read(caller.directory()).resources(),
                                    store.store().records().all(Records.SESSION),
                                    workers,
                                    EngineSetup.workers(arguments)));
            caller.out()
                    .print(
                            arguments.json()
                                    ? Json.pretty(WhyJson.of(told)) + "\n"
                                    : WhyText.of(
                                            told.why(),
                                            store.places(caller),
                                            caller.out().style(),
                                            TerminalWidth.of(caller),
                                            ZoneId.systemDefault()));
            if (told.assumed() && !arguments.quiet() && !arguments.json() && dependsOnWorkers(told.why())) {
                caller.err()
                        .line("reckoned with " + told.workers() + " workers, as their number is not recorded; "
                                + SharedOptions.WORKERS + " N says how many there are");
            }
            if (!told.scarce().isEmpty() && !arguments.quiet() && !arguments.json()) {
                caller.err()
                        .line("reckoned with no more of "
                                + told.scarce().stream()
                                        .map(id -> Printable.line(id.value()))
                                        .collect(Collectors.joining(", "))
                                + " than is seen in use, as how much there is is not recorded");
            }
            return ExitCodes.DONE;
        }
    }
}
