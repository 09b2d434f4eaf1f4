package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command says of outputs that were kept. */
class CacheCommandTest {
    @TempDir
    Path directory;

    private Terminal here;

    @BeforeEach
    void aPlace() {
        here = Terminal.in(directory);
        here.write("workflow.yaml", """
                name: measured
                steps:
                  - name: count
                    action: shell.run
                    parameters: {command: "echo once >> times; wc -l < times"}
                    cache: {files: [raw.csv]}
                """);
        here.write("raw.csv", "1\n");
    }

    private Map<?, ?> step(Terminal.Answer answer) {
        return (Map<?, ?>) ((Map<?, ?>) answer.object().get("steps")).get("count");
    }

    @Test
    void itSaysFromWhereAnOutputIs() {
        String first = here.type("run", "--json", "-q").id();
        Terminal.Answer again = here.type("run");
        assertThat(again.code()).isZero();
        assertThat(again.err()).contains("cached from " + first);
        String second =
                here.type("list", "--json").list().get(0).get("execution_id").toString();
        assertThat(here.type("show", second).out()).contains("cached from " + first);
        assertThat(here.type("events", second).out()).contains("OutputCached").contains("origin " + first);
        assertThat(step(here.type("show", second, "--json")).get("cached_from")).isEqualTo(first);
        assertThat(directory.resolve("times")).hasContent("once\n");
    }

    @Test
    void whoWantsNoCacheHasAllDone() {
        var unused = here.type("run", "-q");
        assertThat(step(here.type("run", "--no-cache", "--json", "-q")).get("cached_from"))
                .isNull();
        assertThat(step(here.type("run", "--json", "-q")).get("cached_from")).isNotNull();
        assertThat(directory.resolve("times")).hasContent("once\nonce\n");
    }

    @Test
    void anEditOfTheFileCounts() {
        var unused = here.type("run", "-q");
        here.write("raw.csv", "2\n");
        assertThat(step(here.type("run", "--json", "-q")).get("cached_from")).isNull();
    }
}
