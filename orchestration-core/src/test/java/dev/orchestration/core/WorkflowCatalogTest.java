package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.record.RecordRow;
import dev.orchestration.state.record.Records;
import dev.orchestration.store.Stores;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.catalog.FolderChanges;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.definition.WorkflowStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which workflows an engine knows by name: from its folder, of its host, and of earlier lives. */
class WorkflowCatalogTest {
    @TempDir
    Path folder;

    private EngineBuilder builder() {
        return OrchestrationEngine.builder()
                .store(folder.resolve("state.db"))
                .directory(new WorkingDirectory(folder, List.of()));
    }

    private static WorkflowStep echo(String name, String message, String... after) {
        return WorkflowStep.of(name, "core", "echo", Map.of("message", message), List.of(after));
    }

    private Path file(String directory, String file, String workflow, String message) throws IOException {
        Path path = folder.resolve(directory).resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(
                path,
                "name: " + workflow + "\nsteps:\n  - {name: say, action: core.echo, parameters: {message: " + message
                        + "}}\n");
    }

    private static String message(WorkflowDefinition definition) {
        return String.valueOf(definition.steps().get(0).parameters().get("message"));
    }

    private static Object said(OrchestrationEngine engine, String workflow) {
        var session = engine.createSession("s", OrchestrationMode.PARALLEL);
        var ended = engine.executeWorkflow(workflow, Map.of(), session.id()).await(Duration.ofSeconds(60));
        assertThat(ended.status()).isEqualTo(WorkflowStatus.COMPLETED);
        return ended.stepResults().get("say").result();
    }

    private Map<?, ?> row(String name) {
        try (var store = Stores.look(folder.resolve("state.db"))) {
            RecordRow row = store.records().find(Records.WORKFLOW, name).orElseThrow();
            return (Map<?, ?>) Json.read(row.json());
        }
    }

    @Test
    void stepsMadeInCodeInAnyOrderAreAWorkflowThatRuns() {
        try (var engine = OrchestrationEngine.builder().build()) {
            engine.workflowManager()
                    .createWorkflow("report", List.of(echo("say", "{{first.output}}!"), echo("first", "hello")));
            assertThat(said(engine, "report")).isEqualTo("hello!");
        }
    }

    @Test
    void everyFaultOfStepsMadeInCodeIsToldAndNothingIsRegistered() {
        try (var engine = builder().build()) {
            var manager = engine.workflowManager();
            List<WorkflowStep> steps = List.of(echo("a", "x", "ghost"), echo("b", "x", "c"), echo("c", "x", "b"));
            assertThatThrownBy(() -> manager.createWorkflow("bad", steps))
                    .hasMessageContaining("'ghost'")
                    .hasMessageContaining("b -> c -> b");
            assertThat(manager.listWorkflows()).isEmpty();
        }
    }

    @Test
    void aCreatedWorkflowIsKnownAgainAfterARestartByNameVersionAndDigest() {
        String digest;
        try (var engine = builder().build()) {
            digest = engine.workflowManager()
                    .createWorkflow("report", List.of(echo("say", "one")))
                    .digest();
            assertThat(row("report"))
                    .hasSize(4)
                    .satisfies(row -> assertThat(row.get("version")).isEqualTo(1L));
            engine.workflowManager().createWorkflow("report", List.of(echo("say", "one")));
        }
        assertThat(row("report").get("version")).isEqualTo(1L);
        try (var engine = builder().build()) {
            assertThat(engine.workflowManager()
                            .getWorkflow("report")
                            .orElseThrow()
                            .digest())
                    .isEqualTo(digest);
            assertThat(said(engine, "report")).isEqualTo("one");
            engine.workflowManager().createWorkflow("report", List.of(echo("say", "two")));
        }
        assertThat(row("report").get("version")).isEqualTo(2L);
        assertThat(row("report").get("digest")).isNotEqualTo(digest);
        try (var engine = builder().build()) {
            assertThat(engine.workflowManager().listWorkflows())
                    .extracting(WorkflowDefinition::name)
                    .containsExactly("report");
            assertThat(said(engine, "report")).isEqualTo("two");
        }
    }

    @Test
    void aRemovedWorkflowIsNotKnownAfterARestart() {
        try (var engine = builder().build()) {
            engine.workflowManager().createWorkflow("report", List.of(echo("say", "one")));
        }
        try (var engine = builder().build()) {
            assertThat(engine.workflowManager().removeWorkflow("report")).isTrue();
            assertThat(engine.workflowManager().removeWorkflow("report")).isFalse();
            assertThat(engine.workflowManager().getWorkflow("report")).isEmpty();
        }
        try (var engine = builder().build()) {
            assertThat(engine.workflowManager().listWorkflows()).isEmpty();
        }
    }

    @Test
    void whatIsLoadedFromAFileIsNotKeptInTheStore() throws IOException {
        try (var engine =
                builder().workflow(file("some", "a.yaml", "loaded", "x")).build()) {
            assertThat(said(engine, "loaded")).isEqualTo("x");
        }
        try (var engine = builder().build()) {
            assertThat(engine.workflowManager().listWorkflows()).isEmpty();
        }
    }

    @Test
    void theUsualFolderIsReadWhereTheEngineWorksAndMayBeMissing() throws IOException {
        try (var engine = builder().build()) {
            assertThat(engine.workflowManager().listWorkflows()).isEmpty();
            assertThat(engine.workflowManager().loadFaults()).isEmpty();
        }
        file("config/workflows/production", "a.yml", "usual", "from the folder");
        try (var engine = builder().build()) {
            assertThat(said(engine, "usual")).isEqualTo("from the folder");
        }
    }

    @Test
    void aFolderThatTheHostNamesIsReadWhenTheEngineIsBuiltAndMustBeThere() throws IOException {
        for (Path missing : List.of(folder.resolve("none"), Files.createFile(folder.resolve("a-file")))) {
            assertThatThrownBy(() -> builder().configDirectory(missing).build())
                    .hasMessageContaining(missing.toString())
                    .isInstanceOfSatisfying(
                            OrchestrationException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_PARAMETERS));
        }
        file("defs", "good.yaml", "good", "x");
        Path bad = Files.writeString(folder.resolve("defs/bad.yaml"), "name: bad\nsteps: []\n");
        try (var engine = builder().configDirectory(folder.resolve("defs")).build()) {
            Files.delete(bad);
            assertThat(engine.workflowManager().loadFaults())
                    .hasSize(1)
                    .allSatisfy(fault -> assertThat(fault.line()).isEqualTo(2));
            assertThat(said(engine, "good")).isEqualTo("x");
        }
    }

    @Test
    void aFileOfTheFolderWinsOverWhatTheStoreKeepsUntilTheFileIsGone() throws IOException {
        try (var engine = builder().build()) {
            engine.workflowManager().createWorkflow("report", List.of(echo("say", "code")));
        }
        Path file = file("defs", "r.yaml", "report", "file");
        try (var engine = builder().configDirectory(folder.resolve("defs")).build()) {
            var manager = engine.workflowManager();
            assertThat(manager.listWorkflows())
                    .singleElement()
                    .satisfies(each -> assertThat(message(each)).isEqualTo("file"));
            Files.delete(file);
            assertThat(manager.reload().removed()).containsExactly("report");
            assertThat(message(manager.getWorkflow("report").orElseThrow())).isEqualTo("code");
        }
    }

    @Test
    void reloadingRegistersWhatIsNewAndLeavesWhatTheHostHasReplaced() throws IOException {
        file("defs", "a.yaml", "a", "one");
        file("defs", "b.yaml", "b", "one");
        try (var engine = builder().configDirectory(folder.resolve("defs")).build()) {
            var manager = engine.workflowManager();
            manager.createWorkflow(new Definitions().parse("""
                    {"name": "b", "steps": [{"name": "say", "action": "core.echo", "parameters": {"message": "host"}}]}""", "b"));
            file("defs", "a.yaml", "a", "two");
            file("defs", "c.yaml", "c", "new");
            Files.writeString(folder.resolve("defs/d.yaml"), "name: [");
            FolderChanges changes = manager.reload();
            assertThat(changes.added()).containsExactly("c");
            assertThat(changes.changed()).containsExactly("a");
            assertThat(changes.faults()).hasSize(1).isEqualTo(manager.loadFaults());
            assertThat(message(manager.getWorkflow("a").orElseThrow())).isEqualTo("two");
            assertThat(message(manager.getWorkflow("b").orElseThrow())).isEqualTo("host");
            Files.delete(folder.resolve("defs/b.yaml"));
            assertThat(manager.reload().removed()).containsExactly("b");
            assertThat(message(manager.getWorkflow("b").orElseThrow())).isEqualTo("host");
        }
    }

    @Test
    void aKeptWorkflowThatThisVersionCannotReadIsAFaultAndHidesNoOther() {
        try (var engine = builder().build()) {
            engine.workflowManager().createWorkflow("good", List.of(echo("say", "x")));
            engine.store().records().add(Records.WORKFLOW, "odd", "{\"definition\": \"{}\", \"digest\": \"d\"}", 1);
        }
        try (var engine = builder().build()) {
            assertThat(engine.workflowManager().listWorkflows())
                    .extracting(WorkflowDefinition::name)
                    .containsExactly("good");
            assertThat(engine.workflowManager().loadFaults())
                    .singleElement()
                    .satisfies(fault ->
                            assertThat(fault.toString()).startsWith("odd: ").contains("unreadable"));
        }
    }

    @Test
    void forWhatItsFilesSayAnEngineOpensNoStore() throws IOException {
        file("config/workflows/production", "a.yaml", "usual", "x");
        try (var engine =
                builder().workflow(file("some", "b.yaml", "loaded", "x")).build()) {
            assertThat(engine.workflowManager().getWorkflow("usual")).isPresent();
            assertThat(engine.workflowManager().getWorkflow("loaded")).isPresent();
            assertThat(engine.workflowManager().loadFaults()).isEmpty();
        }
        assertThat(folder.resolve("state.db")).doesNotExist();
    }
}
