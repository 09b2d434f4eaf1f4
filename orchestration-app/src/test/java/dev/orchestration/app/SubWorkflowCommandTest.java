package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workflows that run others, as the commands run and show them. */
@Timeout(120)
class SubWorkflowCommandTest {
    @TempDir
    Path directory;

    private Terminal here;

    @BeforeEach
    void aPlace() throws Exception {
        Files.createDirectories(directory.resolve("flows"));
        here = Terminal.in(directory);
        here.write("flows/inner.yaml", """
                name: inner
                parameters: {of: {type: string}}
                steps:
                  - {name: gate, action: signal.wait, run_if: "parameters.of == 'wait'", parameters: {name: go}}
                  - {name: say, action: core.echo, dependencies: [gate], estimate: 40s, parameters: {message: "{{of}}!"}}
                """);
        outer("hello");
    }

    private void outer(String of) {
        here.write("flows/outer.yaml", """
                name: outer
                steps:
                  - {name: sub, action: workflow.run, parameters: {workflow: inner.yaml, parameters: {of: %s}}}
                """.formatted(of));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> sub(Terminal.Answer answer) {
        return (Map<String, Object>) ((Map<String, Object>) answer.object().get("steps")).get("sub");
    }

    private String id(String workflow) {
        List<Map<String, Object>> rows = here.type("list", "--json").list();
        return rows.stream()
                .filter(row -> workflow.equals(row.get("workflow")))
                .map(row -> (String) row.get("execution_id"))
                .findFirst()
                .orElse("");
    }

    @Test
    void bothNameEachOtherAndTheFileIsFoundBesideThatWhichNamesIt() {
        Terminal.Answer run = here.type("run", "flows/outer.yaml", "--json");
        assertThat(run.code()).as(run.err()).isZero();
        String child = id("inner");
        assertThat(sub(run)).containsEntry("child", child).containsEntry("output", Map.of("say", "hello!"));
        assertThat(here.type("show", run.id()).out()).contains("by execution " + child);
        assertThat(here.type("show", child).out()).contains("run by    step sub of execution " + run.id());
        assertThat(here.type("show", child, "--json").object())
                .containsEntry("parent", Map.of("execution_id", run.id(), "step", "sub"))
                .containsEntry("request_key", null);
        assertThat(here.type("list").out()).contains("RUN BY", run.id());
        assertThat(here.type("list", "--json").list().get(0)).containsEntry("parent", run.id());
    }

    @Test
    void itIsAskedWhyAndASignalGoesToTheInnerOne() throws Exception {
        outer("wait");
        LiveTerminal first = LiveTerminal.type(here, "run", "flows/outer.yaml", "--json");
        while (!here.type("show", id("outer"), "--json").out().contains("\"kind\": \"child\"")
                || id("inner").isEmpty()
                || !here.type("show", id("inner"), "--json").out().contains("\"kind\": \"signal\"")) {
            Thread.onSpinWait();
        }
        Terminal.Answer why = here.type("why", id("outer"), "sub");
        assertThat(why.out()).contains("waits for execution " + id("inner") + " of inner, which is running");
        assertThat(here.type("show", id("outer")).out()).contains("waiting for execution " + id("inner"));
        assertThat(here.type("signal", id("inner"), "go").code()).isZero();
        assertThat(first.end().object()).containsEntry("status", "completed");
    }

    @Test
    void whatFailsInsideIsToldOutside() {
        here.write("flows/inner.yaml", """
                name: inner
                parameters: {of: {type: string}}
                steps:
                  - {name: bad, action: core.fail, parameters: {message: broken}}
                """);
        Terminal.Answer run = here.type("run", "flows/outer.yaml");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err() + run.out())
                .contains(
                        "workflow 'inner' failed as execution " + id("inner"),
                        "broken",
                        "orchestrate show " + id("inner"));
    }

    @Test
    void aFaultyFileIsFoundBeforeAnythingRuns() {
        here.write("flows/inner.yaml", "name: inner\nsteps:\n  - {name: a, action: core.nop}\n");
        Terminal.Answer run = here.type("run", "flows/outer.yaml");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("inner.yaml:3:23", "core.noop");
        assertThat(here.type("validate", "flows/outer.yaml").code()).isEqualTo(2);
        assertThat(here.type("list", "--json").list()).isEmpty();
    }

    @Test
    void aPlanReckonsWithTheLengthOfTheOther() {
        assertThat(here.type("plan", "flows/outer.yaml").out()).contains("critical path, 1 min 20 s");
    }
}
