package dev.orchestration.workflow.definition;

import static dev.orchestration.workflow.definition.Reading.faults;
import static dev.orchestration.workflow.definition.Reading.json;
import static dev.orchestration.workflow.definition.Reading.valid;
import static dev.orchestration.workflow.definition.Reading.warnings;
import static dev.orchestration.workflow.definition.Reading.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.ResourceId;
import dev.orchestration.tasks.OnInterrupt;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.ResourceRequest;
import dev.orchestration.tasks.RetryPolicy;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.action.ActionName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WorkflowReaderTest {
    private static final Path EVERYTHING = Path.of("src/test/resources/good-definitions/everything");

    private static ReadResult everything(String extension) throws IOException {
        return Reading.READER.read(Path.of(EVERYTHING + extension), Optional.of(Reading.actions()));
    }

    private static WorkflowStep step(String keys) {
        return valid(yaml("name: x\nsteps: [{name: a, action: core.noop, " + keys + "}]"))
                .steps()
                .get(0);
    }

    @Test
    void theKeysOfTheWorkflowBecomeItsModel() throws IOException {
        WorkflowDefinition definition = valid(everything(".yaml"));
        assertThat(definition.name()).isEqualTo("nightly-report");
        assertThat(definition.version()).isEqualTo("3");
        assertThat(definition.parameters()).containsOnlyKeys("day", "shards");
        assertThat(definition.mode()).isEqualTo(OrchestrationMode.PARALLEL);
        assertThat(definition.maxParallel()).isEqualTo(8);
        assertThat(definition.timeout()).isEqualTo(Duration.ofHours(2));
        assertThat(definition.resources()).containsExactly(new ResourceDefinition(new ResourceId("gpu"), "compute", 1));
        assertThat(definition.onFailure()).isEqualTo(OnFailure.STOP);
        assertThat(definition.digest()).matches("sha256:[0-9a-f]{64}");
    }

    @Test
    void theKeysOfAStepBecomeItsModel() throws IOException {
        WorkflowStep fetch = valid(everything(".yaml")).steps().get(0);
        RetryPolicy retry = new RetryPolicy(
                3, Duration.ofSeconds(1), 3, Duration.ofMinutes(1), 0.1, Set.of(ErrorKind.EXTERNAL, ErrorKind.TIMEOUT));
        assertThat(fetch.task())
                .isEqualTo(new TaskSpec(
                        "fetch",
                        new ActionName("shell", "run"),
                        Map.of("command", "get {{day}}", "env", Map.of("A", "1")),
                        TaskPriority.HIGH,
                        retry,
                        Duration.ofSeconds(60),
                        List.of(new ResourceRequest(new ResourceId("gpu"), 1)),
                        RunOn.SUCCESS,
                        false,
                        true,
                        OnInterrupt.FAIL,
                        Duration.ofSeconds(90)));
        assertThat(fetch.runIf()).isEqualTo("parameters.shards > 0");
        assertThat(fetch.sets()).isEqualTo(Map.of("report.rows", "{{output.rows}}"));
        assertThat(fetch.success())
                .isEqualTo(new SuccessCriteria(
                        List.of("out-{{day}}.json"),
                        List.of("rows"),
                        List.of(0L, 3L),
                        Map.of("type", "object"),
                        "output > 0"));
    }

    @Test
    void aStepThatSaysNothingHasTheDefaultsOfTheWorkflow() throws IOException {
        WorkflowStep clean = valid(everything(".yaml")).steps().get(1);
        assertThat(clean.task().timeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(clean.task().retry().maxRetries()).isEqualTo(2);
        assertThat(clean.task().retry().initial()).isEqualTo(Duration.ofMillis(500));
        assertThat(clean.task().priority()).isEqualTo(TaskPriority.LOW);
        assertThat(clean.dependencies()).containsExactly("fetch", "split");
        assertThat(clean.runIf()).isNull();
    }

    @Test
    void aStepOfAPlainWorkflowIsNotRetried() {
        WorkflowStep step = step("timeout: null, heartbeat_timeout: 30s");
        assertThat(step.task().heartbeatTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(step.task().retry()).isEqualTo(RetryPolicy.none());
        assertThat(step.task().timeout()).isNull();
        assertThat(step.task().conditional()).isFalse();
        assertThat(step.task().required()).isTrue();
        assertThat(step.success()).isEqualTo(SuccessCriteria.NONE);
    }

    @Test
    void jsonAndYamlTwinsAreEqual() throws IOException {
        assertThat(everything(".json").definition())
                .isEqualTo(everything(".yaml").definition());
    }

    @Test
    void readingTheCanonicalJsonAgainGivesAnEqualDefinition() throws IOException {
        WorkflowDefinition definition = valid(everything(".yaml"));
        assertThat(valid(json(definition.json()))).isEqualTo(definition);
    }

    @Test
    void aSingleDependencyNeedsNoList() {
        WorkflowDefinition definition = valid(yaml("""
                name: x
                steps:
                  - {name: a, action: core.noop}
                  - {name: b, action: core.noop, depends_on: a}
                  - {name: c, action: core.noop, depends_on: [a, b]}
                """));
        assertThat(definition.steps().get(1).dependencies()).containsExactly("a");
        assertThat(definition.steps().get(2).dependencies()).containsExactly("a", "b");
        ReadResult missing = yaml("name: x\nsteps:\n- {name: a, action: core.noop, depends_on: ghost}\n");
        assertThat(faults(missing)).containsExactly("3:44 missing_dependency");
    }

    @Test
    void aTemplateThatReadsAnOutputIsADependency() {
        ReadResult result = yaml("""
                name: x
                steps:
                  - {name: c, action: core.noop, parameters: {in: ["{{b.output}}", "{{a.output}}"]}, dependencies: [b]}
                  - {name: b, action: core.noop, run_if: 'steps["a"].output'}
                  - {name: a, action: core.noop}
                """);
        assertThat(valid(result).steps())
                .extracting(WorkflowStep::dependencies)
                .containsExactly(List.of("b", "a"), List.of("a"), List.of());
        assertThat(warnings(result)).containsExactly("3:68 implied_dependency", "4:42 implied_dependency");
    }

    @Test
    void aBackoffThatIsNeverUsedIsWarnedOf() {
        ReadResult result = yaml("name: x\nsteps: [{name: a, action: core.noop, retry: {initial: 5s}}]");
        assertThat(result.valid()).isTrue();
        assertThat(warnings(result)).containsExactly("2:38 retry_without_retries");
    }

    @Test
    void aFirstBackoffAboveTheDefaultBoundRaisesTheBound() {
        assertThat(step("retry: {initial: 5m, max_retries: 1}").task().retry().max())
                .isEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @CsvSource({
        "60, PT1M",
        "0.5, PT0.5S",
        "500ms, PT0.5S",
        "30s, PT30S",
        "1.5h, PT1H30M",
        "1d, PT24H",
        "PT5M, PT5M",
        "P1D, PT24H"
    })
    void aTimeoutIsReadInEveryForm(String written, Duration meant) {
        assertThat(step("timeout: " + written).task().timeout()).isEqualTo(meant);
    }

    @Test
    void aResourceThatIsNotDeclaredIsAWarning() {
        String file = """
                name: x
                resources: [{id: gpu, type: compute, capacity: 1}]
                steps:
                  - {name: a, action: core.noop, resources: [{resource_id: gpi}]}
                  - {name: b, action: core.noop, resources: [{resource_id: gpu}, {resource_id: sys-compute}, {resource_id: api-global}]}
                """;
        ReadResult result = yaml(file);
        assertThat(result.valid()).isTrue();
        assertThat(result.warnings())
                .singleElement()
                .satisfies(warning ->
                        assertThat(warning.message()).contains("'gpi'").contains("did you mean 'gpu'?"));
    }

    @ParameterizedTest
    @CsvSource({"-1", "0", "0s", "5 minutes", "1w", "5M", "PT", "36526d", "1e30", "P99999999999D", "true", "'\"\"'"})
    void aTimeoutThatIsNoneIsRefused(String written) {
        ReadResult result = yaml("name: x\nsteps: [{name: a, action: core.noop, timeout: " + written + "}]");
        assertThat(faults(result)).singleElement().asString().startsWith("2:47 ");
    }

    @Test
    void theModuleMayStandInTheAction() {
        assertThat(step("timeout: 1").task().action()).isEqualTo(new ActionName("core", "noop"));
        WorkflowDefinition dotted = valid(yaml("name: x\nsteps: [{name: a, action: my.own.act}]"));
        assertThat(dotted.steps().get(0).task().action()).isEqualTo(new ActionName("my.own", "act"));
    }

    @ParameterizedTest
    @CsvSource({
        "True, true",
        "~, ",
        "0x1F, 31",
        "010, 10",
        "0o10, 8",
        "yes, yes",
        "2026-01-01, 2026-01-01",
        "'\"\"', ''"
    })
    void plainScalarsOfYamlMeanWhatPeopleExpect(String written, String meant) {
        Object value =
                step("parameters: {v: " + written + "}").task().parameters().get("v");
        assertThat(value == null ? null : value.toString()).isEqualTo(meant);
    }

    @Test
    void anEmptyValueOfAnOptionalKeyCountsAsAbsent() {
        WorkflowDefinition definition =
                valid(yaml("name: x\ntimeout:\nsteps:\n- name: a\n  action: core.noop\n  dependencies:\n  run_if:\n"));
        assertThat(definition.timeout()).isNull();
        assertThat(definition.steps().get(0).runIf()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"workflow.txt", "-", "WORKFLOW.JSON"})
    void withoutAnExtensionTheContentDecidesHowItIsRead(String file) {
        String json = "\uFEFF {\"name\": \"x\", \"steps\": [{\"name\": \"a\", \"action\": \"core.noop\"}]}";
        assertThat(valid(Reading.READER.read(json, file, Optional.empty())).name())
                .isEqualTo("x");
        String flow = "{name: x, steps: [{name: a, action: core.noop}]}";
        assertThat(Reading.READER.read(flow, "workflow", Optional.empty()).valid())
                .isTrue();
    }

    @Test
    void aFileOfTheCodomyrmexSystemIsValidAsItIs() throws IOException {
        Path file = SharedData.folder().resolve("codomyrmex/basic-analysis.json");
        WorkflowDefinition definition = valid(Reading.READER.read(file, Optional.empty()));
        assertThat(definition.steps()).extracting(WorkflowStep::name).containsExactly("check_env", "analyze");
        assertThat(definition.steps().get(1).dependencies()).containsExactly("check_env");
        assertThat(definition.steps().get(0).task().retry().maxRetries()).isEqualTo(3);
    }

    @Test
    void aFileThatIsNotThereIsNoFaultOfADefinition() {
        assertThatThrownBy(() -> Reading.READER.read(Path.of("nowhere.yaml"), Optional.empty()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aParameterOfTheWorkflowIsTheDefaultOfAnActionsParameter() {
        ReadResult result = Reading.READER.read(
                "name: x\nparameters: {command: {type: string}}\nsteps: [{name: a, action: shell.run}]",
                "test.yaml",
                Optional.of(Reading.actions()));
        assertThat(result.errors()).isEmpty();
    }

    @Test
    void theNearestNameIsOffered() {
        ReadResult result =
                yaml("name: x\nsteps: [{name: fetch, action: c.d}, {name: b, acton: c.d, dependencies: [fecth]}]");
        assertThat(result.errors())
                .extracting(Fault::message)
                .anyMatch(message -> message.endsWith("did you mean 'fetch'?"))
                .anyMatch(message -> message.endsWith("did you mean 'action'?"));
    }

    @Test
    void aStepIsNeverOfferedToItself() {
        ReadResult result = yaml("name: x\nsteps: [{name: a, action: c.d, dependencies: [b],"
                + " parameters: {x: '{{c.output}}', y: '{{f}}'}, run_if: 'g.output == 1'}]");
        assertThat(result.errors())
                .hasSizeGreaterThanOrEqualTo(4)
                .extracting(Fault::message)
                .noneMatch(message -> message.contains("did you mean"));
    }
}
