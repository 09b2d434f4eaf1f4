package dev.orchestration.tasks.decide;

import dev.orchestration.state.ResourceId;
import dev.orchestration.tasks.OnInterrupt;
import dev.orchestration.tasks.ResourceRequest;
import dev.orchestration.tasks.RetryPolicy;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.action.ActionName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Plans for tests, step by step: {@code plan().task("a", 3, "gpu", 1).task("b", 2).after("a")}. Units: seconds. */
final class Plans {
    private final Map<String, TaskSpec> specs = new LinkedHashMap<>();
    private final List<int[]> dependencies = new ArrayList<>();

    static Plans plan() {
        return new Plans();
    }

    /** A random one with two scarce resources, of which there are 10 each. */
    static ExecutionPlan drawn(Random random) {
        int size = 1 + random.nextInt(60);
        Plans plans = plan();
        for (int node = 0; node < size; node++) {
            int now = node;
            plans.task("n" + node, random.nextInt(10), "gpu", random.nextInt(11), "memory", random.nextInt(11));
            plans.after(random.ints(random.nextInt(4), 0, node + 1)
                    .filter(dependency -> dependency < now)
                    .distinct()
                    .mapToObj(dependency -> "n" + dependency)
                    .toArray(String[]::new));
        }
        return plans.done();
    }

    /** @param needs resource, amount, resource, amount … */
    Plans task(String name, int seconds, Object... needs) {
        List<ResourceRequest> requests = IntStream.range(0, needs.length / 2)
                .filter(i -> ((Number) needs[2 * i + 1]).doubleValue() > 0)
                .mapToObj(i -> new ResourceRequest(
                        new ResourceId((String) needs[2 * i]), ((Number) needs[2 * i + 1]).doubleValue()))
                .toList();
        specs.put(name, spec(name, TaskPriority.NORMAL, requests, Duration.ofSeconds(seconds)));
        dependencies.add(new int[0]);
        return this;
    }

    /** What the task named last depends on. */
    Plans after(String... names) {
        List<String> known = List.copyOf(specs.keySet());
        dependencies.set(
                dependencies.size() - 1,
                Stream.of(names).mapToInt(known::indexOf).toArray());
        return this;
    }

    ExecutionPlan done() {
        return new ExecutionPlan(List.copyOf(specs.values()), dependencies);
    }

    static TaskSpec spec(String name, TaskPriority priority, List<ResourceRequest> requests, Duration estimate) {
        return new TaskSpec(
                name,
                new ActionName("test", "work"),
                Map.of(),
                priority,
                RetryPolicy.none(),
                null,
                requests,
                RunOn.SUCCESS,
                true,
                false,
                OnInterrupt.RERUN,
                estimate);
    }
}
