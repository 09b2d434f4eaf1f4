package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("child-jvm")
class InterruptionTest {
    @TempDir
    Path directory;

    private Terminal here;

    @BeforeEach
    void aWorkflowThatWaitsForAFile() {
        here = Terminal.in(directory);
        here.write("gate.yaml", """
                name: gate
                steps:
                  - {name: quick, module: shell, action: run, parameters: {command: "echo quick >> ledger"}}
                  - name: wait
                    module: shell
                    action: run
                    dependencies: [quick]
                    parameters: {command: "echo $$ > pid; [ -e go ] || sleep 120; echo through"}
                  - name: started
                    module: shell
                    action: run
                    dependencies: [quick]
                    parameters: {command: "until [ -s pid ]; do sleep 0.02; done"}
                """);
        here.write("stubborn.yaml", """
                name: stubborn
                steps:
                  - name: wait
                    module: shell
                    action: run
                    parameters: {command: "trap '' TERM INT; echo $$ > pid; for i in 1 2 3 4 5 6; do sleep 20; done"}
                  - name: started
                    module: shell
                    action: run
                    parameters: {command: "until [ -s pid ]; do sleep 0.02; done"}
                """);
    }

    private Map<String, Object> newest() {
        return here.type("list", "--json").list().get(0);
    }

    /** The step's process was killed; it is gone when the system has buried it. */
    private void assertThatTheStepIsGone() throws Exception {
        long pid = Long.parseLong(Files.readString(directory.resolve("pid")).strip());
        Optional<ProcessHandle> step = ProcessHandle.of(pid);
        if (step.isPresent()) {
            step.get().onExit().get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void anInterruptEndsWhatRunsPausesAndTellsHowToResume() throws Exception {
        try (ChildProgram child = ChildProgram.start(directory, "run", "gate.yaml", "--json")) {
            child.awaitLine("started");
            child.signal("INT");

            assertThat(child.awaitExit()).as(child.err()).isEqualTo(130);
            assertThat(child.err().strip().lines().reduce("", (first, last) -> last))
                    .contains("orchestrate resume " + newest().get("execution_id"));
        }
        assertThat(ChildProgram.out(directory)).contains("\"status\": \"paused\"");
        assertThat(newest()).containsEntry("status", "paused");
        assertThatTheStepIsGone();

        Files.createFile(directory.resolve("go"));
        Terminal.Answer resumed = here.type("resume", (String) newest().get("execution_id"), "--json");
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.object()).containsEntry("status", "completed");
        assertThat(Files.readString(directory.resolve("ledger"))).isEqualTo("quick\n");
    }

    @Test
    void aSecondInterruptEndsAtOnceAndTheNextCommandEndsWhatWasLeft() throws Exception {
        try (ChildProgram child = ChildProgram.start(directory, "run", "stubborn.yaml")) {
            child.awaitLine("started");
            child.signal("INT");
            child.awaitLine("interrupted; ending what runs");
            child.signal("INT");

            assertThat(child.awaitExit()).isEqualTo(130);
        }
        assertThat(newest()).containsEntry("status", "interrupted");

        here.type("cancel", (String) newest().get("execution_id"));
        assertThat(newest()).containsEntry("status", "cancelled");
        assertThatTheStepIsGone();
    }

    @Test
    void theProgramItselfPrintsNothingButItsAnswer() throws Exception {
        try (ChildProgram child =
                ChildProgram.start(directory, "run", "--json", "--quiet", "gate.yaml", "--store", "s.db")) {
            Files.createFile(directory.resolve("go"));

            assertThat(child.awaitExit()).isZero();
            assertThat(child.err()).isEmpty();
        }
        assertThat(ChildProgram.out(directory)).startsWith("{").endsWith("}\n").contains("\"completed\"");
    }

    @Test
    void aReaderThatGoesAwayIsNoFault() throws Exception {
        Files.createFile(directory.resolve("go"));
        String command = String.join(" ", ChildProgram.command("run", "gate.yaml", "--json"));
        Process pipe = new ProcessBuilder("sh", "-c", command + " 2>err | true")
                .directory(directory.toFile())
                .start();

        assertThat(pipe.waitFor()).isZero();
        assertThat(Files.readString(directory.resolve("err"))).contains("✓").doesNotContain("Exception");
        assertThat(newest()).containsEntry("status", "completed");
    }
}
