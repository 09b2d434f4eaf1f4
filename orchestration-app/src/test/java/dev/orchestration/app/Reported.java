package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.app.Terminal.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Executions for reports, and their pages. */
final class Reported {
    static final String ATTACK = "</style><script>document.title='owned'</script><img src=x onerror=alert(1)>";

    private Reported() {}

    /** A workflow that has all that a page shows, with texts that attack it wherever a text may stand. */
    static Path hostile(Terminal here) throws IOException {
        here.write("workflow.yaml", """
                name: "hostile ATTACK"
                max_parallel: 1
                steps:
                  - name: "first ATTACK"
                    action: shell.run
                    parameters: {command: "echo \\"$TEXT\\"; echo second line", env: {TEXT: "ATTACK"}}
                    sets: {key: "ATTACK"}
                  - {name: echo, action: core.echo, parameters: {message: "ATTACK"}}
                  - name: flaky
                    action: shell.run
                    depends_on: ["first ATTACK"]
                    max_retries: 1
                    retry: {initial: 20ms, on: [external]}
                    parameters: {command: "test -e again || { touch again; echo no; exit 3; }"}
                  - {name: nap, action: core.sleep, depends_on: [flaky], parameters: {duration: 20ms}}
                  - {name: fails, action: core.fail, depends_on: [nap], parameters: {message: "ATTACK"}}
                  - {name: after, action: core.noop, depends_on: [fails]}
                  - {name: never, action: core.noop, run_if: "1 > 2"}
                """.replace("ATTACK", ATTACK));
        return page(here, 1);
    }

    static Path page(Terminal here, int code) throws IOException {
        Answer run = here.type("run", "--json", "--quiet");
        assertThat(run.code()).as(run.err()).isEqualTo(code);
        Answer report = here.type("report", run.id(), "-o", "report.html");
        assertThat(report.code()).as(report.err()).isZero();
        assertThat(report.err()).contains("the report is in report.html");
        Path page = here.directory().resolve("report.html");
        assertThat(Files.size(page)).isPositive();
        return page;
    }
}
