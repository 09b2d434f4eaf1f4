package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.app.Terminal.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
    @TempDir
    Path folder;

    private Terminal here;

    @BeforeEach
    void sitDown() {
        here = Terminal.in(folder);
    }

    @Test
    void aPageHoldsGraphTimelineStepsContextAndEvents() throws Exception {
        String page = Files.readString(Reported.hostile(here));
        assertThat(page).startsWith("<!DOCTYPE html>").contains("<svg ", "<h2>Timeline</h2>", "<h2>Steps</h2>");
        assertThat(page).contains("class=\"bar backoff\"", "class=\"bar sleep\"", "class=\"bar failed\"");
        assertThat(page).contains("attempt 1: failed", "attempt 2: completed", "second line", "blocked by fails");
        assertThat(page).contains("<td>key</td>", "created</li>", "started</li>", "failed</li>");
        assertThat(page).contains("ready when nap had ended", "skipped: run_if is false");
    }

    @Test
    void eachElementIsToldWithItsLogAndErrorAndEachPassWithItsLog() throws Exception {
        here.write("workflow.yaml", """
                name: elements
                steps:
                  - name: each
                    action: shell.run
                    for_each: [zero, one, two]
                    parameters: {command: "echo said-$W; test $W != one", env: {W: "{{item}}"}}
                  - name: poll
                    action: shell.run
                    parameters: {command: "echo x >> n; echo look-$(wc -l < n)"}
                    until: 'output.stdout.contains("3")'
                """);
        String page = Files.readString(Reported.page(here, 1));
        assertThat(page).contains(">each[0]<", ">each[1]<", ">each[2]<", "said-zero", "said-one", "said-two");
        assertThat(page).contains("[1] attempt 1: failed", "items failed: [1]");
        assertThat(page).contains("3 passes", "Log of pass 1</summary>", "Log of pass 2</summary>", "look-1", "look-3");
        assertThat(page).contains("pass 2: completed").doesNotContain("(time ");
    }

    @Test
    void theCriticalPathThroughFinallyGoesBackToWhatEndedLastThoughItIsNoLeaf() throws Exception {
        here.write("workflow.yaml", """
                name: tidy
                steps:
                  - {name: quick, action: core.noop}
                  - {name: slow, action: shell.run, parameters: {command: "sleep 0.2; exit 1"}}
                  - {name: blocked, action: core.noop, depends_on: [slow]}
                finally: [{name: sweep, action: core.noop}]
                """);
        String page = Files.readString(Reported.page(here, 1));
        assertThat(page).contains("ready when slow had ended").doesNotContain("ready when quick had ended");
    }

    @Test
    void noTextBecomesMarkup() throws Exception {
        String page = Files.readString(Reported.hostile(here));
        assertThat(page).contains("&lt;/style&gt;&lt;script&gt;");
        assertThat(page.toLowerCase(java.util.Locale.ROOT)).doesNotContain("<script", "<img");
        assertThat(Pattern.compile("</style>").matcher(page).results()).hasSize(1);
        assertThat(page).doesNotContainPattern("(src|href)=\"(?!#|data:,)");
    }

    @Test
    void tenThousandStepsMakeAPageThatSaysWhatItLeavesOut() throws Exception {
        StringBuilder text = new StringBuilder("name: wide\nsteps:\n");
        for (int i = 0; i < 10_000; i++) {
            text.append("  - {name: s").append(i).append(", action: core.noop");
            text.append(i == 0 ? "}\n" : ", depends_on: [s0]}\n");
        }
        here.write("workflow.yaml", text.toString());
        Path page = Reported.page(here, 0);
        assertThat(Files.size(page)).isLessThan(4 << 20);
        assertThat(Files.readString(page))
                .contains("Shown are 300 of 10,000 steps", "Told are 1000 of 10,000 steps", "drawn as 2 boxes");
    }

    @Test
    void aLongLogIsCutAtItsBeginning() throws Exception {
        here.write("workflow.yaml", """
                name: long
                steps: [{name: s, action: shell.run, parameters: {command: "seq 1 100000"}}]
                """);
        String page = Files.readString(Reported.page(here, 0));
        assertThat(page).contains("the end of 588,895 bytes:", "\n100000\n").doesNotContain("\n50000\n");
        assertThat(page).contains("more characters)");
    }

    @Test
    void whatIsNotThereIsRefused() {
        Answer none = here.type("report");
        assertThat(none.code()).isEqualTo(2);
        here.write("workflow.yaml", "name: w\nsteps: [{name: s, action: core.noop}]\n");
        String id = here.type("run", "--json", "--quiet").id();
        assertThat(here.type("report", "nope").err()).contains("no execution 'nope'");
        Answer nowhere = here.type("report", id, "-o", "no/such/folder.html");
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(nowhere.err()).contains("there is no directory");
        assertThat(here.type("report", id).out()).startsWith("<!DOCTYPE html>");
    }
}
