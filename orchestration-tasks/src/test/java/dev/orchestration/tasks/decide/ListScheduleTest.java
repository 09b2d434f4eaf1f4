package dev.orchestration.tasks.decide;

import static dev.orchestration.tasks.decide.Plans.plan;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schedules that a plan is ordered by are possible ones. */
class ListScheduleTest {
    private static final long SECOND = 1_000_000;

    private static Demands demands(ExecutionPlan plan, int slots) {
        return new Demands(plan, slots, id -> 10);
    }

    private static int[] asDeclared(ExecutionPlan plan) {
        return IntStream.range(0, plan.size()).toArray();
    }

    private static long[] seconds(long... microseconds) {
        return Arrays.stream(microseconds).map(value -> value / SECOND).toArray();
    }

    @Test
    void whatFitsPassesWhatDoesNot() {
        ExecutionPlan plan = plan().task("a", 4, "gpu", 6)
                .task("b", 2, "gpu", 6)
                .task("c", 1, "gpu", 4)
                .done();
        assertThat(seconds(ListSchedule.forwards(plan, demands(plan, 9), asDeclared(plan))))
                .containsExactly(4, 6, 1);
    }

    @Test
    void whatIsGivenBackIsTakenAgainWhileOthersRun() {
        ExecutionPlan plan = plan().task("a", 1, "gpu", 6)
                .task("long", 9, "gpu", 4)
                .task("b", 1, "gpu", 6)
                .done();
        assertThat(seconds(ListSchedule.forwards(plan, demands(plan, 9), asDeclared(plan))))
                .containsExactly(1, 9, 2);
    }

    @Test
    void backwardsTheEndComesFirst() {
        ExecutionPlan plan =
                plan().task("a", 4).task("b", 2).after("a").task("c", 1).done();
        assertThat(seconds(ListSchedule.backwards(plan, demands(plan, 1), asDeclared(plan))))
                .containsExactly(6, 2, 7);
    }

    @Test
    void aRequestForMoreThanThereIsWaitsForAllThereIs() {
        ExecutionPlan plan = plan().task("a", 1, "gpu", 1)
                .task("b", 1, "gpu", 11)
                .task("c", 1, "gpu", 1)
                .done();
        assertThat(seconds(ListSchedule.forwards(plan, demands(plan, 9), asDeclared(plan))))
                .containsExactly(1, 2, 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void dependenciesAndCapacitiesHoldBothWays(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            ExecutionPlan plan = Plans.drawn(random);
            int slots = 1 + random.nextInt(8);
            Demands demands = demands(plan, slots);
            String what = "plan " + i + " of seed " + seed;
            holds(plan, slots, ListSchedule.forwards(plan, demands, asDeclared(plan)), false, what);
            holds(plan, slots, ListSchedule.backwards(plan, demands, asDeclared(plan)), true, what);
            assertThat(LatestStarts.places(plan, slots, id -> 10))
                    .as(what)
                    .satisfiesAnyOf(
                            places -> assertThat(places).isEmpty(),
                            places -> assertThat(Arrays.stream(places).sorted()).containsExactly(boxed(plan.size())));
        }
    }

    private static Integer[] boxed(int size) {
        return IntStream.range(0, size).boxed().toArray(Integer[]::new);
    }

    private static void holds(ExecutionPlan plan, int slots, long[] ends, boolean backwards, String what) {
        for (int node = 0; node < plan.size(); node++) {
            long start = ends[node] - plan.estimate(node);
            for (int i = 0; i < plan.dependencyCount(node); i++) {
                int dependency = plan.dependency(node, i);
                long before = backwards ? ends[node] : ends[dependency];
                long after = backwards ? ends[dependency] - plan.estimate(dependency) : start;
                assertThat(before).as(what).isLessThanOrEqualTo(after);
            }
            assertThat(used(plan, ends, start, null)).as(what).isLessThanOrEqualTo(slots);
            assertThat(used(plan, ends, start, "gpu")).as(what).isLessThanOrEqualTo(10);
            assertThat(used(plan, ends, start, "memory")).as(what).isLessThanOrEqualTo(10);
        }
    }

    /** Usage only grows at a start, so it is enough to look there. */
    private static double used(ExecutionPlan plan, long[] ends, long at, String resource) {
        return IntStream.range(0, plan.size())
                .filter(node -> ends[node] - plan.estimate(node) <= at && at < ends[node])
                .mapToDouble(node -> resource == null
                        ? 1
                        : plan.spec(node).resources().stream()
                                .filter(request -> request.resource().value().equals(resource))
                                .mapToDouble(request -> request.amount())
                                .sum())
                .sum();
    }
}
