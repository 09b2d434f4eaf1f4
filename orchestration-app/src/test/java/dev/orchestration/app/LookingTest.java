package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.Clock;
import dev.orchestration.state.IdSource;
import dev.orchestration.store.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookingTest {
    @TempDir
    Path directory;

    private Terminal here;
    private String failing;
    private String hello;

    @BeforeEach
    void twoExecutions() {
        here = Terminal.in(directory);
        here.write("failing.yaml", """
                name: failing
                steps:
                  - {name: talk, module: shell, action: run, max_retries: 1, retry: {initial: 1ms},
                     parameters: {command: "printf 'try \\\\033]0;title\\\\007%s\\\\n' \\"$ORCHESTRATION_ATTEMPT\\"; exit 1"}}
                  - {name: quiet, module: shell, action: run, parameters: {command: "true"}}
                """);
        here.write("hello.yaml", "name: hello\nsteps: [{name: a, module: core, action: noop}]\n");
        failing = here.type("run", "failing.yaml", "--json", "-q").id();
        hello = here.type("run", "hello.yaml", "--json", "-q").id();
    }

    private List<Object> ids(String... words) {
        return here.type(words).list().stream()
                .map(row -> row.get("execution_id"))
                .toList();
    }

    @Test
    void theListIsNewestFirstAndCanBeNarrowed() {
        assertThat(ids("list", "--json")).containsExactly(hello, failing);
        assertThat(ids("list", "--json", "--limit", "1")).containsExactly(hello);
        assertThat(ids("list", "--json", "--workflow", "failing")).containsExactly(failing);
        assertThat(ids("list", "--json", "-n", "1", "--status", "failed")).containsExactly(failing);
        assertThat(ids("list", "--json", "--status", "interrupted")).isEmpty();
        assertThat(here.type("list", "--status", "nice").code()).isEqualTo(2);
    }

    @Test
    void theListCanBeNarrowedToWhatIsRecentAndToWhatNoStepRuns() {
        here.write(
                "outer.yaml",
                "name: outer\nsteps: [{name: inner, action: workflow.run, parameters: {workflow: hello.yaml}}]\n");
        String outer = here.type("run", "outer.yaml", "--json", "-q").id();

        assertThat(ids("list", "--json")).hasSize(4);
        assertThat(ids("list", "--json", "--no-children")).containsExactly(outer, hello, failing);
        assertThat(ids("list", "--json", "--since", "1h", "-n", "2", "--no-children"))
                .containsExactly(outer, hello);
        assertThat(ids("list", "--json", "--since", "2999-01-01T00:00:00Z")).isEmpty();
        assertThat(here.type("list", "--since", "yesterday").err()).contains("--since 'yesterday'", "24h");
        assertThat(here.type("list", "--since", "").code()).isEqualTo(2);
    }

    @Test
    void theListForPeopleHasColumns() {
        assertThat(here.type("list").out().lines().toList())
                .satisfiesExactly(
                        header -> assertThat(header).startsWith("EXECUTION     WORKFLOW  STATUS"),
                        first -> assertThat(first).startsWith(hello + "  hello     completed"),
                        second -> assertThat(second).startsWith(failing + "  failing   failed"));
    }

    @Test
    void showTellsEveryStepAndWhatRunSaid() {
        Terminal.Answer answer = here.type("show", failing.substring(0, 5));

        assertThat(answer.code()).isZero();
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out())
                .contains("✗ failing failed")
                .containsPattern("✗ talk +failed +\\S+ s  2 attempts")
                .containsPattern("✓ quiet +completed")
                .contains("orchestrate retry " + failing);
    }

    @Test
    void showAndRunPrintTheSameJson() {
        Map<String, Object> ran = here.type("run", "hello.yaml", "--json").object();

        assertThat(here.type("show", "--json", (String) ran.get("execution_id")).object())
                .isEqualTo(ran);
    }

    @Test
    void logsAreOfTheLastAttemptWithHeadersWhereThereAreSeveral() {
        String all = here.type("logs", failing).out();
        String first = here.type("logs", failing, "talk", "--attempt", "1").out();

        assertThat(all).startsWith("==> talk, attempt 2 <==\ntry ");
        assertThat(first)
                .startsWith("try ")
                .doesNotContain("==>")
                .doesNotContain("\u001B")
                .doesNotContain("title");
        assertThat(here.type("logs", failing, "talk").out()).isNotEqualTo(first);
        assertThat(here.type("logs", failing, "quiet").err()).contains("nothing was printed");
        assertThat(here.type("logs", failing, "tlak").err()).contains("it has talk, quiet");
    }

    @Test
    void aStoreThatSomebodyOwnsIsLookedAtButNotWorkedOn() {
        Path store = directory.resolve(".orchestration/state.db");
        try (var owner = Stores.own(store, Clock.system(), IdSource.random())) {
            assertThat(owner.name()).isNotEmpty();
            assertThat(here.type("list", "--json").list()).hasSize(2);
            Terminal.Answer refused = here.type("retry", failing, "--own");
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.err())
                    .contains("is owned by process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void anUnknownExecutionAndAnAmbiguousOneAreTold() {
        // no id has a u, so none begins like this
        assertThat(here.type("show", "uu").err()).contains("no execution 'uu'").contains("orchestrate list");
        assertThat(here.type("show", "").code()).isEqualTo(2);
        assertThat(here.type("show").code()).isEqualTo(2);
    }

    @Test
    void aPictureGoesToStandardOutputOrIntoAFile() throws Exception {
        assertThat(here.type("graph", "failing.yaml").out())
                .startsWith("graph ")
                .contains("talk");
        assertThat(here.type("graph", "failing.yaml", "--format", "dot", "-o", "f.dot")
                        .out())
                .isEmpty();
        assertThat(Files.readString(directory.resolve("f.dot"))).contains("digraph");
        assertThat(here.type("graph", "failing.yaml", "--format", "graphml").out())
                .contains("<graphml")
                .contains("talk");
        assertThat(here.type("graph", "failing.yaml", "--format", "jpeg").code())
                .isEqualTo(2);
    }

    @Test
    void validateTellsFourFaultsInOneFileWithLinesAndGoesOnWithOthers() {
        here.write("bad.yaml", """
                name: bad
                step: []
                steps:
                  - {name: a, module: core, action: noop, dependencies: [c]}
                  - {name: b, module: core, action: noop, dependencies: [nowhere]}
                  - {name: c, module: core, action: noop, dependencies: [a]}
                  - {name: d, module: magic, action: wand}
                """);

        Terminal.Answer answer = here.type("validate", "bad.yaml", "hello.yaml", "missing.yaml");

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.out())
                .contains("bad.yaml:2:1: ")
                .contains("a -> c -> a")
                .containsPattern("bad.yaml:5:\\d+: .*nowhere")
                .containsPattern("bad.yaml:7:\\d+: .*magic")
                .contains("hello.yaml: valid, 1 step")
                .contains("missing.yaml: the file does not exist");
    }
}
