package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.core.EngineBuilder;
import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command looks at the plain tasks of an application as it looks at any execution. */
class PlainTasksTest {
    @TempDir
    Path directory;

    private Terminal here;

    @BeforeEach
    void anApplicationHasLeftTasks() throws Exception {
        here = Terminal.in(directory);
        Path store =
                Files.createDirectories(directory.resolve(".orchestration")).resolve("state.db");
        EngineBuilder application = OrchestrationEngine.builder().store(store).action("host", "job", ctx -> null);
        try (OrchestrationEngine engine = application.build()) {
            Map<String, Object> talk = Map.of("command", "echo talking; exit 3");
            engine.executeTask(
                    Task.named("talk", "shell", "run")
                            .id("talk")
                            .parameters(talk)
                            .maxRetries(0)
                            .build(),
                    Duration.ofSeconds(60));
            engine.submitTask(Task.named("job", "host", "job")
                    .id("job")
                    .after(new TaskId("never"))
                    .build());
        }
    }

    @Test
    void listAndShowTellOfThem() {
        assertThat(here.type("list", "--json").list())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("execution_id", "tasks-1")
                        .containsEntry("workflow", "tasks")
                        .containsEntry("status", "paused"));
        assertThat(here.type("show", "tasks").out())
                .containsPattern("✗ talk +failed")
                .containsPattern("job +pending")
                .contains("exit code 3")
                .doesNotContain("resume");
        assertThat(here.type("show", "--json", "tasks-1").object())
                .extracting("steps")
                .extracting("job")
                .extracting("blocked_by")
                .asString()
                .isEqualTo("[never]");
        assertThat(here.type("logs", "tasks", "talk").out()).isEqualTo("talking\n");
        assertThat(here.type("report", "tasks").out())
                .contains("Plain tasks have no graph", "attempt 1: failed", "blocked by never", "talking");
    }

    @Test
    void goingOnWithThemIsTheApplicationsBusiness() {
        Terminal.Answer resumed = here.type("resume", "tasks");
        assertThat(resumed.code()).isEqualTo(2);
        assertThat(resumed.err()).contains("plain tasks").contains("application");
        assertThat(here.type("retry", "tasks").code()).isEqualTo(2);
    }

    @Test
    void theyCanBeCancelledAsAWhole() {
        assertThat(here.type("cancel", "tasks").code()).isZero();
        assertThat(here.type("show", "tasks").out()).containsPattern("job +cancelled");
        assertThat(here.type("list", "--json", "--status", "cancelled").list()).hasSize(1);
    }

    /** The command does not know the application's actions, so it must not touch its tasks. */
    @Test
    void aRunOnTheSameStoreLeavesThemAlone() {
        here.write("hello.yaml", "name: hello\nsteps: [{name: a, module: core, action: noop}]\n");
        assertThat(here.type("run", "hello.yaml", "-q").code()).isZero();
        assertThat(here.type("list", "--json", "--workflow", "tasks").list())
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("status", "paused"));
    }
}
