package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.SessionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.WorkflowExecution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ComplexWorkflowTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final OrchestrationEngine engine = OrchestrationEngine.builder().build();
    private final SessionId session =
            engine.createSession("s", OrchestrationMode.PARALLEL).id();

    @AfterEach
    void close() {
        engine.close();
    }

    private static Map<String, Object> echo(String name, Object message) {
        return Map.of("name", name, "module", "core", "action", "echo", "parameters", Map.of("message", message));
    }

    @Test
    void aWorkflowWithItsEdgesApartIsCreatedAndExecuted() {
        Map<String, Object> workflow = Map.of(
                "name", "report",
                "steps", List.of(echo("render", "{{fetch.output}} rendered"), echo("fetch", "data")),
                "dependencies", Map.of("render", List.of("fetch")));
        WorkflowExecution ended =
                engine.executeComplexWorkflow(workflow, Map.of(), session).await(PATIENCE);
        assertThat(ended.status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(ended.stepResults().get("render").result()).isEqualTo("data rendered");
        assertThat(engine.workflowManager().getWorkflow("report")).isPresent();
    }

    @Test
    void aDefinitionIsCreatedAndExecuted() {
        var definition = new Definitions()
                .parse(
                        "name: w\nparameters: {x: {}}\nsteps: [{name: a, action: core.echo, parameters: {message: '{{x}}'}}]",
                        "w");
        WorkflowExecution ended = engine.executeComplexWorkflow(definition, Map.of("x", 3), session)
                .await(PATIENCE);
        assertThat(ended.stepResults().get("a").result()).isEqualTo(3L);
    }

    @Test
    void whoeverElseUsesItsNameEachGetsWhatHeGave() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<Object>> results = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                Map<String, Object> workflow = Map.of("name", "same", "steps", List.of(echo("a", i)));
                results.add(callers.submit(() -> engine.executeComplexWorkflow(workflow, Map.of(), session)
                        .await(PATIENCE)
                        .stepResults()
                        .get("a")
                        .result()));
            }
            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get()).isEqualTo((long) i);
            }
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void whatIsRefusedReplacesNothing() {
        Map<String, Object> first = Map.of("name", "w", "steps", List.of(echo("a", 1)));
        engine.executeComplexWorkflow(first, Map.of(), session).await(PATIENCE);
        String digest = engine.workflowManager().getWorkflow("w").orElseThrow().digest();
        Map<String, Object> second = Map.of("name", "w", "steps", List.of(echo("a", 2)));
        assertThatThrownBy(() -> engine.executeComplexWorkflow(second, Map.of(), new SessionId("none")))
                .isInstanceOf(UnknownSessionException.class);
        assertThatThrownBy(() -> engine.executeComplexWorkflow(second, Map.of("no", "such"), session))
                .hasMessageContaining("no");
        assertThat(engine.workflowManager().getWorkflow("w").orElseThrow().digest())
                .isEqualTo(digest);
    }

    @Test
    void anEdgeToAStepThatThereIsNotIsAFaultThatOffersTheNearest() {
        Map<String, Object> wrongKey = Map.of(
                "name", "w", "steps", List.of(echo("fetch", 1)), "dependencies", Map.of("fech", List.of("fetch")));
        assertThatThrownBy(() -> engine.executeComplexWorkflow(wrongKey, Map.of(), session))
                .hasMessageContaining("did you mean 'fetch'?");
        Map<String, Object> wrongValue = Map.of(
                "name", "w", "steps", List.of(echo("fetch", 1)), "dependencies", Map.of("fetch", List.of("fech")));
        assertThatThrownBy(() -> engine.executeComplexWorkflow(wrongValue, Map.of(), session))
                .hasMessageContaining("fech");
    }

    @Test
    void edgesThatAreNoObjectOfListsAreRefused() {
        Map<String, Object> text = Map.of("name", "w", "steps", List.of(echo("a", 1)), "dependencies", "a after b");
        assertThatThrownBy(() -> engine.executeComplexWorkflow(text, Map.of(), session))
                .hasMessageContaining("dependencies is to be an object");
        Map<String, Object> single =
                Map.of("name", "w", "steps", List.of(echo("a", 1)), "dependencies", Map.of("a", "b"));
        assertThatThrownBy(() -> engine.executeComplexWorkflow(single, Map.of(), session))
                .hasMessageContaining("dependencies of the step 'a' is to be a list");
    }
}
