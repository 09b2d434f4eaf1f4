package dev.orchestration.app;

import dev.orchestration.app.view.GanttText;
import dev.orchestration.app.view.PlanText;
import dev.orchestration.resources.Machine;
import dev.orchestration.state.Failure;
import dev.orchestration.state.Json;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.journal.StoreUnreadyException;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.Printable;
import dev.orchestration.workflow.ChildLengths;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.ForecastJson;
import dev.orchestration.workflow.WorkflowPlan;
import dev.orchestration.workflow.WorkflowPlanner;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.durations.ObservedDurations;
import dev.orchestration.workflow.simulation.Forecast;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code orchestrate plan [FILE]}. */
final class PlanCommand implements Command {
    private static final String SIMULATE = "--simulate";
    private static final String RESOURCE = "--resource";

    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Tell what a workflow would do, and predict when it ends",
                "orchestrate plan report.yaml",
                "orchestrate plan report.yaml --simulate --workers 2 --resource gpu=2",
                "orchestrate plan report.yaml --simulate --mode priority --json");
        SharedOptions.argument(spec, "[FILE]", "The workflow; without it the workflow file of the current directory.");
        SharedOptions.flag(
                spec,
                "Play it on the engine's own scheduler and a clock that jumps; nothing is carried out.",
                SIMULATE);
        spec.addOption(OptionSpec.builder(SharedOptions.WORKERS)
                .type(Integer.class)
                .paramLabel("N")
                .description("Steps at once; by default one a processor, but at least 4.")
                .build());
        SharedOptions.many(
                spec, "ID=N", "There is N of this resource, whatever the file says. May be repeated.", RESOURCE);
        SharedOptions.text(
                spec,
                "MODE",
                "Who starts next: sequential, parallel, priority or resource_aware; by default as run takes it.",
                EngineSetup.MODE);
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "the plan");
    }

    @Override
    public int run(Arguments arguments) {
        var unused = EngineSetup.mode(arguments); // a wrong one is told before anything of the file is
        int workers = EngineSetup.workers(arguments);
        Map<ResourceId, Double> capacities = capacities(arguments);
        WorkflowDefinition definition = AnyActions.load(arguments);
        WorkflowPlanner planner = new WorkflowPlanner(
                ActionRegistry.standard(),
                workers,
                Machine.read(arguments.caller().directory()).resources(),
                capacities);
        Map<String, Duration> children = new ChildLengths(planner, new Definitions())
                .of(definition, WorkflowFile.of(arguments).path());
        WorkflowPlan plan = planner.plan(definition, observed(definition, arguments), children);
        if (arguments.has(SIMULATE)) {
            OrchestrationMode asked = EngineSetup.mode(arguments, definition);
            OrchestrationMode own = definition.mode() == null ? OrchestrationMode.RESOURCE_AWARE : definition.mode();
            simulate(plan, definition, asked == null ? own : asked, workers, arguments);
        } else if (arguments.json()) {
            arguments.caller().out().line(Json.pretty(ForecastJson.of(definition.name(), plan)));
        } else {
            arguments.caller().out().print(new PlanText(arguments.caller().out().style()).of(definition, plan));
        }
        return ExitCodes.DONE;
    }

    private static void simulate(
            WorkflowPlan plan,
            WorkflowDefinition definition,
            OrchestrationMode mode,
            int workers,
            Arguments arguments) {
        Forecast forecast = plan.forecast(mode);
        if (arguments.json()) {
            arguments.caller().out().line(Json.pretty(ForecastJson.of(forecast, plan.criticalPath())));
        } else {
            String with = workers + (workers == 1 ? " worker" : " workers") + ", mode " + mode.wire();
            arguments
                    .caller()
                    .out()
                    .print(new GanttText(arguments.caller().out().style(), TerminalWidth.of(arguments.caller()))
                            .of(definition.name() + " with " + with, plan, forecast));
        }
        if (forecast.schedule().status() != WorkflowStatus.COMPLETED && !arguments.quiet()) {
            arguments
                    .caller()
                    .err()
                    .line("if the durations hold, it would end "
                            + forecast.schedule().status().wire() + ": "
                            + forecast.schedule().results().values().stream()
                                    .flatMap(PlanCommand::failure)
                                    .limit(5)
                                    .collect(Collectors.joining("; ")));
        }
    }

    private static Stream<String> failure(TaskResult result) {
        Failure error = result.error();
        return error == null ? Stream.empty() : Stream.of(Printable.line(result.task() + ": " + error.message()));
    }

    private static Map<ResourceId, Double> capacities(Arguments arguments) {
        Map<ResourceId, Double> capacities = new LinkedHashMap<>();
        for (String word : arguments.texts(RESOURCE)) {
            int equals = word.lastIndexOf('=');
            if (equals < 1 || word.substring(0, equals).isBlank()) {
                throw new UsageException(RESOURCE + " takes ID=N, not '" + word + "'");
            }
            double amount;
            try {
                amount = new BigDecimal(word.substring(equals + 1)).doubleValue();
            } catch (NumberFormatException e) {
                throw new UsageException(RESOURCE + " takes ID=N with a number, not '" + word + "'");
            }
            if (amount <= 0 || !Double.isFinite(amount)) {
                throw new UsageException(RESOURCE + " takes an amount above 0, not '" + word + "'");
            }
            if (capacities.put(new ResourceId(word.substring(0, equals)), amount) != null) {
                throw new UsageException(RESOURCE + " gives '" + word.substring(0, equals) + "' twice");
            }
        }
        return capacities;
    }

    /** What the store knows, if there is one that can be looked at. */
    private static Map<String, Duration> observed(WorkflowDefinition definition, Arguments arguments) {
        if (!arguments.store().exists()) {
            return Map.of();
        }
        try (StoreView store = StoreView.open(arguments)) {
            return new ObservedDurations(store.store().archive()).of(definition.name());
        } catch (StoreUnreadyException e) {
            return Map.of();
        }
    }
}
