package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.workflow.definition.WorkflowStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What docs/workflow-manager.md shows is what runs here. */
class WorkflowManagerGuideTest {
    private static final Path ROOT = Path.of(System.getProperty("orchestration.root"));

    @Test
    void theStepsOfTheGuideAreAWorkflowThatRuns() throws IOException {
        try (var engine = OrchestrationEngine.builder().build()) {
            WorkflowStep fetch = WorkflowStep.of(
                            "fetch", "core", "echo", Map.of("message", "rows of {{day}}"), List.of())
                    .withRetries(3)
                    .withTimeout(Duration.ofSeconds(30));
            WorkflowStep count =
                    WorkflowStep.of("count", "core", "echo", Map.of("message", "{{fetch.output}}"), List.of("fetch"));
            Map<String, Map<String, ?>> parameters = Map.of("day", Map.of("type", "string", "default", "Monday"));
            engine.workflowManager().createWorkflow("report", parameters, List.of(count, fetch));

            var session = engine.createSession("s", OrchestrationMode.PARALLEL);
            var run = engine.executeWorkflow("report", Map.of(), session.id()).await(Duration.ofSeconds(60));
            assertThat(run.stepResults().get("count").result()).isEqualTo("rows of Monday");
            String guide = Files.readString(ROOT.resolve("docs/workflow-manager.md"));
            String source = Files.readString(ROOT.resolve("orchestration-core/src/test/java")
                    .resolve(WorkflowManagerGuideTest.class.getName().replace('.', '/') + ".java"));
            String code = guide.substring(guide.indexOf("```java\n") + 8, guide.indexOf("```\n\nSteps"));
            assertThat(source.replaceAll("\\s", "")).contains(code.replaceAll("\\s", ""));
        }
    }
}
