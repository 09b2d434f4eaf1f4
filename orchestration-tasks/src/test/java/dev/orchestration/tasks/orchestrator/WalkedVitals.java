package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Insight;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** Counts by walking all rows what the loop tells without. */
final class WalkedVitals {
    private static final Environment ANY =
            new Environment(batch -> {}, new ResourceManager(), 1, false, Path.of("logs"));

    private WalkedVitals() {}

    /** What is told of all that {@code loop} carries out is what a walk finds. */
    static void agree(Loop loop, String about) {
        Map<TaskStatus, Integer> tasks = new EnumMap<>(TaskStatus.class);
        Map<TaskPriority, Integer> queued = new EnumMap<>(TaskPriority.class);
        for (Hosted hosted : loop.roster().all()) {
            ExecutionState state = hosted.state();
            long attempts = 0;
            long retries = 0;
            for (int row = 0; row < state.rows(); row++) {
                tasks.merge(state.status(row), 1, Integer::sum);
                attempts += state.attempts(row);
                retries += Math.max(0, state.attempts(row) - 1);
                if (state.status(row) == TaskStatus.READY) {
                    queued.merge(state.plan().spec(state.node(row)).priority(), 1, Integer::sum);
                }
            }
            assertThat(Insight.counts(state).attempts()).as(about).isEqualTo(attempts);
            assertThat(Insight.counts(state).retries()).as(about).isEqualTo(retries);
        }
        for (TaskStatus status : TaskStatus.values()) {
            tasks.putIfAbsent(status, 0);
        }
        for (TaskPriority priority : TaskPriority.values()) {
            queued.putIfAbsent(priority, 0);
        }
        Vitals told = Vitals.of(loop, ANY);
        assertThat(told.tasks()).as(about).isEqualTo(tasks);
        assertThat(told.queued()).as(about).isEqualTo(queued);
    }
}
