package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is undone, and what is done once more, is told as that. */
@Timeout(120)
final class UndoneIsToldTest {
    private static final String TRIP = """
            name: trip
            steps:
              - {name: hotel, action: core.noop, compensate: {action: core.noop}}
              - name: seats
                action: core.echo
                for_each: [a, b]
                parameters: {message: "{{item}}"}
                dependencies: [hotel]
                compensate: {action: core.noop}
              - {name: pay, action: core.fail, dependencies: [seats], parameters: {message: broke}}
            finally:
              - {name: bye, action: core.noop}
            """;

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
    void whatIsUndoneIsShownAsThatAndBeforeTheStepsAtTheEnd() {
        here.write("trip.yaml", TRIP);
        Terminal.Answer run = here.type("run", "trip.yaml");
        assertThat(run.err()).contains("steps: 1 completed, 1 failed, 2 undone · execution ");
        String shown = here.type("show", id()).out();
        assertThat(shown)
                .containsPattern("↶ hotel +undone")
                .containsPattern("↶ seats +undone")
                .containsPattern("↶ seats\\[1\\] +undone")
                .containsPattern("✓ hotel~compensate +completed");
        assertThat(shown).containsSubsequence("pay", "seats~compensate", "hotel~compensate", "  ✓ bye");
        Map<?, ?> steps = (Map<?, ?>) here.type("show", id(), "--json").object().get("steps");
        assertThat(((Map<?, ?>) steps.get("hotel")).get("undone")).isEqualTo(true);
        assertThat(((Map<?, ?>) steps.get("seats[0]")).get("undone")).isEqualTo(true);
        assertThat(((Map<?, ?>) steps.get("bye")).get("undone")).isEqualTo(false);
    }

    @Test
    void theReportSaysSo() {
        here.write("trip.yaml", TRIP);
        here.type("run", "trip.yaml");
        String page = here.type("report", id()).out();
        assertThat(page)
                .contains("<dd>1 completed, 1 failed, 2 undone</dd>", "<span class=\"state completed\">undone</span>");
        String steps = page.substring(page.indexOf("<section id=\"steps\">"));
        assertThat(steps).containsSubsequence(">pay<", ">seats~compensate<", ">hotel~compensate<", ">bye<");
    }

    @Test
    void whatUndoesStepsAndWhatTheyRunIsDrawnAndPlanned() {
        here.write("trip.yaml", TRIP);
        here.write("outer.yaml", """
                name: outer
                steps: [{name: go, action: workflow.run, parameters: {workflow: trip.yaml}}]
                """);
        assertThat(here.type("graph", "trip.yaml", "-f", "dot").out())
                .contains("n4 [label=\"hotel~compensate\"]", "n0 -> n4", "n1 -> n5");
        assertThat(here.type("graph", "trip.yaml", "-f", "svg").out()).contains("hotel~compensate");
        assertThat(here.type("graph", "outer.yaml", "-f", "dot").out()).contains("go (runs trip.yaml)");
        assertThat(here.type("graph", "outer.yaml", "-f", "svg").out()).contains("workflow.run trip.yaml");
        assertThat(here.type("plan", "trip.yaml").out())
                .contains("undone if it fails, as far as completed: hotel, seats");
        assertThat(here.type("plan", "outer.yaml").out()).contains("run workflows of their own: go (trip.yaml)");
    }

    @Test
    void aPlanAndAGraphTellWhatIsWrongWithActionsAndGoOn() {
        here.write("w.yaml", "name: w\nsteps:\n  - {name: a, action: core.nop}\n");
        assertThat(here.type("validate", "w.yaml").out()).contains("core.nop");
        for (String command : java.util.List.of("plan", "graph")) {
            Terminal.Answer answer = here.type(command, "w.yaml");
            assertThat(answer.code()).isZero();
            assertThat(answer.err()).contains("w.yaml:3:", "warning: ", "core.nop", "core.noop");
            assertThat(here.type(command, "w.yaml", "--quiet").err()).isEmpty();
        }
        here.write("w.yaml", "name: w\nsteps:\n  - {name: a, action: core.nop, tiemout: 3}\n");
        assertThat(here.type("plan", "w.yaml").err()).contains("core.nop", "tiemout");
    }

    @Test
    void helpIsNoWiderThanTheTerminal() {
        Terminal narrow = new Terminal(directory, Map.of("COLUMNS", "60"));
        String help = narrow.type("help", "run").out();
        assertThat(help.substring(0, help.indexOf("Examples:")).lines()).allMatch(line -> line.length() <= 60);
        assertThat(narrow.type("run", "--help").out()).isEqualTo(help);
    }

    @Test
    void whatCouldNotBeUndoneIsCountedApart() {
        here.write("w.yaml", """
                name: w
                steps:
                  - {name: a, action: core.noop, compensate: {action: core.fail, parameters: {message: stuck}}}
                  - {name: b, action: core.fail, dependencies: [a], parameters: {message: broke}}
                """);
        assertThat(here.type("run", "w.yaml").err())
                .contains("steps: 1 completed, 1 failed · compensations: 1 failed · ");
        assertThat(here.type("report", id()).out())
                .contains("<dd>1 completed, 1 failed · compensations: 1 failed</dd>");
    }

    @Test
    void aPassIsNoSuccessAndARoundIsNoPass() {
        here.write("w.yaml", """
                name: w
                steps:
                  - name: poll
                    action: core.echo
                    parameters: {message: "{{default(ctx.n, 0) + 1}}"}
                    sets: {n: "{{output}}"}
                    until: {condition: "output >= 3"}
                  - {name: bad, action: core.fail, dependencies: [poll], parameters: {message: broke}}
                """);
        Terminal.Answer run = here.type("run", "w.yaml");
        assertThat(run.err())
                .containsPattern("› poll +0")
                .containsPattern("› poll#2 +0.*until does not hold yet")
                .containsPattern("✓ poll#3 ");
        assertThat(here.type("retry", id()).err()).containsPattern("✗ bad +0").doesNotContain("bad#2");
    }

    @Test
    void ofManyPassesTheFirstTenThenEachTenthThenEachHundredthAreTold() {
        here.write("w.yaml", """
                name: w
                steps:
                  - name: poll
                    action: core.noop
                    until: {condition: "false", max_iterations: 301}
                """);
        assertThat(here.type("run", "w.yaml").err().lines().filter(line -> line.contains("until does not hold yet")))
                .hasSize(10 + 9 + 2);
    }
}
