package dev.orchestration.core.specification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Failure;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.tasks.decide.Phases;
import dev.orchestration.workflow.WorkflowExecution;
import dev.orchestration.workflow.definition.OnFailure;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.definition.WorkflowStep;
import dev.orchestration.workflow.simulation.Ending;
import dev.orchestration.workflow.simulation.Scenario;
import dev.orchestration.workflow.simulation.Schedule;
import dev.orchestration.workflow.simulation.Script;
import dev.orchestration.workflow.simulation.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each example in the folder {@code specification} comes out the same in all modes, on both stores, and simulated. */
@Timeout(120)
class SpecificationTest {
    private static final Path EXAMPLES = Path.of("src/test/resources/specification");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    static List<Example> examples() throws IOException {
        List<Example> examples = Example.in(EXAMPLES);
        assertThat(examples).hasSizeGreaterThan(10);
        return examples;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void itComesOutTheSameEverywhere(Example example) throws Exception {
        List<String> faults = new ArrayList<>();
        for (OrchestrationMode mode : OrchestrationMode.values()) {
            faults.addAll(inMemory(example, mode));
            faults.addAll(onSqlite(example, mode));
        }
        assertThat(faults).as(example.toString()).isEmpty();
    }

    private List<String> inMemory(Example example, OrchestrationMode mode) throws IOException {
        try (OrchestrationEngine engine = engine("memory-" + mode.wire(), false)) {
            return faults(engine, example, mode, mode.wire() + " in memory");
        }
    }

    /** What the journal tells of it is played once more, on a virtual clock. */
    private List<String> onSqlite(Example example, OrchestrationMode mode) throws IOException {
        try (OrchestrationEngine engine = engine("sqlite-" + mode.wire(), true)) {
            return faults(engine, example, mode, mode.wire() + " on SQLite");
        }
    }

    private OrchestrationEngine engine(String name, boolean durable) throws IOException {
        Path place = Files.createDirectory(folder.resolve(name));
        Map<String, Integer> tries = new ConcurrentHashMap<>();
        var builder = OrchestrationEngine.builder()
                .workers(2)
                .directory(new WorkingDirectory(place, List.of()))
                .action("spec", "flaky", ctx -> {
                    long bad = ((Number) ctx.parameters().get("failures")).longValue();
                    int now = tries.merge(ctx.idempotencyKey(), 1, Integer::sum);
                    if (now <= bad) {
                        throw new IOException("failure " + now + " of " + bad);
                    }
                    return now;
                })
                .action("spec", "hang", ctx -> {
                    new CountDownLatch(1).await();
                    return null;
                });
        return (durable ? builder.store(place.resolve("state.db")) : builder).build();
    }

    private List<String> faults(OrchestrationEngine engine, Example example, OrchestrationMode mode, String where) {
        WorkflowDefinition definition = example.definition(engine.actions());
        var session = engine.createSession("spec", mode);
        WorkflowExecution ended = engine.workflowManager()
                .executeWorkflow(
                        definition,
                        example.parameters(),
                        engine.launch(session).withFolder(example.file().getParent()))
                .await(PATIENCE);
        List<Event> events = events(engine, ended.executionId());
        List<String> faults =
                new ArrayList<>(live(definition, ended, events, where).faults(example));
        faults.addAll(simulated(definition, engine.actions(), ended, events, mode, where + ", simulated")
                .faults(example));
        return faults;
    }

    private static List<Event> events(OrchestrationEngine engine, ExecutionId id) {
        List<Event> events = new ArrayList<>();
        engine.store().archive().replay(id, commit -> events.addAll(commit.events()));
        return events;
    }

    private static Course live(
            WorkflowDefinition definition, WorkflowExecution ended, List<Event> events, String where) {
        List<String> names = definition.nodeNames();
        Map<String, Long> first = new HashMap<>();
        Map<String, Long> last = new HashMap<>();
        // In the order of the journal, since two moments of one microsecond are no order.
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i) instanceof Event.AttemptStarted e) {
                first.putIfAbsent(names.get(e.activation().node()), (long) i);
            } else if (events.get(i) instanceof Event.AttemptEnded e) {
                last.put(names.get(e.activation().node()), (long) i);
            }
        }
        return new Course(where, ended.status().wire(), ended.stepResults(), first, last, ended.context());
    }

    private static Course simulated(
            WorkflowDefinition definition,
            ActionRegistry actions,
            WorkflowExecution ended,
            List<Event> events,
            OrchestrationMode mode,
            String where) {
        ExecutionPlan plan = plan(definition);
        Script script = new AsItWent(plan, actions, ended, Course.attempts(events));
        Scenario.Limits limits = new Scenario.Limits(
                definition.maxParallel() == 0 ? Integer.MAX_VALUE : definition.maxParallel(),
                definition.timeout(),
                definition.onFailure() == OnFailure.STOP);
        Schedule schedule = new Simulator(
                        2,
                        definition.resources().stream()
                                .map(own -> own.resource())
                                .toList())
                .run(new Scenario(plan, mode, script, limits));
        Map<String, Long> first = new HashMap<>();
        Map<String, Long> last = new HashMap<>();
        for (Schedule.Stint stint : schedule.attempts()) {
            first.putIfAbsent(stint.name(), stint.start());
            last.put(stint.name(), stint.end());
        }
        return new Course(where, schedule.status().wire(), schedule.results(), first, last, null);
    }

    private static ExecutionPlan plan(WorkflowDefinition definition) {
        List<String> names = definition.steps().stream().map(WorkflowStep::name).toList();
        int[] undone = IntStream.range(0, names.size())
                .filter(node -> definition.steps().get(node).compensate() != null)
                .toArray();
        List<WorkflowStep> nodes = Stream.concat(definition.steps().stream(), definition.compensations().stream())
                .toList();
        List<int[]> dependencies = nodes.stream()
                .map(step ->
                        step.dependencies().stream().mapToInt(names::indexOf).toArray())
                .toList();
        return new ExecutionPlan(
                nodes.stream().map(WorkflowStep::task).toList(),
                dependencies,
                Map.of(),
                Phases.of(definition.firstFinal(), names.size(), undone));
    }

    /** Answers as definitions and actions did when it was carried out. */
    private record AsItWent(
            ExecutionPlan plan,
            ActionRegistry actions,
            WorkflowExecution ended,
            Map<String, List<Event.AttemptEnded>> attempts)
            implements Script {
        private static final Duration MOMENT = Duration.ofMillis(1);

        @Override
        public Ending ending(int node, int attempt) {
            List<Event.AttemptEnded> ends = attempts.getOrDefault(Course.key(node), List.of());
            if (attempt > ends.size()) {
                return Ending.completed(MOMENT);
            }
            Event.AttemptEnded end = ends.get(attempt - 1);
            Failure error = end.error();
            if (end.outcome() == Outcome.TIMED_OUT || end.outcome() == Outcome.CANCELLED) {
                return Ending.completed(Duration.ofDays(1)); // somebody ends it
            }
            return error == null ? Ending.completed(MOMENT) : Ending.failed(MOMENT, error);
        }

        @Override
        public boolean mayRun(int node) {
            TaskResult result = ended.stepResults().get(plan.name(node));
            return result == null || result.status() != TaskStatus.SKIPPED;
        }

        @Override
        public @Nullable Duration waits(int node) {
            boolean waits =
                    actions.require(plan.spec(node).action()).descriptor().kind() == ActionKind.WAIT;
            return waits ? MOMENT : null;
        }
    }
}
