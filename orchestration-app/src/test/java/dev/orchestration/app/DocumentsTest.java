package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the documents to the command, and the command to the documents. */
class DocumentsTest {
    private static final Pattern ROW = Pattern.compile("\\| `([a-z_]+)` \\| ([a-z]+\\??) \\|.*");

    @TempDir
    Path directory;

    private Terminal here;

    @BeforeEach
    void theExamples() {
        here = Terminal.in(directory);
        here.bring("hello.yaml");
        here.bring("failing.yaml");
    }

    @ParameterizedTest
    @CsvSource({"command.md, 30", "store.md, 10", "projects.md, 10", "schedules.md, 10", "configuration.md, 5", "tracing.md, 2"})
    void everyCommandShownDoesWhatItIsSaidToDo(String document, int atLeast) throws IOException {
        List<String> lines = executableLines(document);
        assertThat(lines).hasSizeGreaterThanOrEqualTo(atLeast);
        for (String line : lines) {
            Matcher exit = Pattern.compile("(.*?)\\s+# exit (\\d+)").matcher(line);
            boolean told = exit.matches();
            Terminal.Answer answer = here.type(words(told ? exit.group(1) : line));

            assertThat(answer.code())
                    .as("%s%n%s%s", line, answer.out(), answer.err())
                    .isEqualTo(told ? Integer.parseInt(exit.group(2)) : 0);
        }
    }

    private static List<String> executableLines(String document) throws IOException {
        List<String> found = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(Terminal.root().resolve("docs").resolve(document))) {
            inside = line.startsWith("```") ? line.equals("```sh run") : inside;
            if (inside && !line.startsWith("```")) {
                found.add(line);
            }
        }
        return found;
    }

    private String[] words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(line);
        while (word.find()) {
            String text = word.group(1) == null ? word.group(2) : word.group(1);
            words.add(text.equals("$ID") ? newest() : text);
        }
        assertThat(words.remove(0)).isEqualTo("orchestrate");
        return words.toArray(String[]::new);
    }

    private String newest() {
        return (String) here.type("list", "--json").list().get(0).get("execution_id");
    }

    @Test
    void executionsHaveTheShapeThatIsDocumented() throws IOException {
        Map<String, Object> execution =
                here.type("run", "failing.yaml", "--json").object();

        check("execution", execution);
        check("failure", map(execution.get("error")));
        Map<String, Object> steps = map(execution.get("steps"));
        assertThat(steps).containsOnlyKeys("flaky", "broken", "sum", "publish", "after-flaky", "independent");
        for (Object step : steps.values()) {
            check("step", map(step));
        }
        check("failure", map(map(steps.get("broken")).get("error")));
        assertThat(map(steps.get("publish")).get("blocked_by")).isEqualTo(List.of("broken"));
        check("listed", here.type("list", "--json").list().get(0));
        check("log", here.type("logs", "--json", newest()).list().get(0));
        assertThat(here.type("resume", "--all", "--json").list()).isEmpty();
        check("takeover", here.type("store", "takeover", "--yes", "--json").object());
    }

    @Test
    void whatIsToldOfStoresHasTheShapeThatIsDocumented() throws IOException {
        here.type("run", "hello.yaml");

        Map<String, Object> info = here.type("store", "info", "--json").object();
        check("store", info);
        check("owner", map(info.get("owner")));
        check("files", map(info.get("logs")));
        check("checked", here.type("store", "check", "--json").object());
        check("copied", here.type("store", "backup", "copy.db", "--json").object());
        String name = (String) here.type("list", "--json").list().get(0).get("execution_id");
        check(
                "transferred",
                here.type("store", "export", name, "-o", "x.jsonl", "--json").object());
        check(
                "transferred",
                here.type("store", "import", "x.jsonl", "--store", "y.db", "--json")
                        .object());
        check("pruned", here.type("store", "prune", "--keep", "0s", "--json").object());
        check("vacuumed", here.type("store", "vacuum", "--json").object());
    }

    @Test
    void findingsRefusalsAndVersionsHaveTheShapeThatIsDocumented() throws IOException {
        here.write("bad.yaml", "name: bad\nsteps:\n  - {name: a, module: core, action: nop}\n");
        here.write("implied.yaml", """
                name: implied
                steps:
                  - {name: a, module: core, action: noop}
                  - {name: b, module: core, action: echo, parameters: {message: "{{a.output}}"}}
                """);
        Map<String, Object> findings =
                here.type("validate", "--json", "bad.yaml", "implied.yaml").object();

        check("findings", findings);
        check("fault", map(((List<?>) findings.get("errors")).get(0)));
        check("fault", map(((List<?>) findings.get("warnings")).get(0)));
        check(
                "fault",
                map(((List<?>) here.type("validate", "--json", "none").object().get("errors")).get(0)));
        Map<String, Object> refusal = here.type("run", "--json", "none.yaml").object();
        check("refusal", refusal);
        check("failure", map(refusal.get("error")));
        Map<String, Object> diagnosis = here.type("doctor", "--json").object();
        check("diagnosis", diagnosis);
        check("check", map(((List<?>) diagnosis.get("checks")).get(0)));
        check("versions", here.type("version", "--json").object());
    }

    @Test
    void projectsHaveTheShapeThatIsDocumented() throws IOException {
        check("project", here.type("project", "new", "demo", "--json").object());
        check("project", here.type("project", "list", "--json").list().get(0));
        check("documented", here.type("project", "docs", "demo", "--json").object());
    }

    @Test
    void settingsHaveTheShapeThatIsDocumented() throws IOException {
        check("setting", here.type("config", "--json").list().get(0));
        check("setting", here.type("config", "get", "llm.model", "--json").object());
        check("file", here.type("config", "path", "--json").list().get(0));
    }

    @Test
    void schedulesHaveTheShapeThatIsDocumented() throws IOException {
        String[] add = {"schedule", "add", "daily", "--workflow", "hello.yaml", "--cron", "@daily", "--json"};
        check("schedule", here.type(add).object());
        check("schedule", here.type("schedule", "list", "--json").list().get(0));
        String[] fill = {"schedule", "backfill", "daily", "--from", "2026-01-01", "--to", "2026-01-01", "--json"};
        check("backfilled", here.type(fill).list().get(0));
    }

    @Test
    void plansAndForecastsHaveTheShapeThatIsDocumented() throws IOException {
        check("plan", here.type("plan", "failing.yaml", "--json").object());
        Map<String, Object> forecast = here.type("plan", "failing.yaml", "--simulate", "--workers", "1", "--json")
                .object();

        check("forecast", forecast);
        check("scheduled", map(((List<?>) forecast.get("schedule")).get(0)));
        check("bottleneck", map(forecast.get("bottleneck")));
        Map<String, Object> second = map(((List<?>) forecast.get("waits")).get(1));
        check("wait", second);
        check("lack", map(((List<?>) second.get("for")).get(0)));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        assertThat(value).isInstanceOf(Map.class);
        return (Map<String, Object>) java.util.Objects.requireNonNull(value);
    }

    /** Holds {@code value} against the table under the heading {@code shape}: its fields, their order, their types. */
    private static void check(String shape, Map<String, Object> value) throws IOException {
        Map<String, String> fields = documented(shape);
        assertThat(value.keySet()).as(shape).containsExactlyElementsOf(fields.keySet());
        fields.forEach((field, type) -> assertThat(fits(value.get(field), type))
                .as("%s.%s is %s, documented as %s", shape, field, value.get(field), type)
                .isTrue());
    }

    private static Map<String, String> documented(String shape) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        boolean inside = false;
        for (String line : Files.readAllLines(Terminal.root().resolve("docs/json.md"))) {
            inside = line.startsWith("#") ? line.equals("### " + shape) : inside;
            Matcher row = ROW.matcher(line);
            if (inside && row.matches()) {
                fields.put(row.group(1), row.group(2));
            }
        }
        assertThat(fields).as("docs/json.md has a table under '### %s'", shape).isNotEmpty();
        return fields;
    }

    private static boolean fits(@Nullable Object value, String type) {
        if (value == null) {
            return type.endsWith("?") || type.equals("any");
        }
        return switch (type.replace("?", "")) {
            case "text" -> value instanceof String;
            case "time" ->
                value instanceof String text && Times.iso(Times.micros(text)).equals(text);
            case "integer" -> value instanceof Long;
            case "number" -> value instanceof Number;
            case "boolean" -> value instanceof Boolean;
            case "object" -> value instanceof Map;
            case "list" -> value instanceof List;
            case "any" -> true;
            default -> throw new IllegalArgumentException(type);
        };
    }
}
