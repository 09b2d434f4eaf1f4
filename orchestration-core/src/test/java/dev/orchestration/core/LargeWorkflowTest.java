package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.workflow.WorkflowExecution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A hundred thousand steps are an ordinary input: nothing is recursive and nothing is quadratic. */
class LargeWorkflowTest {
    private static final int STEPS = 100_000;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource({"chain, yaml", "chain, json", "fan, yaml", "fan, json"})
    void aHundredThousandStepsAreReadAndRun(String shape, String format) throws Exception {
        Path file = folder.resolve("large." + format);
        Files.writeString(file, format.equals("json") ? json(shape) : yaml(shape));
        try (var engine = OrchestrationEngine.builder().workflow(file).build()) {
            var session = engine.createSession("large", OrchestrationMode.PARALLEL);
            WorkflowExecution ended =
                    engine.executeWorkflow("large", Map.of(), session.id()).await(Duration.ofMinutes(2));
            assertThat(ended.status()).isEqualTo(WorkflowStatus.COMPLETED);
            assertThat(ended.stepResults()).hasSize(STEPS);
            assertThat(ended.stepResults().values())
                    .allMatch(step -> step.status() == TaskStatus.COMPLETED && step.attempts() == 1);
        }
    }

    private static String before(String shape, int step) {
        return shape.equals("chain") ? "s" + (step - 1) : "s0";
    }

    private static String json(String shape) throws IOException {
        StringBuilder text = new StringBuilder("{\"name\": \"large\", \"steps\": [\n");
        for (int step = 0; step < STEPS; step++) {
            text.append("{\"name\": \"s").append(step).append("\", \"module\": \"core\", \"action\": \"noop\"");
            if (step > 0) {
                text.append(", \"dependencies\": [\"")
                        .append(before(shape, step))
                        .append("\"]");
            }
            text.append(step + 1 < STEPS ? "},\n" : "}\n");
        }
        return text.append("]}").toString();
    }

    private static String yaml(String shape) {
        StringBuilder text = new StringBuilder("name: large\nsteps:\n");
        for (int step = 0; step < STEPS; step++) {
            text.append("  - name: s").append(step).append("\n    action: core.noop\n");
            if (step > 0) {
                text.append("    dependencies: [").append(before(shape, step)).append("]\n");
            }
        }
        return text.toString();
    }
}
