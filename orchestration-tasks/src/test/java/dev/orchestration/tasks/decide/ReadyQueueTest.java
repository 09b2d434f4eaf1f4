package dev.orchestration.tasks.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.TaskSpec;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nodes become ready, start, and are looked past at random; the judge sorts a plain list whenever it is asked. */
class ReadyQueueTest {
    private static final int SIZE = 300;
    private static final long SEED = 20_261_125;

    private record Waiting(long rank, long order, long seq, int node) {}

    private final Random random = new Random(SEED);
    private final Map<Integer, Waiting> judge = new TreeMap<>();
    private final Deque<ReadyNode> aside = new ArrayDeque<>();
    private SelectionPolicy policy;
    private ReadyQueue queue;
    private IntPredicate apart = node -> false;
    private long seq;
    private long now = 1_700_000_000_000_000L;

    private void given(OrchestrationMode mode) {
        List<TaskSpec> specs = new ArrayList<>();
        List<int[]> edges = new ArrayList<>();
        for (int node = 0; node < SIZE; node++) {
            TaskPriority priority = TaskPriority.values()[random.nextInt(TaskPriority.values().length)];
            specs.add(Plans.spec("n" + node, priority, List.of(), Duration.ofSeconds(1 + random.nextInt(9))));
            edges.add(new int[0]);
        }
        ExecutionPlan plan = new ExecutionPlan(specs, edges);
        policy = SelectionPolicy.of(mode, plan);
        queue = new ReadyQueue(0, policy, new Items(plan));
        queue.grow(SIZE);
    }

    @ParameterizedTest
    @EnumSource
    void theHeadIsTheFirstInTheOrderOfTheMode(OrchestrationMode mode) {
        given(mode);
        for (int step = 0; step < 30_000; step++) {
            act(step);
            assertThat(queue.head()).as("seed %s, step %s", SEED, step).isEqualTo(first(false));
            assertThat(queue.idleHead()).as("seed %s, step %s", SEED, step).isEqualTo(first(true));
            if (queue.head() != ReadyQueue.NOBODY) {
                Waiting head = judge.get(queue.head());
                assertThat(queue.headRank()).isEqualTo(head.rank());
                assertThat(queue.headSeq()).isEqualTo(head.seq());
            }
        }
    }

    private void act(int step) {
        now += random.nextInt(400_000);
        boolean filling = step / 2_000 % 2 == 0;
        int dice = random.nextInt(20);
        if (step == 9_000 || step == 17_000) {
            int every = 3 + random.nextInt(4);
            apart = node -> node % every == 0;
            queue.setApart(apart);
        } else if (step % 7_000 == 6_999) {
            judge.clear();
            queue.clear();
        } else if (dice < (filling ? 12 : 5)) {
            add(random.nextInt(SIZE));
        } else if (dice < 14) {
            remove(queue.head());
        } else if (dice < 16) {
            remove(random.nextInt(SIZE));
        } else {
            lookPast(1 + random.nextInt(5));
        }
    }

    private void add(int node) {
        if (!judge.containsKey(node)) {
            queue.add(node, now);
            judge.put(node, new Waiting(policy.rank(node, now), policy.order(node), ++seq, node));
        }
    }

    private void remove(int node) {
        if (judge.remove(node) != null) {
            queue.remove(node);
        }
    }

    /** Some heads are taken aside, perhaps one behind them starts, and they come back where they were. */
    private void lookPast(int some) {
        for (int i = 0; i < some && first(false) != ReadyQueue.NOBODY; i++) {
            ReadyNode taken = queue.takeHead();
            Waiting expected = judge.remove(first(false));
            assertThat(taken.node()).isEqualTo(expected.node());
            aside.push(taken);
        }
        if (random.nextBoolean()) {
            remove(queue.head());
        }
        while (!aside.isEmpty()) {
            ReadyNode back = aside.pop();
            queue.putBack(back);
            judge.put(back.node(), new Waiting(back.rank(), back.order(), back.seq(), back.node()));
        }
    }

    private int first(boolean idle) {
        Comparator<Waiting> order = Comparator.comparingLong(Waiting::order).thenComparingLong(Waiting::seq);
        return judge.values().stream()
                .filter(each -> apart.test(each.node()) == idle)
                .min(policy.ranked() ? Comparator.comparingLong(Waiting::rank).thenComparing(order) : order)
                .map(Waiting::node)
                .orElse(ReadyQueue.NOBODY);
    }
}
