package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer ran into: what the command says at that moment, and whether it helps. */
@Tag("child-jvm")
class HintsTest {
    @TempDir
    Path directory;

    private Terminal here;

    @BeforeEach
    void sitDown() {
        here = Terminal.in(directory);
        here.write("ship.yaml", """
                name: ship
                steps:
                  - {name: parcel, action: signal.wait, parameters: {name: delivered}}
                  - name: pay
                    action: human.approve
                    parameters:
                      message: "Pay?"
                      form: {type: object, properties: {amount: {type: integer, minimum: 1}, who: {enum: [me, you]}}, required: [amount, who]}
                  - {name: book, action: core.noop, dependencies: [parcel, pay]}
                """);
    }

    /** Begun, waiting, and left by its process. */
    private String waiting() throws Exception {
        try (ChildProgram first = ChildProgram.start(directory, "run", "ship.yaml", "--id", "order 17")) {
            first.awaitLine("pay asks");
            first.killAfter(0);
        }
        return (String) here.type("list", "--json").list().get(0).get("execution_id");
    }

    @Test
    void aSignalThatNobodyWaitsForIsSaidToBeKeptWithTheNamesThatAreWaitedFor() throws Exception {
        String id = waiting();
        Terminal.Answer slip = here.type("signal", id, "deliverd");
        assertThat(slip.code()).as(slip.err()).isZero();
        assertThat(slip.err())
                .contains("the signal deliverd ended no wait and is kept")
                .contains("waited for now: delivered; did you mean 'delivered'?");
        assertThat(here.type("signal", id, "delivered").err()).doesNotContain("kept");
    }

    @Test
    void theCommandThatApprovesShowsTheDataThatTheFormAsksFor() throws Exception {
        String id = waiting();
        String command = "approve " + id + " pay --data '{\"amount\":1,\"who\":\"me\"}'";
        assertThat(here.type("show", id).out()).contains(command);
        assertThat(here.type("approve", id, "pay", "--data", "{\"amount\":1,\"who\":\"me\"}")
                        .code())
                .isZero();
    }

    @Test
    void whoApprovesAStepThatAsksNothingIsToldWhichOneAsks() throws Exception {
        String id = waiting();
        Terminal.Answer wrong = here.type("approve", id, "book");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("step 'pay' asks (`orchestrate approve " + id + " pay`)");
    }

    @Test
    void theRequestKeyStandsForTheExecutionEverywhere() throws Exception {
        String id = waiting();
        for (List<String> words : List.of(
                List.of("show", "order 17"),
                List.of("why", "order 17", "book"),
                List.of("events", "order 17"),
                List.of("signal", "order 17", "delivered"),
                List.of("cancel", "order 17"),
                List.of("compare", "order 17", id))) {
            Terminal.Answer answer = here.type(words.toArray(String[]::new));
            assertThat(answer.code()).as("%s: %s", words, answer.err()).isZero();
        }
        assertThat(here.type("show", "order 18").err()).contains("neither by id nor by request key");
    }

    @Test
    void theSameKeyWithAnEditedFileIsToldWhatWasEdited() throws Exception {
        here.write("workflow.yaml", "name: w\nsteps: [{name: a, action: core.noop}, {name: b, action: core.noop}]\n");
        here.type("run", "--id", "k", "-q");
        here.write("workflow.yaml", """
                name: w
                mode: sequential
                steps: [{name: a, action: core.echo, parameters: {message: x}}, {name: c, action: core.noop}]
                """);
        Terminal.Answer again = here.type("run", "--id", "k");
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err())
                .contains("step 'a' has other action, parameters", "step 'b' is gone", "step 'c' is new")
                .contains("'mode' is new", "orchestrate diff ")
                .doesNotContain("sha256");
    }

    @Test
    void aForkComparedWithItsOriginTellsNothingOfWhatItKept() throws Exception {
        here.write("workflow.yaml", """
                name: w
                parameters: {}
                steps:
                  - {name: slow, action: shell.run, parameters: {command: "sleep 0.3"}}
                  - {name: last, action: core.echo, parameters: {message: "{{ctx.x}}"}, dependencies: [slow]}
                """);
        String origin = here.type("run", "--json", "-q").id();
        String fork = here.type("fork", origin, "--from", "last", "--set", "ctx.x=2", "--json", "-q")
                .id();
        Terminal.Answer told = here.type("compare", origin, fork);
        assertThat(told.code()).as(told.err()).isZero();
        assertThat(told.out()).doesNotContain("slow").contains("last");
    }

    @Test
    void whatWasTriedAgainLaterTookTheTimeOfItsRoundsAndNotTheNightBetween() {
        here.write("workflow.yaml", """
                name: w
                steps: [{name: a, action: shell.run, parameters: {command: "test -e seen || { touch seen; exit 1; }"}}]
                """);
        String id = here.type("run", "--json", "-q").id();
        here.type("retry", id, "-q");
        Map<String, Long> at = new java.util.HashMap<>();
        here.type("events", id, "--json")
                .out()
                .lines()
                .map(line -> (Map<?, ?>) Json.read(line))
                .forEach(event -> {
                    String type = String.valueOf(event.get("type"));
                    at.put(type.equals("ExecutionEnded") ? type + event.get("round") : type, (Long) event.get("at"));
                });
        long idle = at.get("ExecutionReopened") - at.get("ExecutionEnded1");
        long all = at.get("ExecutionEnded2") - at.get("ExecutionStarted");
        assertThat(idle).isPositive();
        assertThat(here.type("show", id, "--json").object().get("duration_ms")).isEqualTo((all - idle) / 1_000.0);
    }

    @Test
    void aPlanSaysWhichStepsAreInNoOrderBecauseTheyOnlyWait() {
        assertThat(here.type("plan", "ship.yaml").out())
                .contains("not among them, as they only wait, without a worker: parcel, pay");
    }

    @Test
    void theProgressHasALineForTheStepsAtTheEndAndAMissingSecretIsNamedInTheNextStep() {
        here.write("workflow.yaml", """
                name: w
                steps:
                  - {name: a, action: shell.run, parameters: {command: "true", env: {T: "{{secret.NOT_THERE_AT_ALL}}"}}}
                finally: [{name: sweep, action: core.noop}]
                """);
        assertThat(here.type("run").err())
                .contains("finally  begins, as all others have ended: failed")
                .contains("once the secret is there: tries again what failed");
    }

    @Test
    void whyAndShowCallForTheSameCommandWhereAPersonPaused() throws Exception {
        String id = waiting();
        here.type("pause", id, "--reason", "lunch");
        assertThat(here.type("show", id).out()).contains("orchestrate continue " + id);
        assertThat(here.type("why", id, "book").out())
                .contains("orchestrate continue " + id)
                .doesNotContain("orchestrate resume");
    }
}
