package dev.orchestration.workflow.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.Failure;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mode decides about order and overlap, and about nothing else. */
class FourModesTest {
    /** What came of a task, without its times. */
    private record Fate(TaskStatus status, int attempts, Object result, Failure error, List<String> blockedBy) {
        Fate(TaskResult told) {
            this(told.status(), told.attempts(), told.result(), told.error(), told.blockedBy());
        }
    }

    private static Map<String, Fate> fates(Schedule schedule) {
        Map<String, Fate> fates = new LinkedHashMap<>();
        schedule.results().forEach((name, result) -> fates.put(name, new Fate(result)));
        return fates;
    }

    private static Schedule play(Drawn drawn, OrchestrationMode mode) {
        return drawn.engine.run(Scenario.of(drawn.plan, mode).with(drawn));
    }

    @ParameterizedTest(name = "seeds from {0}")
    @ValueSource(longs = {0, 1_000, 2_000, 3_000, 4_000})
    void theSameGraphGivesTheSameResultsInEachMode(long first) {
        for (long seed = first; seed < first + 100; seed++) {
            Drawn drawn = new Drawn(seed);
            Schedule sequential = play(drawn, OrchestrationMode.SEQUENTIAL);
            for (OrchestrationMode mode : OrchestrationMode.values()) {
                Schedule other = play(drawn, mode);
                assertThat(fates(other)).as("seed %s in mode %s", seed, mode).isEqualTo(fates(sequential));
                assertThat(other.status()).isEqualTo(sequential.status());
                inOrderAndWithinCapacity(drawn, other, "seed " + seed + " in mode " + mode);
            }
        }
    }

    /** Whoever starts comes after what settled before, and finds room for what it holds. */
    private static void inOrderAndWithinCapacity(Drawn drawn, Schedule schedule, String what) {
        for (Schedule.Stint stint : schedule.attempts()) {
            for (int i = 0; i < drawn.plan.dependencyCount(stint.node()); i++) {
                int dependency = drawn.plan.dependency(stint.node(), i);
                assertThat(schedule.attempts())
                        .as(what)
                        .noneMatch(other -> other.node() == dependency && other.end() > stint.start());
            }
            assertThat(held(schedule, stint.start(), "gpu")).as(what).isLessThanOrEqualTo(2);
            assertThat(held(schedule, stint.start(), "memory")).as(what).isLessThanOrEqualTo(0.9 + 1e-9);
        }
    }

    private static double held(Schedule schedule, long at, String resource) {
        return schedule.attempts().stream()
                .filter(stint -> stint.start() <= at && at < stint.end())
                .mapToDouble(stint -> stint.held().getOrDefault(new ResourceId(resource), 0.0))
                .sum();
    }

    @Test
    void theSameScenarioGivesTheSameSchedule() {
        for (OrchestrationMode mode : OrchestrationMode.values()) {
            assertThat(play(new Drawn(7), mode)).isEqualTo(play(new Drawn(7), mode));
        }
    }

    @Test
    void sequentialNeverOverlapsAndTheOthersDo() {
        Drawn drawn = new Drawn(12);
        assertThat(overlaps(play(drawn, OrchestrationMode.SEQUENTIAL))).isFalse();
        assertThat(overlaps(play(drawn, OrchestrationMode.PARALLEL))).isTrue();
    }

    private static boolean overlaps(Schedule schedule) {
        return schedule.attempts().stream()
                .anyMatch(one -> schedule.attempts().stream()
                        .anyMatch(other ->
                                one.node() != other.node() && one.start() < other.end() && other.start() < one.end()));
    }

    @Test
    void someDrawnGraphsCompleteAndSomeFail() {
        Map<WorkflowStatus, Integer> ends = new LinkedHashMap<>();
        for (long seed = 0; seed < 100; seed++) {
            ends.merge(play(new Drawn(seed), OrchestrationMode.PARALLEL).status(), 1, Integer::sum);
        }
        assertThat(ends).containsKeys(WorkflowStatus.COMPLETED, WorkflowStatus.FAILED);
    }
}
