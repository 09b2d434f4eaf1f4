package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.store.StoreAddress;
import dev.orchestration.store.postgres.PostgresServer;
import dev.orchestration.tasks.OrchestrationMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command on a store in a real PostgreSQL server. */
@Timeout(120)
class PostgresCommandTest {
    @TempDir
    Path directory;

    private Terminal here;
    private String store;

    @BeforeEach
    void aDatabase() {
        here = new Terminal(
                directory, Map.of("XDG_STATE_HOME", directory.resolve("state").toString()));
        store = PostgresServer.emptyDatabase("");
    }

    private Terminal.Answer type(String... words) {
        List<String> all = new java.util.ArrayList<>(List.of(words));
        all.addAll(List.of("--store", store));
        return here.type(all.toArray(String[]::new));
    }

    @Test
    void runListShowLogsRetryAndCancelWorkAsOnAFile() {
        here.write("talk.yaml", """
                name: talk
                steps:
                  - {name: say, module: shell, action: run, parameters: {command: "echo hello"}}
                  - {name: go, module: shell, action: run, dependencies: [say], parameters: {command: "[ -e go ]"}}
                """);
        Terminal.Answer failed = type("run", "talk.yaml");
        assertThat(failed.code()).as(failed.err()).isEqualTo(1);
        assertThat(failed.err())
                .contains("state: " + store.replaceFirst("\\?.*", ""))
                .contains("--store 'jdbc:");
        String id = (String) type("list", "--json").list().get(0).get("execution_id");
        assertThat(type("show", id).out()).containsPattern("✓ say +completed");
        assertThat(type("logs", id, "say").out()).isEqualTo("hello\n");
        here.write("go", "");
        assertThat(type("retry", id, "-q").code()).isZero();
        assertThat(type("show", id, "--json").object()).containsEntry("status", "completed");
        assertThat(type("cancel", id).code()).isEqualTo(2);
        assertThat(directory.resolve(".orchestration")).doesNotExist();
    }

    @Test
    void aPasswordIsTakenFromTheEnvironmentAloneAndNeverShown() {
        here.write("w.yaml", "name: w\nsteps: [{name: a, module: core, action: noop}]\n");
        String secret = store.replace("//", "//postgres:s3cret@");
        Terminal.Answer refused = here.type("run", "w.yaml", "--store", secret);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("must not hold a password").doesNotContain("s3cret");
        var environment = new java.util.HashMap<>(here.environment());
        environment.put("ORCHESTRATION_STORE", secret);
        Terminal.Answer run = new Terminal(directory, environment).type("run", "w.yaml", "--debug");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("jdbc:postgresql://localhost").doesNotContain("s3cret");
    }

    @Test
    void whatCannotBeReachedOrReadIsTold() {
        here.write("w.yaml", "name: w\nsteps: [{name: a, module: core, action: noop}]\n");
        Terminal.Answer away = here.type("run", "w.yaml", "--store", "jdbc:postgresql://localhost:1/x");
        assertThat(away.code()).isEqualTo(2);
        assertThat(away.err()).contains("cannot be reached");
        assertThat(type("list").err()).contains("is empty");
        assertThat(here.type("list", "--store", "jdbc:postgresql:x").err())
                .contains("jdbc:postgresql://HOST:PORT/DATABASE");
    }

    @Test
    @Tag("child-jvm")
    void afterAKillResumeFinishesAtOnceAndRepeatsNothingThatWasCompleted() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("PostgresCommandTest: seed " + seed);
        Random random = new Random(seed);
        here.write("ledger.yaml", KillTest.WORKFLOW);
        try (ChildProgram child = ChildProgram.start(here, "run", "ledger.yaml", "--store", store)) {
            child.awaitLine(" s" + random.nextInt(8) + " ");
            child.killAfter(random.nextInt(60));
        }
        Map<String, Object> listed = type("list", "--json").list().get(0);
        assertThat(listed).containsEntry("status", "interrupted");
        String id = (String) listed.get("execution_id");
        Set<String> completed = KillTest.completed(type("show", id, "--json").object());
        Map<String, Long> before = KillTest.ledger(directory);
        Files.createFile(directory.resolve("go"));

        Terminal.Answer resumed = type("resume", id, "--json", "--quiet");

        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(KillTest.output(resumed.object())).isEqualTo("s0 s1 s2 s3 s4 s5 s6 s7 side ");
        Map<String, Long> after = KillTest.ledger(directory);
        assertThat(completed).allSatisfy(name -> assertThat(after.get(name)).isEqualTo(before.get(name)));
        assertThat(after.values()).allMatch(runs -> runs <= 2);
    }

    /** It would go on beside the new owner, as it records nothing that could tell it. */
    @Test
    void anEngineThatLosesItsStoreWhileAStepRunsEndsTheStep() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Path file = here.write("w.yaml", "name: w\nsteps: [{name: a, action: t.a}]\n");
        StoreAddress address = StoreAddress.database(store, here.environment());
        try (OrchestrationEngine engine = OrchestrationEngine.builder()
                .store(address)
                .workflow(file)
                .action("t", "a", ctx -> {
                    running.countDown();
                    try {
                        return new CountDownLatch(1).await(1, TimeUnit.HOURS);
                    } finally {
                        ended.countDown();
                    }
                })
                .build()) {
            var session = engine.createSession("s", OrchestrationMode.PARALLEL);
            var execution = engine.executeWorkflow("w", Map.of(), session.id());
            running.await();
            PostgresServer.change(store, "update owner set fenced_at = now()");
            Assertions.assertThatThrownBy(() -> execution.await(Duration.ofMinutes(1)))
                    .isInstanceOfSatisfying(
                            OrchestrationException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_FENCED));
            assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }
}
