package dev.orchestration.workflow.simulation;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.ResourceId;
import dev.orchestration.tasks.OnInterrupt;
import dev.orchestration.tasks.ResourceRequest;
import dev.orchestration.tasks.RetryPolicy;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.action.ActionName;
import dev.orchestration.tasks.decide.ExecutionPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A graph drawn from a seed, with whatever may befall its nodes: the same for each attempt, whenever it is asked. */
final class Drawn implements Script {
    private static final Failure BOOM = new Failure("Boom", "it broke", ErrorKind.EXTERNAL);

    final ExecutionPlan plan;
    final Simulator engine;
    private final long seed;
    private final boolean[] waits;

    Drawn(long seed) {
        this.seed = seed;
        Random random = new Random(seed);
        int size = 2 + random.nextInt(40);
        this.waits = new boolean[size];
        List<TaskSpec> specs = new ArrayList<>();
        List<int[]> dependencies = new ArrayList<>();
        for (int node = 0; node < size; node++) {
            waits[node] = random.nextInt(8) == 0;
            specs.add(spec("n" + node, waits[node], random));
            dependencies.add(random.ints(random.nextInt(4), 0, node + 1)
                    .filter(dependency -> dependency < specs.size() - 1)
                    .distinct()
                    .toArray());
        }
        this.plan = new ExecutionPlan(specs, dependencies);
        this.engine = new Simulator(
                1 + random.nextInt(5),
                List.of(
                        new Resource(new ResourceId("gpu"), ResourceType.COMPUTE, 2),
                        new Resource(new ResourceId("memory"), ResourceType.MEMORY, 0.9)));
    }

    private static TaskSpec spec(String name, boolean waits, Random random) {
        List<ResourceRequest> needs = new ArrayList<>();
        if (!waits && random.nextBoolean()) {
            needs.add(new ResourceRequest(new ResourceId("gpu"), 1 + random.nextInt(2)));
        }
        if (!waits && random.nextBoolean()) {
            needs.add(new ResourceRequest(new ResourceId("memory"), 0.1 * (1 + random.nextInt(9))));
        }
        return new TaskSpec(
                name,
                new ActionName("test", "work"),
                Map.of(),
                TaskPriority.values()[random.nextInt(TaskPriority.values().length)],
                RetryPolicy.of(random.nextInt(3)),
                random.nextInt(4) == 0 ? Duration.ofSeconds(20) : null,
                needs,
                RunOn.values()[random.nextInt(4) == 0 ? random.nextInt(RunOn.values().length) : 0],
                random.nextInt(4) > 0,
                random.nextInt(5) == 0,
                OnInterrupt.RERUN,
                random.nextBoolean() ? Duration.ofSeconds(random.nextInt(30)) : null);
    }

    private Random chance(int node, int attempt) {
        return new Random(seed * 1_000_003 + node * 101L + attempt);
    }

    @Override
    public Ending ending(int node, int attempt) {
        Random random = chance(node, attempt);
        Duration after = Duration.ofMillis(random.nextInt(25_000));
        return random.nextInt(4) == 0 ? Ending.failed(after, BOOM) : Ending.completed(after, node + "/" + attempt);
    }

    @Override
    public boolean mayRun(int node) {
        return chance(node, 0).nextBoolean();
    }

    @Override
    public @Nullable Duration waits(int node) {
        return waits[node] ? Duration.ofMillis(chance(node, 0).nextInt(25_000)) : null;
    }
}
