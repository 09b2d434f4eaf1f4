package dev.orchestration.workflow.simulation;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.ResourceId;
import dev.orchestration.tasks.OnInterrupt;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.ResourceRequest;
import dev.orchestration.tasks.RetryPolicy;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.action.ActionName;
import dev.orchestration.tasks.decide.ExecutionPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Workflows for tests of the simulator, line by line: {@code Workflows.of("a 3", "b 2: a")} takes 3 and 2 seconds. */
final class Workflows implements Script {
    private final Map<String, TaskSpec> specs = new LinkedHashMap<>();
    private final List<int[]> dependencies = new ArrayList<>();
    private final Map<String, List<Ending>> endings = new LinkedHashMap<>();
    private final Map<String, Duration> waits = new LinkedHashMap<>();
    private final List<String> skipped = new ArrayList<>();

    static Workflows of(String... lines) {
        Workflows workflow = new Workflows();
        for (String line : lines) {
            String[] parts = line.split(":", -1);
            String[] head = parts[0].strip().split(" ", -1);
            List<String> known = List.copyOf(workflow.specs.keySet());
            int[] needs = parts.length < 2
                    ? new int[0]
                    : List.of(parts[1].strip().split(" ", -1)).stream()
                            .mapToInt(known::indexOf)
                            .toArray();
            workflow.dependencies.add(needs);
            workflow.put(head[0], Duration.ofSeconds(Long.parseLong(head[1])), List.of(), RetryPolicy.none(), null);
        }
        return workflow;
    }

    private void put(
            String name, Duration time, List<ResourceRequest> needs, RetryPolicy retry, @Nullable Duration timeout) {
        specs.put(
                name,
                new TaskSpec(
                        name,
                        new ActionName("test", "work"),
                        Map.of(),
                        TaskPriority.NORMAL,
                        retry,
                        timeout,
                        needs,
                        RunOn.SUCCESS,
                        true,
                        skipped.contains(name),
                        OnInterrupt.RERUN,
                        time));
    }

    private Duration time(String name) {
        return specs.get(name).estimate();
    }

    Workflows needs(String name, String resource, double amount) {
        put(name, time(name), List.of(new ResourceRequest(new ResourceId(resource), amount)), RetryPolicy.none(), null);
        return this;
    }

    Workflows timeout(String name, int seconds) {
        put(name, time(name), List.of(), RetryPolicy.none(), Duration.ofSeconds(seconds));
        return this;
    }

    Workflows skips(String name) {
        skipped.add(name);
        put(name, time(name), List.of(), RetryPolicy.none(), null);
        return this;
    }

    Workflows waits(String name) {
        waits.put(name, time(name));
        return this;
    }

    /** Its first attempts fail after their time, so many of them; then it completes. It may be tried twice again. */
    Workflows fails(String name, int times, int retries) {
        Failure failure = new Failure("Boom", "it broke", ErrorKind.EXTERNAL);
        List<Ending> ends = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            ends.add(Ending.failed(time(name), failure));
        }
        endings.put(name, ends);
        put(name, time(name), List.of(), RetryPolicy.of(retries), null);
        return this;
    }

    @Override
    public Ending ending(int node, int attempt) {
        String name = List.copyOf(specs.keySet()).get(node);
        List<Ending> ends = endings.getOrDefault(name, List.of());
        return attempt <= ends.size() ? ends.get(attempt - 1) : Ending.completed(time(name), "output of " + name);
    }

    @Override
    public boolean mayRun(int node) {
        return !skipped.contains(List.copyOf(specs.keySet()).get(node));
    }

    @Override
    public @Nullable Duration waits(int node) {
        return waits.get(List.copyOf(specs.keySet()).get(node));
    }

    Scenario scenario(OrchestrationMode mode) {
        ExecutionPlan plan = new ExecutionPlan(List.copyOf(specs.values()), dependencies);
        return Scenario.of(plan, mode).with(this);
    }

    /** On an engine with two gpus. */
    Schedule on(int slots) {
        return on(slots, Scenario.Limits.NONE);
    }

    Schedule on(int slots, Scenario.Limits limits) {
        Resource gpus = new Resource(new ResourceId("gpu"), ResourceType.COMPUTE, 2);
        return new Simulator(slots, List.of(gpus))
                .run(scenario(OrchestrationMode.RESOURCE_AWARE).with(limits));
    }

    /** {@code a 0-3} for an attempt of a from second 0 to 3. */
    static List<String> told(Schedule schedule) {
        return schedule.attempts().stream()
                .map(stint -> stint.name() + " " + stint.start() / 1_000_000 + "-" + stint.end() / 1_000_000)
                .toList();
    }
}
