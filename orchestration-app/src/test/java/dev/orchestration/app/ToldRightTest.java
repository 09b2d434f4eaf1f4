package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person is told is what is so, also where it comes in a rare order. */
@Timeout(120)
final class ToldRightTest {
    @TempDir
    Path directory;

    private Terminal here;

    @BeforeEach
    void aFolder() {
        here = Terminal.in(directory);
    }

    private String id() {
        return (String) here.type("list", "--json").list().get(0).get("execution_id");
    }

    @Test
    void aQuietRunThatFailsTellsItsError() {
        here.write("w.yaml", """
                name: w
                steps:
                  - {name: a, action: core.fail, parameters: {message: "no luck"}}
                """);
        Terminal.Answer quiet = here.type("run", "w.yaml", "--quiet");
        assertThat(quiet.code()).isEqualTo(1);
        assertThat(quiet.err()).contains("w failed", "no luck", "execution " + id());
        assertThat(here.type("run", "w.yaml", "--quiet", "--json").err()).isEmpty();
    }

    @Test
    void aPictureIsNotWrittenInAFormatThatItsNameDoesNotMean() {
        here.write("w.yaml", """
                name: w
                steps: [{name: a, action: core.noop}]
                """);
        Terminal.Answer gif = here.type("graph", "w.yaml", "-o", "x.gif");
        assertThat(gif.code()).isEqualTo(2);
        assertThat(gif.err()).contains("x.gif", "mermaid, dot");
        assertThat(directory.resolve("x.gif")).doesNotExist();
        assertThat(here.type("graph", "w.yaml", "-o", "x.mmd").code()).isZero();
    }

    @Test
    void aSignalThatEndsAWaitIsNotSaidToBeKeptBecauseAnotherOneIs() throws Exception {
        here.write("w.yaml", """
                name: w
                steps:
                  - {name: s, action: signal.wait, parameters: {name: go, filter: {to: ada}}}
                  - {name: t, action: signal.wait, dependencies: [s], parameters: {name: end}}
                """);
        LiveTerminal run = LiveTerminal.type(here, "run", "w.yaml");
        run.awaitErr("s waits for a signal");
        Terminal.Answer kept = here.type("signal", id(), "go", "--data", "{\"to\": \"bob\"}");
        assertThat(kept.err() + kept.out()).contains("is kept", "go with {\"to\":\"ada\"}");
        Terminal.Answer taken = here.type("signal", id(), "go", "--data", "{\"to\": \"ada\"}");
        assertThat(taken.err() + taken.out()).doesNotContain("is kept");
        assertThat(here.type("signal", id(), "end").code()).isZero();
        assertThat(run.end().code()).isZero();
    }

    @Test
    void whatElementsAskIsToldWithTheCommandThatAnswersEach() throws Exception {
        here.write("w.yaml", """
                name: w
                steps:
                  - {name: many, action: human.approve, for_each: [x, y], parameters: {message: "and {{item}}?"}}
                """);
        LiveTerminal run = LiveTerminal.type(here, "run", "w.yaml");
        run.awaitErr("many[0] asks: and x?");
        run.awaitErr("many[1] asks: and y?");
        assertThat(here.type("approve", id(), "many[0]").code()).isZero();
        assertThat(here.type("cancel", id(), "--step", "many[1]").err())
                .contains("a step is cancelled with all its elements, by its own name");
        assertThat(here.type("approve", id(), "many[1]").code()).isZero();
        Terminal.Answer end = run.end();
        assertThat(end.code()).isZero();
        assertThat(end.err()).doesNotContain("many asks");
    }

    @Test
    void aStepThatRunsAWorkflowSaysForWhatThatWaits() throws Exception {
        here.write("inner.yaml", """
                name: inner
                steps: [{name: q, action: human.approve, parameters: {message: "go on?"}}]
                """);
        here.write("outer.yaml", """
                name: outer
                steps: [{name: m, action: workflow.run, parameters: {workflow: inner.yaml}}]
                """);
        LiveTerminal run = LiveTerminal.type(here, "run", "outer.yaml");
        run.awaitErr("q asks: go on?");
        String inner = (String)
                here.type("list", "--json", "--workflow", "inner").list().get(0).get("execution_id");
        String outer = (String)
                here.type("list", "--json", "--workflow", "outer").list().get(0).get("execution_id");
        assertThat(here.type("approve", outer, "m").err()).contains("waits for execution " + inner);
        assertThat(here.type("show", outer).out()).contains("orchestrate show " + inner);
        assertThat(here.type("approve", inner, "q").code()).isZero();
        assertThat(run.end().code()).isZero();
    }

    @Test
    void ofAListThoseElementsAreNamedThatAreNotUndone() {
        here.write("w.yaml", """
                name: w
                steps:
                  - name: seats
                    action: core.echo
                    for_each: [a, b]
                    parameters: {message: "{{item}}"}
                    compensate: {action: shell.run, parameters: {command: "test {{item}} = a"}}
                  - {name: pay, action: core.fail, dependencies: [seats], parameters: {message: broke}}
                """);
        Terminal.Answer run = here.type("run", "w.yaml");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("not undone: seats[1]; undo it by hand").doesNotContain("not undone: seats;");
        assertThat(here.type("show", id(), "--json").object().get("error").toString())
                .contains("not undone: step seats[1] (");
    }

    @Test
    void whatWasPausedAndThenCancelledIsNotSaidToBePaused() throws Exception {
        here.write("w.yaml", """
                name: w
                steps: [{name: a, action: human.approve, parameters: {message: "go?"}}]
                """);
        LiveTerminal run = LiveTerminal.type(here, "run", "w.yaml");
        run.awaitErr("a asks");
        assertThat(here.type("pause", id()).code()).isZero();
        assertThat(here.type("show", id()).out()).contains("paused    paused by ");
        here.type("cancel", id(), "--reason", "no more");
        assertThat(run.end().code()).isNotZero();
        assertThat(here.type("show", id()).out()).contains("no more").doesNotContain("paused");
        assertThat(here.type("show", id(), "--json").object()).containsEntry("reason", null);
        String page = here.type("report", id()).out();
        assertThat(page.substring(0, page.indexOf("<section id=\"graph\">"))).doesNotContain("paused: ");
    }
}
