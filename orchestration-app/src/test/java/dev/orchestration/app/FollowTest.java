package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.core.OrchestrationSession;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Json;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.workflow.WorkflowHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking at what is recorded and printed of an execution, afterwards and while an engine carries it out. */
class FollowTest {
    @TempDir
    Path directory;

    private Terminal here;
    private Path store;

    @BeforeEach
    void aWorkflow() throws Exception {
        here = Terminal.in(directory);
        store = Files.createDirectories(directory.resolve(".orchestration")).resolve("state.db");
        here.write("w.yaml", """
                name: w
                steps:
                  - {name: talk, action: shell.run, parameters: {command: "echo one; printf two"}, sets: {words: "one two", n: 1}}
                  - {name: hold, action: host.wait, dependencies: [talk]}
                  - {name: more, action: shell.run, dependencies: [hold], parameters: {command: "echo three"}, sets: {n: 2}}
                """);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> lines(Terminal.Answer answer) {
        return answer.out()
                .lines()
                .map(line -> (Map<String, Object>) Json.read(line))
                .toList();
    }

    /** Whoever follows begins while a step waits, and has seen everything when the execution has ended. */
    @Test
    void whoFollowsSeesAllUntilTheEnd() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (OrchestrationEngine engine = OrchestrationEngine.builder()
                .store(store)
                .action("host", "wait", ctx -> {
                    gate.await();
                    return null;
                })
                .build()) {
            engine.workflowManager().loadWorkflow(directory.resolve("w.yaml"));
            OrchestrationSession session = engine.createSession("s", OrchestrationMode.PARALLEL);
            WorkflowHandle handle = engine.executeWorkflow("w", Map.of(), session.id());
            String id = handle.id().value();
            var events = CompletableFuture.supplyAsync(() -> here.type("events", id, "--follow", "--json"));
            var logs = CompletableFuture.supplyAsync(() -> here.type("logs", id, "--follow"));
            var one = CompletableFuture.supplyAsync(() -> here.type("logs", id, "more", "--follow"));
            gate.countDown();
            handle.await(null);
            assertThat(logs.get(60, TimeUnit.SECONDS).out())
                    .isEqualTo("==> talk, attempt 1 <==\none\ntwo\n\n==> more, attempt 1 <==\nthree\n");
            assertThat(one.get(60, TimeUnit.SECONDS).out()).isEqualTo("three\n");
            List<Map<String, Object>> seen = lines(events.get(60, TimeUnit.SECONDS));
            assertThat(seen).isEqualTo(lines(here.type("events", id, "--json")));
            assertThat(seen.get(seen.size() - 1)).containsEntry("type", "ExecutionEnded");
            for (int i = 0; i < seen.size(); i++) {
                assertThat(seen.get(i)).containsEntry("seq", i + 1L);
            }
            assertThat(lines(here.type("events", id, "--json", "--after", "3")))
                    .isEqualTo(seen.subList(3, seen.size()));
            afterwards(handle.id());
        }
    }

    private void afterwards(ExecutionId id) {
        assertThat(here.type("history", id.value(), "n", "--json").list())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .containsEntry("who", "talk")
                                .containsEntry("attempt", "talk/1")
                                .containsEntry("before", null)
                                .containsEntry("after", 1L),
                        second -> assertThat(second)
                                .containsEntry("who", "more")
                                .containsEntry("before", 1L)
                                .containsEntry("after", 2L));
        assertThat(here.type("history", id.value()).out())
                .contains("words  by talk/1", "was not there", "is  \"one two\"");
        assertThat(here.type("history", id.value(), "m"))
                .matches(answer -> answer.code() == 2)
                .matches(answer -> answer.err().contains("nothing was ever written to 'm'"));
        assertThat(here.type("events", id.value()).out()).containsPattern("AttemptStarted +talk  attempt 1");
        assertThat(here.type("logs", id.value(), "--follow", "--attempt", "1").code())
                .isEqualTo(2);
    }

    @Test
    void whoFollowsWhatNobodyCarriesOutIsNotKeptWaiting() {
        String id;
        try (OrchestrationEngine engine = OrchestrationEngine.builder()
                .store(store)
                .action("host", "wait", ctx -> {
                    new CountDownLatch(1).await();
                    return null;
                })
                .build()) {
            engine.workflowManager().loadWorkflow(directory.resolve("w.yaml"));
            OrchestrationSession session = engine.createSession("s", OrchestrationMode.PARALLEL);
            id = engine.executeWorkflow("w", Map.of(), session.id()).id().value();
        }
        assertThat(here.type("events", id, "--follow").out()).contains("ExecutionPaused");
        assertThat(here.type("logs", id, "--follow").code()).isZero();
    }
}
