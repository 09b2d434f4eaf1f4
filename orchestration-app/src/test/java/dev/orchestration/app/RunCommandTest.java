package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
    private static final String GREETING = """
            name: greeting
            parameters: {name: {type: string}, times: {type: integer, default: 1}}
            steps:
              - {name: greet, module: core, action: echo, parameters: {message: "hello {{name}}, {{times}} times"}}
            """;

    private static final String BROKEN = """
            name: broken
            steps:
              - {name: bad, module: shell, action: run, parameters: {command: "printf 'why\\\\033[31m red\\\\n'; exit 3"}}
              - {name: after, module: core, action: noop, dependencies: [bad]}
              - {name: beside, module: core, action: echo, parameters: {message: fine}}
            """;

    @TempDir
    Path directory;

    private Terminal here;

    @BeforeEach
    void twoWorkflows() {
        here = Terminal.in(directory);
        here.write("greeting.yaml", GREETING);
        here.write("broken.yaml", BROKEN);
    }

    /** A command that answers would find no store. */
    @Test
    void whatAsksInMemoryIsToldWithoutACommandThatCouldNeverAnswer() {
        here.write("ask.yaml", """
                name: ask
                steps: [{name: pay, action: human.approve, parameters: {message: "Pay?", deadline: 1ms}}]
                """);

        Terminal.Answer answer = here.type("run", "ask.yaml", "--store", "memory");

        assertThat(answer.err())
                .contains("pay asks: Pay?  no command can answer it", "--store FILE")
                .doesNotContain("orchestrate approve");
    }

    @Test
    void aGoodRunEndsWithZeroAndTellsOutputsAndWhereToLook() {
        Terminal.Answer answer = here.type("run", "greeting.yaml", "-p", "name=Ada", "-p", "times=3");

        assertThat(answer.code()).isZero();
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .containsPattern("(?m)^\\d\\d:\\d\\d:\\d\\d ✓ greet  \\d")
                .contains("✓ greeting completed in ")
                .contains("greet: hello Ada, 3 times")
                .contains("state: .orchestration/state.db")
                .contains("orchestrate show ");
    }

    @Test
    void aFailureTellsWhyWhatItBlocksAndHowToRetry() {
        Terminal.Answer answer = here.type("run", "broken.yaml");

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err())
                .contains("✗ bad failed")
                .contains("exit code 3")
                .contains("why red")
                .contains("blocks: after")
                .containsPattern("log: .*0-bad\\.1\\.log")
                .contains("beside: fine")
                .containsPattern("orchestrate retry [0-9a-z]{12}");
    }

    @Test
    void withJsonThereIsOneObjectAlsoWhenItFails() {
        Terminal.Answer answer = here.type("run", "broken.yaml", "--json", "--quiet");

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).isEmpty();
        assertThat(answer.object()).containsEntry("status", "failed");
    }

    @Test
    void parametersOfAFileGiveWayToThoseOfTheCommandLine() {
        here.write("p.json", "{\"name\": \"File\", \"times\": 7}");

        Terminal.Answer answer =
                here.type("run", "greeting.yaml", "--json", "--params-file", "p.json", "-p", "name=a=b");

        assertThat(answer.object().get("parameters")).isEqualTo(Map.of("name", "a=b", "times", 7L));
    }

    @Test
    void wrongParametersAreAllToldBeforeAnythingIsCreated() {
        Terminal.Answer answer = here.type("run", "greeting.yaml", "-p", "times=often", "-p", "nmae=x");

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("'times'").contains("'nmae'").contains("'name' is missing");
        assertThat(here.type("list", "--json").list()).isEmpty();
    }

    @Test
    void aDefinitionWithFaultsIsRefusedWithAllOfThem() {
        here.write("faults.yaml", "name: f\nstpes: []\nsteps: [{name: a, module: no, action: such}]\n");

        Terminal.Answer answer = here.type("run", "faults.yaml", "--json");

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("faults.yaml:2:1").contains("faults.yaml:3:");
        assertThat(answer.object()).containsOnlyKeys("error");
        assertThat(directory.resolve(".orchestration")).doesNotExist();
    }

    @Test
    void aStoreInMemoryLeavesNothingBehind() {
        Terminal.Answer answer = here.type("run", "broken.yaml", "--store", "memory");

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).contains("state: in memory").doesNotContain("orchestrate retry");
        assertThat(directory.resolve(".orchestration")).doesNotExist();
    }

    @Test
    void stepsWorkInTheDirectoryThatIsSaidAndRetryGoesThereAgain() throws Exception {
        Path work = Files.createDirectory(directory.resolve("work"));
        here.write("gate.yaml", """
                name: gate
                steps: [{name: look, module: shell, action: run, parameters: {command: "cat gate"}}]
                """);
        Terminal.Answer failed = here.type("run", "gate.yaml", "--cwd", "work", "--json");
        Files.writeString(work.resolve("gate"), "open");

        Terminal.Answer retried = here.type("retry", failed.id().substring(0, 6));

        assertThat(failed.code()).isEqualTo(1);
        assertThat(retried.code()).isZero();
        assertThat(retried.err()).contains("look: open");
    }

    /** The command that {@code run} recommends says no folders, and failed with PathOutside. */
    @Test
    void foldersThatWereAllowedAtTheStartAreSoWhenItIsRetried(@TempDir Path elsewhere) throws Exception {
        Path data = elsewhere.toRealPath().resolve("data");
        here.write(
                "read.yaml",
                "name: read\nsteps: [{name: look, action: file.read, parameters: {path: '" + data + "'}}]");
        Terminal.Answer failed = here.type("run", "read.yaml", "--allow-path", elsewhere.toString(), "--json");
        Files.writeString(data, "open");

        Terminal.Answer retried = here.type("retry", failed.id(), "--json");

        assertThat(failed.code()).isEqualTo(1);
        assertThat(retried.code()).as(retried.err()).isZero();
    }

    @Test
    void theWrongVerbIsToldTheRightOne() {
        String failed = here.type("run", "broken.yaml", "--json").id();
        String good =
                here.type("run", "greeting.yaml", "-p", "name=x", "--json").id();

        Terminal.Answer resumed = here.type("resume", failed);
        assertThat(resumed.code()).isEqualTo(2);
        assertThat(resumed.err()).contains("orchestrate retry " + failed);
        assertThat(here.type("retry", good).code()).isEqualTo(2);
        assertThat(here.type("cancel", good).err()).contains("completed already");
    }

    @Test
    void commandsOfANamedStoreSayItsNameAgain() {
        assertThat(here.type("run", "broken.yaml", "--store", "my state.db").err())
                .containsPattern("retry [0-9a-z]+ --store 'my state.db'");
    }

    @Test
    void ofVeryManyStepsOnlyEveryTenthOfTheWayIsTold() {
        StringBuilder many = new StringBuilder("name: many\nsteps:\n");
        for (int i = 0; i < 1_000; i++) {
            many.append("  - {name: s").append(i).append(", module: core, action: noop}\n");
        }
        here.write("many.yaml", many.toString());

        Terminal.Answer answer = here.type("run", "many.yaml", "--store", "memory");

        assertThat(answer.code()).isZero();
        assertThat(answer.err()).contains("1000 of 1000 done");
        assertThat(answer.err().lines().count()).isLessThan(20);
    }
}
