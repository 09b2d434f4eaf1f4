package dev.orchestration.workflow.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ResourceId;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.decide.ExecutionPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForecastTest {
    private static final ResourceId GPU = new ResourceId("gpu");

    private static Forecast forecast(Workflows workflow, int workers, OrchestrationMode mode) {
        Resource gpus = new Resource(GPU, ResourceType.COMPUTE, 2);
        return new Simulator(workers, List.of(gpus)).forecast(workflow.scenario(mode));
    }

    private static Forecast forecast(Workflows workflow, int workers) {
        return forecast(workflow, workers, OrchestrationMode.PARALLEL);
    }

    private static Forecast.Bottleneck bottleneck(Forecast forecast) {
        return Objects.requireNonNull(forecast.bottleneck());
    }

    /** {@code workers 3} for three seconds of waiting for a worker; by the name of the step. */
    private static Map<String, List<String>> waits(Forecast forecast) {
        Map<String, List<String>> told = new TreeMap<>();
        forecast.steps().stream()
                .filter(step -> !step.waited().isEmpty())
                .forEach(step -> told.put(
                        step.name(),
                        step.waited().entrySet().stream()
                                .map(each -> each.getKey() + " " + each.getValue() / 1_000_000)
                                .toList()));
        return told;
    }

    @Test
    void whoeverWaitsForItsDependenciesAloneHasNoBottleneck() {
        Forecast forecast = forecast(Workflows.of("a 3", "b 2", "c 4: a b"), 2);

        assertThat(waits(forecast)).isEmpty();
        assertThat(forecast.bottleneck()).isNull();
        assertThat(forecast.steps()).extracting(Forecast.Step::after).containsExactly(null, null, "a");
        assertThat(forecast.steps()).extracting(Forecast.Step::ready).containsExactly(0L, 0L, 3_000_000L);
    }

    @Test
    void whoeverFindsNoWorkerWaitsForOne() {
        Forecast forecast = forecast(Workflows.of("a 3", "b 2", "c 4"), 1);

        assertThat(waits(forecast)).isEqualTo(Map.of("b", List.of("workers 3"), "c", List.of("workers 5")));
        assertThat(forecast.bottleneck())
                .isEqualTo(new Forecast.Bottleneck(
                        new Lack(Lack.Kind.WORKERS, null), 8_000_000, 2, Duration.ofSeconds(4)));
    }

    @Test
    void aFreeWorkerIsOfNoUseWithoutTheResource() {
        Workflows workflow =
                Workflows.of("a 3", "b 2", "c 4").needs("a", "gpu", 2).needs("b", "gpu", 1);

        Forecast forecast = forecast(workflow, 9);

        assertThat(waits(forecast)).isEqualTo(Map.of("b", List.of("gpu 3")));
        assertThat(forecast.bottleneck())
                .isEqualTo(new Forecast.Bottleneck(Lack.of(GPU), 3_000_000, 1, Duration.ofSeconds(4)));
    }

    /** Until 3 neither is there, and a worker is asked for first; then there is a worker, but no gpu. */
    @Test
    void ofTwoThatAreLackingAtOnceTheFirstAskedForCounts() {
        Workflows workflow =
                Workflows.of("a 5", "b 3", "c 1").needs("a", "gpu", 2).needs("c", "gpu", 1);

        assertThat(waits(forecast(workflow, 2))).isEqualTo(Map.of("c", List.of("workers 3", "gpu 2")));
    }

    @Test
    void whoeverWouldDelayABiggerRequestWaitsForItsTurnWhichIsNoBottleneck() {
        Workflows workflow = Workflows.of("first 4", "gate 1", "big 9: gate", "small 5: gate")
                .needs("first", "gpu", 1)
                .needs("big", "gpu", 2)
                .needs("small", "gpu", 1);

        Forecast forecast = forecast(workflow, 9);

        assertThat(waits(forecast)).isEqualTo(Map.of("big", List.of("gpu 3"), "small", List.of("gpu 9", "turn 3")));
        assertThat(bottleneck(forecast).lack()).isEqualTo(Lack.of(GPU));
        assertThat(bottleneck(forecast).waited()).isEqualTo(12_000_000);
    }

    @Test
    void inSequentialItIsTheModeThatIsWaitedForAlsoByWhatOnlyWaits() {
        Forecast forecast = forecast(Workflows.of("a 3", "nap 2", "c 4").waits("nap"), 9, OrchestrationMode.SEQUENTIAL);

        assertThat(waits(forecast)).isEqualTo(Map.of("nap", List.of("mode 3"), "c", List.of("mode 5")));
        assertThat(bottleneck(forecast).makespanWithout()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void theWorkflowsOwnLimitIsToldApartFromWorkers() {
        Scenario scenario = Workflows.of("a 3", "b 2")
                .scenario(OrchestrationMode.PARALLEL)
                .with(new Scenario.Limits(1, null, false));

        Forecast forecast = new Simulator(4, List.of()).forecast(scenario);

        assertThat(waits(forecast)).isEqualTo(Map.of("b", List.of("max_parallel 3")));
        assertThat(bottleneck(forecast).makespanWithout()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aRateThatIsUsedUpIsWaitedFor() {
        Workflows workflow = Workflows.of("a 1", "b 1").needs("a", "calls", 1).needs("b", "calls", 1);
        Resource calls = new Resource(new ResourceId("calls"), ResourceType.API_QUOTA, 1).every(Duration.ofSeconds(10));

        Forecast forecast = new Simulator(4, List.of(calls)).forecast(workflow.scenario(OrchestrationMode.PARALLEL));

        assertThat(waits(forecast)).isEqualTo(Map.of("b", List.of("calls 10")));
        assertThat(bottleneck(forecast).makespanWithout()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void workersAreNumberedFromOneAndWhatOnlyWaitsHasNone() {
        Forecast forecast =
                forecast(Workflows.of("a 3", "nap 2", "b 1", "c 1: b").waits("nap"), 4);
        Map<String, Integer> workers = new LinkedHashMap<>();
        forecast.steps().forEach(step -> workers.put(step.name(), step.worker()));

        assertThat(workers).isEqualTo(Map.of("a", 1, "nap", 0, "b", 2, "c", 2));
    }

    /** Whatever the graph, what a step is told to lack adds up to how long it waits, and no worker does two things. */
    @ParameterizedTest
    @EnumSource(OrchestrationMode.class)
    void reasonsAddUpToTheWaitingAndWorkersDoOneThingAtATime(OrchestrationMode mode) {
        for (long seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            int workers = 1 + random.nextInt(4);
            Forecast forecast = forecast(drawn(random), workers, mode);
            Map<Integer, Long> busyUntil = new TreeMap<>();
            for (Forecast.Step step : forecast.steps()) {
                long reasons =
                        step.waited().values().stream().mapToLong(each -> each).sum();
                assertThat(reasons).as("seed %d, %s", seed, step).isEqualTo(step.start() - step.ready());
                if (step.worker() > 0) {
                    assertThat(busyUntil.getOrDefault(step.worker(), 0L))
                            .as("seed %d, %s", seed, step)
                            .isLessThanOrEqualTo(step.start());
                    busyUntil.put(step.worker(), step.end());
                }
            }
            assertThat(busyUntil.size()).as("seed %d", seed).isLessThanOrEqualTo(workers);
        }
    }

    private static Workflows drawn(Random random) {
        int size = 2 + random.nextInt(20);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            StringBuilder line = new StringBuilder("s" + i + " " + random.nextInt(6));
            for (int before = 0, told = 0; before < i; before++) {
                if (random.nextInt(6) == 0) {
                    line.append(told++ == 0 ? ": s" : " s").append(before);
                }
            }
            lines.add(line.toString());
        }
        Workflows workflow = Workflows.of(lines.toArray(String[]::new));
        for (int i = 0; i < size; i++) {
            if (random.nextInt(3) == 0) {
                workflow.needs("s" + i, "gpu", 1 + random.nextInt(2));
            } else if (random.nextInt(8) == 0) {
                workflow.waits("s" + i);
            }
        }
        return workflow;
    }

    @Test
    void thousandsOfStepsAreForecastWhateverTheyWaitFor() {
        int size = 5_000;
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            lines.add("s" + i + " " + (1 + i % 7));
        }
        Scenario scenario = Workflows.of(lines.toArray(String[]::new)).scenario(OrchestrationMode.RESOURCE_AWARE);

        Forecast forecast = new Simulator(8, List.of()).forecast(scenario.with(Script.asExpected(scenario.plan())));

        assertThat(forecast.steps()).hasSize(size);
        long work = total(scenario.plan());
        assertThat(forecast.schedule().makespan().toMillis()).isBetween(work / 8_000, work / 8_000 + 7_000);
        assertThat(bottleneck(forecast).steps()).isEqualTo(size - 8);
    }

    private static long total(ExecutionPlan plan) {
        long total = 0;
        for (int node = 0; node < plan.size(); node++) {
            total += plan.estimate(node);
        }
        return total;
    }
}
