package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.action.ActionName;
import dev.orchestration.tasks.action.Default;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.expression.SchemaCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Actions of a host whose parameters are a record, in an engine. */
class TypedActionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    enum Unit {
        LINES,
        WORDS
    }

    record Count(
            String text,
            @Default("words") Unit unit,
            Optional<Duration> patience,
            @Nullable Set<String> tags) {}

    record Counted(int count, Unit unit) {}

    private static Counted count(Count given) {
        String[] parts = given.text().split(given.unit() == Unit.LINES ? "\n" : "\\s+", -1);
        return new Counted(parts.length, given.unit());
    }

    private OrchestrationEngine engine(String... steps) throws Exception {
        Path file = folder.resolve("w.yaml");
        Files.writeString(file, "name: w\nparameters: {text: {type: string}}\nsteps:\n" + String.join("\n", steps));
        return OrchestrationEngine.builder()
                .workflow(file)
                .action("text", "count", Count.class, Counted.class, (ctx, given) -> count(given))
                .build();
    }

    @Test
    void aStepCallsTheActionAndTheNextOneSeesWhatItGave() throws Exception {
        try (var engine = engine(
                "  - {name: count, action: text.count}",
                "  - {name: tell, action: core.echo, parameters: {message: '{{count.output.count}} {{count.output.unit}}'}}")) {
            var session = engine.createSession("s", OrchestrationMode.PARALLEL);
            var ended = engine.executeWorkflow("w", Map.of("text", "a b c"), session.id())
                    .await(PATIENCE);
            assertThat(ended.status()).isEqualTo(WorkflowStatus.COMPLETED);
            assertThat(ended.stepResults().get("tell").result()).isEqualTo("3 words");
        }
    }

    @Test
    void validationTellsWhatTheSchemaRefusesWithItsPlace() throws Exception {
        try (var engine = engine("  - {name: count, action: text.count, parameters: {unit: pages, txt: a}}")) {
            var read = new Definitions().read(folder.resolve("w.yaml"), Optional.of(engine.actions()));
            assertThat(read.errors().toString())
                    .contains("w.yaml:4:")
                    .contains("no parameter 'txt'; did you mean 'text'?")
                    .contains("unit");
        }
    }

    @Test
    void anAttemptWhoseParametersDoNotFitFailsWithEveryFaultAndIsNotTriedAgain() throws Exception {
        try (var engine =
                engine("  - {name: count, action: text.count, parameters: {unit: '{{text}}', patience: '{{text}}'},"
                        + " max_retries: 2}")) {
            var session = engine.createSession("s", OrchestrationMode.PARALLEL);
            var ended = engine.executeWorkflow("w", Map.of("text", "pages"), session.id())
                    .await(PATIENCE);
            assertThat(ended.status()).isEqualTo(WorkflowStatus.FAILED);
            assertThat(ended.stepResults().get("count").error().message()).contains("unit");
            assertThat(ended.stepResults().get("count").attempts()).isLessThan(2);
        }
    }

    @Test
    void aTaskWithWrongParametersIsRefused() throws Exception {
        try (var engine = engine("  - {name: count, action: text.count}")) {
            Task wrong = Task.of("t", "text", "count", Map.of("text", 5));
            assertThatThrownBy(() -> engine.submitTask(wrong)).hasMessageContaining("text");
        }
    }

    @Test
    void aRecordThatCannotBeWrittenInJsonIsRefusedWhereTheHostAddsIt() {
        record Node(List<Node> children) {}
        assertThatThrownBy(() -> OrchestrationEngine.builder().action("a", "b", Node.class, (ctx, given) -> null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Node.children[]")
                .hasMessageContaining("contains itself");
    }

    @Test
    void theDerivedSchemaIsJsonSchemaAndAcceptsWhatIsBound() throws Exception {
        try (var engine = engine("  - {name: count, action: text.count}")) {
            var action = engine.actions().find(new ActionName("text", "count"));
            Map<String, Object> schema = action.orElseThrow().descriptor().parameters();
            assertThat(SchemaCheck.checkSchema(schema)).isEmpty();
            var given = new HashMap<String, Object>(Map.of("text", "a", "patience", "30s"));
            given.put("unit", null);
            given.put("tags", List.of("x"));
            assertThat(SchemaCheck.check(schema, given)).isEmpty();
            given.put("tags", List.of("x", "x"));
            assertThat(SchemaCheck.check(schema, given)).isNotEmpty();
            assertThat(SchemaCheck.check(
                            action.orElseThrow().descriptor().output(), Map.of("count", 3L, "unit", "words")))
                    .isEmpty();
        }
    }
}
