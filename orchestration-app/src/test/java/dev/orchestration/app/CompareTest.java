package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareTest {
    @TempDir
    Path directory;

    private Terminal here;

    @BeforeEach
    void twoDefinitions() {
        here = Terminal.in(directory);
        here.write("old.yaml", """
                name: w
                max_parallel: 2
                parameters: {day: {type: string, default: "1"}}
                steps:
                  - {name: fetch, action: shell.run, parameters: {command: "cat data"}, sets: {seen: "{{day}}"}}
                  - {name: gone, action: core.noop}
                """);
        here.write("new.yaml", """
                name: w
                parameters: {day: {type: string, default: "1"}}
                steps:
                  - {name: more, action: core.noop}
                  - {name: fetch, action: shell.run, timeout: 30s, parameters: {command: "cat data"}, sets: {seen: "{{day}}"}}
                """);
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> entries(String... words) {
        return (List<Map<String, Object>>) here.type(words).object().get("entries");
    }

    @Test
    void stepsOfDefinitionsAreKnownByTheirNames() {
        assertThat(entries("diff", "old.yaml", "new.yaml", "--json"))
                .extracting(entry -> entry.get("change") + " " + entry.get("path"))
                .containsExactly(
                        "removed [max_parallel]",
                        "added [steps, fetch, timeout]",
                        "removed [steps, gone]",
                        "added [steps, more]");
        assertThat(here.type("diff", "old.yaml", "new.yaml").out())
                .contains("+ steps › fetch › timeout\n    B  30s\n", "- max_parallel\n    A  2\n");
        assertThat(here.type("diff", "old.yaml", "old.yaml").out()).isEqualTo("nothing differs\n");
    }

    @Test
    void executionsDifferInWhatBecameOfThem() throws Exception {
        String failed = here.type("run", "old.yaml", "--json", "-q").id();
        Files.writeString(directory.resolve("data"), "42\n");
        String well =
                here.type("run", "old.yaml", "--json", "-q", "-p", "day=2").id();
        List<Map<String, Object>> entries = entries("compare", failed, well, "--json");
        assertThat(entries)
                .filteredOn(entry -> !entry.get("path").toString().contains("duration_ms"))
                .extracting(entry -> entry.get("path").toString())
                .containsExactly(
                        "[status]",
                        "[parameters, day]",
                        "[steps, fetch, status]",
                        "[steps, fetch, output]",
                        "[steps, fetch, error]",
                        "[context, seen]");
        assertThat(entries("compare", failed, well, "--json", "--all"))
                .extracting(entry -> entry.get("path").toString())
                .contains("[workflow]", "[steps, gone, status]");
        assertThat(here.type("compare", failed, well).out())
                .contains("~ steps › fetch › status\n    A  failed\n    B  completed\n");
        assertThat(here.type("diff", failed, well).out()).isEqualTo("nothing differs\n");
        assertThat(here.type("compare", failed).code()).isEqualTo(2);
    }
}
