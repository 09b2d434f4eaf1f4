package dev.orchestration.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.resources.Machine;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.workflow.simulation.Forecast;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WorkflowPlannerTest {
    private static final String TRAINING = """
            name: training
            resources: [{id: gpu, capacity: 1}]
            steps:
              - {name: fetch, action: core.noop, estimate: 10s}
              - {name: train-a, action: core.noop, estimate: 30s, dependencies: [fetch], resources: [{resource_id: gpu}]}
              - {name: train-b, action: core.noop, dependencies: [fetch], resources: [{resource_id: gpu}]}
              - {name: report, action: host.own, dependencies: [train-a, train-b], estimate: 1s}
            """;

    private static WorkflowPlan plan(String text, int workers, Map<ResourceId, Double> capacities) {
        return plan(text, workers, capacities, Map.of());
    }

    private static WorkflowPlan plan(
            String text, int workers, Map<ResourceId, Double> capacities, Map<String, Duration> observed) {
        Machine machine = new Machine(2, 4_096, 100);
        return new WorkflowPlanner(ActionRegistry.standard(), workers, machine.resources(), capacities)
                .plan(new Definitions().parse(text, "w.yaml"), observed);
    }

    private static Map<String, List<Long>> seconds(Forecast forecast) {
        Map<String, List<Long>> told = new LinkedHashMap<>();
        forecast.steps()
                .forEach(step -> told.put(step.name(), List.of(step.start() / 1_000_000, step.end() / 1_000_000)));
        return told;
    }

    @Test
    void levelsAndTheCriticalPathFollowFromDependenciesAndDurations() {
        WorkflowPlan plan = plan(TRAINING, 4, Map.of());

        assertThat(plan.levels()).containsExactly(List.of("fetch"), List.of("train-a", "train-b"), List.of("report"));
        assertThat(plan.criticalPath().names()).containsExactly("fetch", "train-a", "report");
        assertThat(plan.criticalPath().length()).isEqualTo(Duration.ofSeconds(41));
    }

    @Test
    void historyGoesBeforeEstimatesAndWhatNobodyKnowsIsTheMedian() {
        WorkflowPlan plan = plan(TRAINING, 4, Map.of(), Map.of("report", Duration.ofSeconds(5)));

        assertThat(plan.durations())
                .containsEntry("report", Duration.ofSeconds(5))
                .containsEntry("fetch", Duration.ofSeconds(10))
                .containsEntry("train-b", Duration.ofSeconds(10));
        assertThat(plan.sources()).isEqualTo(new WorkflowPlan.Sources(1, 2, 1));
    }

    @Test
    void theForecastKeepsToResourcesAndSaysWhatTheirLackCosts() {
        Forecast forecast = plan(TRAINING, 4, Map.of()).forecast(OrchestrationMode.RESOURCE_AWARE);

        assertThat(seconds(forecast))
                .containsEntry("train-a", List.of(10L, 40L))
                .containsEntry("train-b", List.of(40L, 50L))
                .containsEntry("report", List.of(50L, 51L));
        Forecast.Bottleneck bottleneck = Objects.requireNonNull(forecast.bottleneck());
        assertThat(bottleneck.lack().resource()).isEqualTo(new ResourceId("gpu"));
        assertThat(bottleneck.makespanWithout()).isEqualTo(Duration.ofSeconds(41));
    }

    @Test
    void aStepOfFinallyWaitsForAllOthersAndNotForWorkersOrItsTurn() {
        Forecast forecast = plan("""
                name: tidy
                steps:
                  - {name: long, action: core.noop, estimate: 60s}
                  - {name: short, action: core.noop, estimate: 1s}
                finally: [{name: sweep, action: core.noop, estimate: 2s}]
                """, 4, Map.of()).forecast(OrchestrationMode.PARALLEL);

        assertThat(forecast.steps()).last().satisfies(sweep -> {
            assertThat(sweep.after()).isEqualTo("long");
            assertThat(sweep.ready()).isEqualTo(sweep.start()).isEqualTo(60_000_000);
            assertThat(sweep.waited()).isEmpty();
        });
        assertThat(forecast.bottleneck()).isNull();
    }

    @Test
    void whatIsSaidOfAResourceGoesBeforeTheFile() {
        Forecast forecast =
                plan(TRAINING, 4, Map.of(new ResourceId("gpu"), 2.0)).forecast(OrchestrationMode.PARALLEL);

        assertThat(forecast.schedule().makespan()).isEqualTo(Duration.ofSeconds(41));
    }

    @Test
    void eachModeHasItsOrder() {
        WorkflowPlan plan = plan("""
                name: w
                steps:
                  - {name: short, action: core.noop, estimate: 1s}
                  - {name: long, action: core.noop, estimate: 9s}
                  - {name: urgent, action: core.noop, estimate: 1s, priority: critical}
                """, 1, Map.of());

        assertThat(plan.order(OrchestrationMode.PARALLEL)).containsExactly("short", "long", "urgent");
        assertThat(plan.order(OrchestrationMode.SEQUENTIAL)).containsExactly("short", "long", "urgent");
        assertThat(plan.order(OrchestrationMode.PRIORITY)).containsExactly("urgent", "long", "short");
        assertThat(plan.order(OrchestrationMode.RESOURCE_AWARE)).startsWith("urgent");
    }

    @Test
    void whatOnlyWaitsTakesAsLongAsItSaysAndNoWorker() {
        Forecast forecast = plan("""
                name: w
                steps:
                  - {name: nap, action: core.sleep, parameters: {duration: 1m}}
                  - {name: open, action: core.sleep, parameters: {duration: "{{work.output}}"}, estimate: 3s}
                  - {name: work, action: core.noop, estimate: 2s}
                """, 1, Map.of()).forecast(OrchestrationMode.PARALLEL);

        assertThat(seconds(forecast))
                .isEqualTo(Map.of("nap", List.of(0L, 60L), "open", List.of(2L, 5L), "work", List.of(0L, 2L)));
    }

    @Test
    void whatRunsAfterAFailureOnlyIsNotExpected() {
        Forecast forecast = plan("""
                name: w
                steps:
                  - {name: work, action: core.noop}
                  - {name: alarm, action: core.noop, dependencies: [work], run_on: failure}
                """, 1, Map.of()).forecast(OrchestrationMode.PARALLEL);

        assertThat(seconds(forecast)).containsOnlyKeys("work");
        assertThat(forecast.schedule().status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    @Test
    void whatTakesLongerThanItsTimeoutIsForecastToFail() {
        Forecast forecast = plan("""
                name: w
                steps: [{name: work, action: core.noop, estimate: 1m, timeout: 10s}]
                """, 1, Map.of()).forecast(OrchestrationMode.PARALLEL);

        assertThat(forecast.schedule().status()).isEqualTo(WorkflowStatus.FAILED);
    }

    @Test
    void aCapacityForWhatNobodyKnowsIsRefusedWithTheNearestName() {
        assertThatThrownBy(() -> plan(TRAINING, 1, Map.of(new ResourceId("gup"), 2.0)))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_PARAMETERS))
                .hasMessageContaining("no resource 'gup'; did you mean 'gpu'?");
    }

    @Test
    void whatCouldNeverStartIsRefusedAllAtOnce() {
        assertThatThrownBy(() -> plan(TRAINING, 1, Map.of(new ResourceId("gpu"), 0.5)))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DEFINITION_INVALID))
                .hasMessageContainingAll(
                        "step 'train-a' asks for 1 of 'gpu', of which there is 0.5", "step 'train-b' asks for 1");
    }

    @Test
    void whatAHostWouldRegisterMustBeSaid() {
        String text = """
                name: w
                steps: [{name: a, action: core.noop, resources: [{resource_id: licence, amount: 2}]}]
                """;

        assertThatThrownBy(() -> plan(text, 1, Map.of()))
                .hasMessageContaining("step 'a' asks for 2 of 'licence', and nothing says how much of it there is");
        assertThat(plan(text, 1, Map.of(new ResourceId("licence"), 2.0)).order(OrchestrationMode.PARALLEL))
                .containsExactly("a");
    }
}
