package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Steps that wait for people, in an owner that is another process and is killed in the middle of each wait. */
@Tag("child-jvm")
@Timeout(300)
class WaitRestartTest {
    @TempDir
    Path directory;

    private Terminal here;

    private String id() {
        return (String) here.type("list", "--json").list().get(0).get("execution_id");
    }

    private Terminal.Answer done(String... words) {
        Terminal.Answer answer = here.type(words);
        assertThat(answer.code()).as(answer.err()).isZero();
        return answer;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> step(String name) {
        Map<String, Object> steps =
                (Map<String, Object>) done("show", id(), "--json").object().get("steps");
        return (Map<String, Object>) steps.get(name);
    }

    @Test
    void everyWaitOutlivesItsOwnerAndIsAnsweredOnce() throws Exception {
        here = Terminal.in(directory);
        here.write("wait.yaml", """
                name: wait
                steps:
                  - {name: go, action: signal.wait, parameters: {name: go, timeout: 1h}}
                  - {name: again, action: signal.wait, dependencies: [go], parameters: {name: go}}
                  - {name: ask, action: human.approve, dependencies: [again], parameters: {message: "Ship it?"}}
                  - {name: past, action: time.until, dependencies: [ask], parameters: {at: "2026-01-01T00:00:00+01:00"}}
                  - {name: end, action: core.echo, dependencies: [past], parameters: {message: "{{go.output}}{{again.output}}"}}
                """);
        try (ChildProgram owner = ChildProgram.start(directory, "run", "wait.yaml")) {
            owner.awaitLine("go waits for a signal");
            owner.killAfter(0);
        }
        assertThat(step("go")).containsEntry("status", "waiting");
        // Nobody is there: the first ends the wait, the second is kept.
        done("signal", id(), "go", "--data", "1");
        done("signal", id(), "go", "--data", "2");
        assertThat(step("go")).containsEntry("status", "completed").containsEntry("output", 1L);
        assertThat(step("again")).containsEntry("status", "ready");

        try (ChildProgram owner = ChildProgram.start(directory, "resume", id())) {
            owner.awaitLine("ask asks: Ship it?  orchestrate approve " + id() + " ask");
            assertThat(step("again")).containsEntry("output", 2L);
            owner.killAfter(0);
        }
        try (ChildProgram owner = ChildProgram.start(directory, "resume", id())) {
            owner.awaitLine("ask asks: Ship it?");
            done("approve", id(), "ask", "--comment", "from another process");

            assertThat(owner.awaitExit()).as(owner.err()).isZero();
        }
        assertThat(step("end")).containsEntry("output", "12");
        assertThat(step("ask").get("output").toString()).contains("from another process");
    }

    @Test
    void aStepThatWasInterruptedWaitsForADecision() throws Exception {
        here = Terminal.in(directory);
        Gate gate = Gate.in(here, "own");
        here.write(
                "own.yaml",
                Files.readString(directory.resolve("own.yaml"))
                        .replace("name: gate-own", "name: gate-own\n    on_interrupt: manual"));
        try (ChildProgram owner = ChildProgram.start(directory, "run", gate.file())) {
            owner.awaitLine(gate.shown());
            owner.killAfter(0);
        }
        try (ChildProgram owner = ChildProgram.start(directory, "resume", id())) {
            owner.awaitLine(
                    "gate-own was interrupted and waits for a decision: orchestrate decide " + id() + " gate-own");
            assertThat(step("gate-own").get("waiting_for").toString()).contains("decision");
            done("decide", id(), "gate-own", "--rerun");
            gate.open();

            assertThat(owner.awaitExit()).as(owner.err()).isZero();
        }
        assertThat(step("gate-own")).containsEntry("attempts", 2L);

        try (ChildProgram owner = ChildProgram.start(directory, "run", gate.file())) {
            owner.awaitLine(gate.shown());
            owner.killAfter(0);
        }
        // Beside no owner it is decided in passing.
        done("decide", id(), "gate-own", "--skip");
        assertThat(step("gate-own")).containsEntry("status", "skipped");
        assertThat(done("list", "--json").list().get(0)).containsEntry("status", "completed");
    }
}
