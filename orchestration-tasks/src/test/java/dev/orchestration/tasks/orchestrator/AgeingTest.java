package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Stage.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.TaskPriority;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nobody is passed for ever, on the virtual clock and the real loop. */
class AgeingTest {
    private static final int SECONDS = 10;

    /** One worker, and whenever it is free a critical step has just become ready. */
    private static Graph criticalStepsForEver(OrchestrationMode mode) {
        String[] lines = new String[42];
        lines[0] = "patient";
        lines[1] = "c0";
        for (int i = 2; i < lines.length; i++) {
            lines[i] = "c" + (i - 1) + ": c" + (i - 2);
        }
        Graph graph = Graph.of(lines).mode(mode).priority("patient", TaskPriority.BACKGROUND);
        for (int i = 1; i < lines.length; i++) {
            graph.priority("c" + (i - 1), TaskPriority.CRITICAL);
        }
        return graph;
    }

    @ParameterizedTest
    @EnumSource(names = {"PRIORITY", "RESOURCE_AWARE"})
    void backgroundWorkStartsWithinTwoAndAHalfMinutes(OrchestrationMode mode) {
        Stage stage = given(criticalStepsForEver(mode), 1).started();
        int waited = 0;
        for (int i = 0; stage.workers.running().contains("c" + i); i++) {
            stage.after(Duration.ofSeconds(SECONDS)).whenCompletes("c" + i);
            waited += SECONDS;
        }
        stage.thenRunning("patient");
        assertThat(waited).isBetween(120 - SECONDS, 150);
    }
}
