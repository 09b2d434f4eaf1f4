package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.event.Activation;
import dev.orchestration.tasks.OnInterrupt;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.ResourceRequest;
import dev.orchestration.tasks.RetryPolicy;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskId;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.action.ActionName;
import dev.orchestration.tasks.decide.AttemptWork;
import dev.orchestration.tasks.decide.Chances;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Rules;
import dev.orchestration.tasks.decide.WaitSpec;
import dev.orchestration.tasks.model.Chart;
import dev.orchestration.tasks.model.Chart.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A graph drawn from a seed, with everything that a definition can say about its steps. */
final class DrawnGraph implements Rules {
    final List<TaskSpec> specs = new ArrayList<>();
    final List<int[]> dependencies = new ArrayList<>();
    final OrchestrationMode mode;
    final int maxParallel;
    final Duration timeout;
    /** Whether it is a queue to which its steps are submitted one by one, whatever they depend on. */
    final boolean grows;

    private final List<Answer> conditions = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private final List<WaitSpec> asks = new ArrayList<>();
    private final boolean stop;

    DrawnGraph(Random random) {
        int size = 1 + random.nextInt(random.nextInt(8) == 0 ? 30 : 9);
        mode = draw(random, OrchestrationMode.values());
        maxParallel = random.nextBoolean() ? Integer.MAX_VALUE : 1 + random.nextInt(3);
        timeout = random.nextInt(8) == 0 ? Duration.ofSeconds(1 + random.nextInt(90)) : null;
        grows = random.nextInt(6) == 0;
        stop = !grows && random.nextInt(4) == 0;
        List<Integer> rank = ranks(size, random);
        for (int node = 0; node < size; node++) {
            conditions.add(random.nextInt(8) == 0 ? Answer.BROKEN : draw(random, Answer.YES, Answer.NO));
            boolean sleeps = random.nextInt(7) == 0;
            waits.add(sleeps ? Duration.ofMillis(random.nextInt(20_000)) : null);
            asks.add(sleeps ? asks(random) : null);
            TaskSpec spec = spec("n" + node, sleeps, random);
            specs.add(grows ? task(spec, List.of()).spec() : spec);
            dependencies.add(edges(rank, node, random));
        }
    }

    @SafeVarargs
    private static <T> T draw(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }

    /** Each depends on those of lower rank only; the tasks of a queue come in any order. */
    private List<Integer> ranks(int size, Random random) {
        List<Integer> ranks = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        if (grows) {
            Collections.shuffle(ranks, random);
        }
        return ranks;
    }

    private static int[] edges(List<Integer> rank, int node, Random random) {
        return random.ints(random.nextInt(4), 0, Math.max(1, rank.get(node)))
                .filter(lower -> lower < rank.get(node))
                .distinct()
                .map(rank::indexOf)
                .toArray();
    }

    /** The step as a task that is submitted by itself. */
    Task task(int node) {
        List<TaskId> on = Arrays.stream(dependencies.get(node))
                .mapToObj(each -> new TaskId("n" + each))
                .toList();
        return task(specs.get(node), on);
    }

    private static Task task(TaskSpec spec, List<TaskId> on) {
        return new Task(
                new TaskId(spec.name()),
                spec.name(),
                spec.action(),
                spec.parameters(),
                spec.priority(),
                on,
                spec.resources(),
                List.of(),
                spec.timeout(),
                spec.heartbeatTimeout(),
                spec.retry(),
                spec.onInterrupt(),
                null,
                Map.of());
    }

    /** The same for the model. */
    Chart chart(long seed) {
        List<Chart.Step> steps = new ArrayList<>();
        for (int node = 0; node < size(); node++) {
            List<Integer> on = Arrays.stream(dependencies.get(node)).boxed().toList();
            steps.add(new Chart.Step(
                    specs.get(node),
                    on,
                    conditions.get(node),
                    asks.get(node) == null ? waits.get(node) : null,
                    asks.get(node)));
        }
        return new Chart(
                steps,
                stop,
                timeout,
                grows,
                (node, n, attempt) -> Chances.draw(seed, new Activation(node, Activation.NO_ITEM, n), attempt));
    }

    /** Instead of a while; null for that. */
    private static WaitSpec asks(Random random) {
        Duration atMost = random.nextBoolean() ? Duration.ofMillis(1 + random.nextInt(60_000)) : null;
        return switch (random.nextInt(6)) {
            case 0, 1 -> WaitSpec.signal("s" + random.nextInt(2), atMost);
            case 2 -> WaitSpec.approval("may it?", null, atMost);
            case 3 -> WaitSpec.until(Stage.START + random.nextInt(200_000) * 1_000L);
            default -> null;
        };
    }

    /** What a node waits for instead of a while, null if nothing. */
    WaitSpec asks(int node) {
        return asks.get(node);
    }

    private static TaskSpec spec(String name, boolean sleeps, Random random) {
        List<ResourceRequest> needs = new ArrayList<>();
        if (!sleeps && random.nextInt(3) == 0) {
            needs.add(new ResourceRequest(new ResourceId("gpu"), 1 + random.nextInt(2)));
        }
        if (!sleeps && random.nextInt(4) == 0) {
            needs.add(new ResourceRequest(new ResourceId("memory"), 0.1 * (1 + random.nextInt(3))));
        }
        RunOn runOn = random.nextInt(4) == 0 ? draw(random, RunOn.values()) : RunOn.SUCCESS;
        return new TaskSpec(
                name,
                new ActionName("test", "work"),
                Map.of(),
                draw(random, TaskPriority.values()),
                RetryPolicy.of(random.nextInt(3)),
                random.nextInt(4) == 0 ? Duration.ofSeconds(1 + random.nextInt(20)) : null,
                needs,
                runOn,
                random.nextInt(4) > 0,
                random.nextInt(5) == 0,
                draw(random, OnInterrupt.RERUN, OnInterrupt.RERUN, OnInterrupt.FAIL, OnInterrupt.MANUAL),
                null,
                random.nextInt(6) == 0 ? Duration.ofSeconds(3 + random.nextInt(20)) : null,
                List.of());
    }

    ExecutionPlan plan() {
        return plan(UnaryOperator.identity());
    }

    /** The plan of a loop that takes the steps for others than they are. */
    ExecutionPlan plan(UnaryOperator<TaskSpec> wrongly) {
        List<TaskSpec> taken = specs.stream().map(wrongly).toList();
        return grows ? ExecutionPlan.growing() : new ExecutionPlan(taken, dependencies);
    }

    /** The plan of a loop that overlooks the dependencies of one node. */
    ExecutionPlan planWithout(int node) {
        List<int[]> fewer = new ArrayList<>(dependencies);
        fewer.set(node, new int[0]);
        return new ExecutionPlan(specs, fewer);
    }

    /** Whether the wait of a node is longer than its timeout. */
    boolean expires(int node) {
        Duration timeout = specs.get(node).timeout();
        return timeout != null && timeout.compareTo(waits.get(node)) < 0;
    }

    /** How long a node really waits. */
    Duration waits(int node) {
        return expires(node) ? specs.get(node).timeout() : waits.get(node);
    }

    int size() {
        return specs.size();
    }

    @Override
    public boolean mayRun(int node, ExecutionState state) {
        if (conditions.get(node) == Answer.BROKEN) {
            throw new OrchestrationException(ErrorCode.BAD_PARAMETERS, "no such step");
        }
        return conditions.get(node) == Answer.YES;
    }

    @Override
    public ActionKind kind(int node) {
        return waits.get(node) == null ? ActionKind.WORK : ActionKind.WAIT;
    }

    @Override
    public Duration waitingTime(int node, ExecutionState state) {
        if (conditions.get(node) == Answer.BROKEN) {
            throw new OrchestrationException(ErrorCode.BAD_PARAMETERS, "no such duration");
        }
        return waits.get(node);
    }

    @Override
    public WaitSpec waiting(int node, ExecutionState state) {
        Duration time = waitingTime(node, state);
        return asks.get(node) == null ? WaitSpec.sleep(time) : asks.get(node);
    }

    @Override
    public boolean stopsOnFailure() {
        return stop;
    }

    @Override
    public AttemptWork prepare(int node, ExecutionState state) {
        return frame -> null;
    }
}
