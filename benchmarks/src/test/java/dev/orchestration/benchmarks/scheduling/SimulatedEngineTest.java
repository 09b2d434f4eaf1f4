package dev.orchestration.benchmarks.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.orchestration.benchmarks.scheduling.SimulatedLayers.Player;
import dev.orchestration.tasks.OrchestrationMode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedEngineTest {
    /** Two of these cannot run at once; one slot more than there is work. */
    private final Instance instance = new Instance(
            "small",
            List.of(
                    new Job("a", 3, List.of(6), List.of()),
                    new Job("b", 2, List.of(5), List.of()),
                    new Job("c", 1, List.of(5), List.of(0))),
            List.of(10));

    @ParameterizedTest
    @EnumSource
    void theSchedulesOfAllModesAreRight(OrchestrationMode mode) {
        Schedule schedule = new SimulatedEngine(instance, Duration.ofMillis(1), 4, 1).schedule(mode);

        new ScheduleChecker(instance, 5).check(schedule);
        assertThat(schedule.makespan()).isBetween(5L, 6L);
    }

    @ParameterizedTest
    @EnumSource
    void everyPlayerOfTheLayersPlaysRightly(Player player) {
        SimulatedLayers layers = new SimulatedLayers();
        layers.player = player;
        layers.prepare(1_000);
        layers.play();

        assertThatCode(layers::check).doesNotThrowAnyException();
    }
}
