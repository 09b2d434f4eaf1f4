package dev.orchestration.workflow.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.tasks.OnConflict;
import dev.orchestration.tasks.OnInterrupt;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.workflow.DefinitionException;
import dev.orchestration.workflow.definition.Fault;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.definition.WorkflowReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkflowBuilderTest {
    @Test
    void aWorkflowOfAFewStepsIsWhatItsFileIs() {
        assertThat(Workflow.define("report")
                        .description("Fetch and count")
                        .parameter("day", "string", "2026-01-01")
                        .step(
                                "fetch",
                                s -> s.action("http", "request")
                                        .with("url", "https://example.org/{{day}}.json")
                                        .timeout(Duration.ofMinutes(1))
                                        .maxRetries(3))
                        .step(
                                "count",
                                s -> s.action("shell.run")
                                        .with("command", "wc -l")
                                        .dependsOn("fetch"))
                        .build())
                .isEqualTo(file("""
                        name: report
                        description: Fetch and count
                        parameters: {day: {type: string, default: "2026-01-01"}}
                        steps:
                          - name: fetch
                            module: http
                            action: request
                            parameters: {url: "https://example.org/{{day}}.json"}
                            timeout: 1m
                            max_retries: 3
                          - name: count
                            action: shell.run
                            parameters: {command: wc -l}
                            dependencies: [fetch]
                        """));
    }

    @Test
    void whatRunsTwiceWaitsAndIsUndoneIsWhatItsFileIs() {
        assertThat(Workflow.define("publish")
                        .concurrency(c -> c.limit(1).onConflict(OnConflict.SKIP))
                        .defaults(d -> d.retry(r -> r.initial(Duration.ofMillis(500))
                                .multiplier(1.5)
                                .on(ErrorKind.EXTERNAL, ErrorKind.TIMEOUT)))
                        .resource("gpu", ResourceType.COMPUTE, 2)
                        .step(
                                "upload",
                                s -> s.action("core.echo")
                                        .forEach(List.of("a", "b"), e -> e.maxParallel(1))
                                        .with("message", "{{item}}")
                                        .resource("gpu", 1)
                                        .priority(TaskPriority.HIGH)
                                        .onInterrupt(OnInterrupt.FAIL)
                                        .compensate(c -> c.action("core.echo").with("message", "undo {{item}}")))
                        .step(
                                "poll",
                                s -> s.action("core.echo")
                                        .dependsOn("upload")
                                        .until(
                                                "output == null",
                                                u -> u.interval(Duration.ofHours(36))
                                                        .maxIterations(7)))
                        .lastly("clean", s -> s.action("core.noop"))
                        .build())
                .isEqualTo(file("""
                        name: publish
                        concurrency: {limit: 1, on_conflict: skip}
                        defaults: {retry: {initial: 500ms, multiplier: 1.5, "on": [external, timeout]}}
                        resources: [{id: gpu, type: compute, capacity: 2}]
                        steps:
                          - name: upload
                            action: core.echo
                            for_each: {items: [a, b], max_parallel: 1}
                            parameters: {message: "{{item}}"}
                            resources: [{resource_id: gpu, amount: 1}]
                            priority: high
                            on_interrupt: fail
                            compensate: {action: core.echo, parameters: {message: "undo {{item}}"}}
                          - name: poll
                            action: core.echo
                            dependencies: [upload]
                            until: {condition: output == null, interval: 36h, max_iterations: 7}
                        finally:
                          - {name: clean, action: core.noop}
                        """));
    }

    @Test
    void allFaultsAreToldAtOnceEachOfItsStep() {
        WorkflowBuilder faulty = Workflow.define("faulty")
                .maxParallel(0)
                .step("fetch", s -> s.with("url", new Object()).timeout(Duration.ZERO))
                .step("count", s -> s.action("shell.run").dependsOn("fetsh"));
        assertThatThrownBy(faulty::build)
                .isInstanceOfSatisfying(
                        DefinitionException.class,
                        e -> assertThat(e.faults().stream().map(Fault::toString))
                                .containsExactly(
                                        "workflow \"faulty\": 'max_parallel' of the workflow must be at least 1, not 0 [bad_value]",
                                        "step \"fetch\": 'parameters'.url is a java.lang.Object; only null, boolean, number, text, list"
                                                + " and map with text keys are JSON [wrong_type]",
                                        "step \"fetch\": 'timeout' of step 'fetch' must be longer than nothing [bad_value]",
                                        "step \"fetch\": step 'fetch' has no 'action' [missing_key]",
                                        "step \"count\": step 'count' depends on 'fetsh', which does not exist; did you mean 'fetch'?"
                                                + " [missing_dependency]"));
    }

    @Test
    void aStepThatIsThereTwiceNamesTheFirst() {
        WorkflowBuilder twice =
                Workflow.define("twice").step("a", s -> s.action("core.noop")).step("a", s -> s.action("core.noop"));
        assertThatThrownBy(twice::build)
                .hasMessageContaining("step \"a\": there is a step 'a' already, at step 1 [duplicate_step]");
    }

    @Test
    void actionsAreCheckedWhereTheirRegistryIsGiven() {
        WorkflowBuilder unknown = Workflow.define("unknown").step("a", s -> s.action("core.nop"));
        assertThat(unknown.build().steps()).hasSize(1);
        assertThatThrownBy(() -> unknown.build(ActionRegistry.standard()))
                .hasMessageContaining("step \"a\": ")
                .hasMessageContaining("core.noop");
    }

    @Test
    void aMapOfTheHostIsNotChanged() {
        Map<String, Object> parameters = new HashMap<>(Map.of("message", "a"));
        Workflow.define("w")
                .step("a", s -> s.action("core.echo").parameters(parameters).with("other", 1))
                .build();
        assertThat(parameters).containsOnlyKeys("message");
    }

    private static WorkflowDefinition file(String yaml) {
        return new WorkflowReader()
                .read(yaml, "test.yaml", Optional.empty())
                .definition()
                .orElseThrow();
    }
}
