package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step whose output is a file beside the store, seen by its dependants and by people. */
class LargeOutputTest {
    @TempDir
    Path directory;

    private Terminal here;

    @BeforeEach
    void aStepWithALargeOutput() {
        here = Terminal.in(directory);
        here.write("large.yaml", """
                name: large
                steps:
                  - name: big
                    module: shell
                    action: run
                    parameters:
                      command: |
                        printf '{"rows": 3, "text": "' > "$ORCHESTRATION_OUTPUT"
                        head -c 400000 /dev/zero | tr '\\0' x >> "$ORCHESTRATION_OUTPUT"
                        printf '"}' >> "$ORCHESTRATION_OUTPUT"
                  - {name: small, module: core, action: echo, run_if: 'steps["big"].output.rows > 2',
                     parameters: {message: "{{big.output.rows}} rows"}}
                  - {name: gate, module: shell, action: run, dependencies: [small],
                     parameters: {command: "[ -e go ] && echo {{big.output.rows}}"}}
                """);
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("state.db.files"))) {
            return files.toList().get(0);
        }
    }

    private static Map<?, ?> step(Map<String, Object> execution, String name) {
        return (Map<?, ?>) ((Map<?, ?>) execution.get("steps")).get(name);
    }

    @Test
    void dependantsAndPeopleReadItAsAnyOther() throws Exception {
        Map<String, Object> run = here.type("run", "large.yaml", "--store", "state.db", "--json", "-q")
                .object();
        assertThat(((Map<?, ?>) step(run, "big").get("output")).get("text")).isEqualTo("x".repeat(400_000));
        assertThat(step(run, "small").get("output")).asString().contains("3 rows");
        assertThat(Files.size(file())).isGreaterThan(400_000);
        assertThat(Files.size(directory.resolve("state.db"))).isLessThan(300_000);

        String id = (String) run.get("execution_id");
        here.write("go", "");
        Map<String, Object> retried =
                here.type("retry", id, "--store", "state.db", "--json", "-q").object();
        assertThat(retried).containsEntry("status", "completed");
        assertThat(here.type("show", id, "--store", "state.db", "--json").object())
                .isEqualTo(retried);
    }

    @Test
    void oneThatIsLostFailsWhoNeedsItAndIsToldByName() throws Exception {
        String id = here.type("run", "large.yaml", "--store", "state.db", "--json", "-q")
                .id();
        Path lost = file();
        Files.delete(lost);
        here.write("go", "");

        Terminal.Answer retried = here.type("retry", id, "--store", "state.db");
        assertThat(retried.code()).isEqualTo(1);
        assertThat(retried.err())
                .contains("gate failed")
                .contains(lost + ", which holds the output of a step, is missing");
        Terminal.Answer shown = here.type("show", id, "--store", "state.db", "--json");
        assertThat(shown.code()).isEqualTo(2);
        assertThat((Map<?, ?>) shown.object().get("error")).extracting("type").isEqualTo("OutputLost");
        assertThat(here.type("show", id, "--store", "state.db").code()).isZero();
        assertThat(here.type("store", "check", "--store", "state.db").out()).contains("is missing");
    }
}
