package dev.orchestration.workflow.definition;

import static dev.orchestration.workflow.definition.Reading.valid;
import static dev.orchestration.workflow.definition.Reading.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StepJsonTest {
    private static final Path FOLDER = Path.of("src/test/resources/good-definitions");

    /** The head of a definition with its steps written anew. */
    private static WorkflowDefinition again(WorkflowDefinition definition) {
        Map<String, Object> json = new LinkedHashMap<>(Reading.object(definition.json()));
        List<Object> steps = new ArrayList<>();
        definition.steps().forEach(step -> steps.add(StepJson.of(step)));
        json.remove("defaults"); // each step says now what they said
        json.put("steps", steps.subList(0, definition.firstFinal()));
        if (definition.firstFinal() < steps.size()) {
            json.put("finally", steps.subList(definition.firstFinal(), steps.size()));
        }
        return sound(Reading.json(Json.write(json)));
    }

    private static WorkflowDefinition sound(ReadResult read) {
        return read.definition()
                .orElseThrow(() -> new AssertionError(read.errors().toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"everything.yaml", "everything.json", "repeats.yaml"})
    void aStepThatIsWrittenIsReadAsTheSameStep(String file) throws IOException {
        WorkflowDefinition read = valid(Reading.READER.read(FOLDER.resolve(file), Optional.empty()));
        assertThat(again(read).steps()).isEqualTo(read.steps());
    }

    @Test
    void soAreStepsWithAllThatTheOthersDoNotHave() {
        WorkflowDefinition read = sound(yaml("""
                name: x
                defaults: {timeout: 5m, max_retries: 2, retry: {initial: 10s, on: [timeout]}}
                steps:
                  - name: a
                    action: core.noop
                    resources: [{resource_id: r, amount: 2.5}, {resource_type: lock}]
                    run_on: completion
                    heartbeat_timeout: 90s
                    priority: low
                    cache: {key: [1, null, "{{parameters}}"], files: [x.csv], ttl: 1d}
                    compensate: {action: core.echo, parameters: {message: "{{a.output}}"}, max_retries: 1}
                    on_interrupt: manual
                    estimate: 0.25
                  - {name: b, action: core.noop, dependencies: [a], run_on: failure, sets: {k: null}, required: false}
                  - {name: c, action: workflow.run, for_each: [1], parameters: {workflow: "w", parameters: {i: "{{item}}"}}}
                finally:
                  - {name: d, action: core.noop, run_if: "execution.status == 'failed'"}
                """));
        assertThat(again(read).steps()).isEqualTo(read.steps());
    }

    @Test
    void stepsMadeInCodeAreADefinitionLikeThatOfAFile() {
        WorkflowStep fetch = WorkflowStep.of("fetch", "core", "echo", Map.of("message", "x"), List.of())
                .withRetries(3)
                .withTimeout(Duration.ofSeconds(30));
        WorkflowStep count = WorkflowStep.of("count", "core", "echo", Map.of("message", "{{fetch.output}}"), List.of())
                .withRunIf("1 < 2")
                .withRequired(false);
        WorkflowDefinition made = valid(Reading.READER.read("report", Map.of(), List.of(count, fetch)));
        WorkflowDefinition file = valid(yaml("""
                name: report
                steps:
                  - {name: count, action: core.echo, parameters: {message: "{{fetch.output}}"}, run_if: "1 < 2", required: false}
                  - {name: fetch, action: core.echo, parameters: {message: x}, max_retries: 3, timeout: 30s}
                """));
        assertThat(made.steps()).isEqualTo(file.steps());
        assertThat(made.steps().get(0).dependencies()).containsExactly("fetch");
        assertThat(made.steps().get(1).module()).isEqualTo("core");
        assertThat(made.steps().get(1).retries()).isEqualTo(3);
    }

    @Test
    void everyFaultOfStepsMadeInCodeIsToldWithItsStep() {
        WorkflowStep one = WorkflowStep.of("a", "core", "noop", Map.of("p", "{{nobody.output}}"), List.of("ghost"));
        WorkflowStep twin = WorkflowStep.of("a", "core", "noop", Map.of(), List.of());
        List<Fault> faults =
                Reading.READER.read("twice.yaml", Map.of(), List.of(one, twin)).errors();
        assertThat(faults)
                .extracting(Fault::code)
                .containsExactlyInAnyOrder("missing_dependency", "bad_template", "duplicate_step");
        assertThat(faults).allSatisfy(fault -> assertThat(fault.toString()).startsWith("step \"a\": "));
    }
}
