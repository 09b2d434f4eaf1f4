package dev.orchestration.workflow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.Json;
import dev.orchestration.state.Wire;
import dev.orchestration.tasks.OnConflict;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.workflow.expression.SchemaCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the published schema to the reader, and the reader to the schema. */
class DefinitionSchemaTest {
    private static final Path ROOT = Path.of(System.getProperty("orchestration.root"));
    private static final Map<String, Object> SCHEMA = Reading.object(DefinitionSchema.text());

    /** Where in the schema the keys of each table of the reader stand. */
    private static Map<String, Set<String>> tables() {
        Map<String, Set<String>> tables = new TreeMap<>();
        tables.put("properties", DefinitionReader.KEYS);
        tables.put("properties/concurrency/properties", ConcurrencyReader.KEYS);
        tables.put("properties/defaults/properties", StepDefaults.KEYS);
        tables.put("properties/resources/items/properties", ResourceDeclaration.KEYS);
        tables.put("properties/resources/items/properties/limits/properties", ResourceDeclaration.LIMIT_KEYS);
        tables.put("$defs/step/properties", StepReader.KEYS);
        tables.put("$defs/step/properties/cache/properties", CacheReader.KEYS);
        tables.put("$defs/step/properties/resources/items/properties", ResourceReader.REQUEST_KEYS);
        tables.put("$defs/step/properties/success/properties", SuccessReader.KEYS);
        tables.put("$defs/retry/properties", RetryReader.KEYS);
        tables.put("$defs/compensate/properties", CompensationReader.KEYS);
        tables.put("$defs/for_each/properties", RepeatsReader.MAP_KEYS);
        tables.put("$defs/until/properties", RepeatsReader.LOOP_KEYS);
        return tables;
    }

    private static Object at(String path) {
        Object at = SCHEMA;
        for (String key : path.split("/", -1)) {
            assertThat(at).as(path).isInstanceOf(Map.class);
            at = ((Map<?, ?>) at).get(key);
        }
        return java.util.Objects.requireNonNull(at, path);
    }

    static Set<String> places() {
        return tables().keySet();
    }

    @ParameterizedTest
    @MethodSource("places")
    void everyKeyOfTheReaderIsInTheSchemaAndTheOtherWayRound(String place) {
        assertThat(new TreeSet<>(((Map<?, ?>) at(place)).keySet())).isEqualTo(new TreeSet<>(tables().get(place)));
    }

    /** So that no table is forgotten: each map that allows no other keys is one of them. */
    @Test
    void theTablesAreAllThereAre() {
        List<String> closed = new ArrayList<>();
        closedMaps(SCHEMA, "", closed);

        assertThat(closed).containsExactlyInAnyOrderElementsOf(tables().keySet());
    }

    private static void closedMaps(Object node, String path, List<String> found) {
        if (node instanceof Map<?, ?> map) {
            if (Boolean.FALSE.equals(map.get("additionalProperties"))) {
                found.add(path + "properties");
            }
            map.forEach((key, value) -> closedMaps(value, path + key + "/", found));
        }
    }

    @Test
    void everyChoiceIsThatOfTheReader() {
        assertThat(choices("properties/mode")).isEqualTo(wires(OrchestrationMode.class));
        assertThat(choices("properties/on_failure")).isEqualTo(wires(OnFailure.class));
        assertThat(choices("properties/concurrency/properties/on_conflict")).isEqualTo(wires(OnConflict.class));
        assertThat(choices("$defs/priority")).isEqualTo(wires(TaskPriority.class));
        assertThat(choices("$defs/step/properties/run_on")).isEqualTo(wires(RunOn.class));
        assertThat(choices("properties/resources/items/properties/type"))
                .isEqualTo(new TreeSet<>(ResourceReader.TYPES));
    }

    private static Set<Object> choices(String path) {
        return new TreeSet<>((List<?>) ((Map<?, ?>) at(path)).get("enum"));
    }

    private static <E extends Enum<E>> Set<Object> wires(Class<E> type) {
        Set<Object> wires = new TreeSet<>();
        Arrays.stream(type.getEnumConstants()).map(Wire::name).forEach(wires::add);
        return wires;
    }

    @Test
    void theSchemaItselfIsValid() {
        assertThat(SchemaCheck.checkSchema(SCHEMA)).isEmpty();
        assertThat(SCHEMA).containsEntry("$schema", "https://json-schema.org/draft/2020-12/schema");
    }

    static Stream<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("examples", "orchestration-workflow/src/test/resources/good-definitions")) {
            try (Stream<Path> all = Files.list(ROOT.resolve(folder))) {
                all.filter(file -> file.toString().matches(".*\\.(yaml|yml|json)"))
                        .forEach(files::add);
            }
        }
        return files.stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyExampleFits(Path file) throws IOException {
        assertThat(faults(Files.readString(file), file.toString())).isEmpty();
    }

    static Stream<String> documented() throws IOException {
        List<String> blocks = new ArrayList<>();
        try (Stream<Path> all = Files.list(ROOT.resolve("docs"))) {
            for (Path file : Stream.concat(all, Stream.of(ROOT.resolve("README.md")))
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList()) {
                String[] parts = Files.readString(file).split("(?m)^```", -1);
                for (int i = 1; i < parts.length; i += 2) {
                    if (parts[i].startsWith("yaml\n") && parts[i].contains("\nsteps:")) {
                        blocks.add(parts[i].substring(5));
                    }
                }
            }
        }
        return blocks.stream();
    }

    @ParameterizedTest
    @MethodSource("documented")
    void everyWorkflowOfTheDocumentsFits(String yaml) {
        assertThat(faults(yaml, "documented.yaml")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "types.yaml",
                "resources.yaml",
                "four-at-once.yaml",
                "names.json",
                "numbers.yaml",
                "list.yaml",
                "null.json"
            })
    void whatTheReaderRefusesForItsShapeTheSchemaRefuses(String file) throws IOException {
        Path bad = ROOT.resolve("orchestration-workflow/src/test/resources/bad-definitions")
                .resolve(file);

        assertThat(faults(Files.readString(bad), file)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name: w}",
                "{name: w, steps: []}",
                "{steps: [{name: a, action: core.noop}]}",
                "{name: w, steps: [{name: a, action: noop}]}",
                "{name: w, steps: [{name: a, action: core.noop, timout: 3}]}",
                "{name: w, steps: [{name: a, action: core.noop, timeout: 5 minutes}]}",
                "{name: w, steps: [{name: a, action: core.noop, timeout: -1}]}",
                "{name: w, steps: [{name: a, action: core.noop, priority: urgent}]}",
                "{name: w, steps: [{name: a, action: core.noop, max_retries: 1.5}]}",
                "{name: w, steps: [{name: a, action: core.noop, retry: {jitter: 2}}]}",
                "{name: w, steps: [{name: a, action: core.noop, retry: {on: [user]}}]}",
                "{name: w, steps: [{name: a, action: core.noop, resources: [gpu]}]}",
                "{name: w, steps: [{name: a, action: core.noop, on_interrupt: ask}]}",
                "{name: w, steps: [{name: a, action: core.noop, for_each: 3}]}",
                "{name: w, steps: [{name: a, action: core.noop, for_each: plain}]}",
                "{name: w, steps: [{name: a, action: core.noop, for_each: {max_parallel: 2}}]}",
                "{name: w, steps: [{name: a, action: core.noop, for_each: {items: [1], max_parallel: 0}}]}",
                "{name: w, steps: [{name: a, action: core.noop, for_each: {items: [1], fail_fast: 1}}]}",
                "{name: w, steps: [{name: a, action: core.noop, for_each: {items: [1], failfast: true}}]}",
                "{name: w, steps: [{name: a, action: core.noop, until: 3}]}",
                "{name: w, steps: [{name: a, action: core.noop, until: {interval: 1s}}]}",
                "{name: w, steps: [{name: a, action: core.noop, until: {condition: true, max_iterations: 0}}]}",
                "{name: w, steps: [{name: a, action: core.noop, until: {condition: true, interval: soon}}]}",
                "{name: w, steps: [{name: a, action: core.noop, compensate: core.noop}]}",
                "{name: w, steps: [{name: a, action: core.noop, compensate: {}}]}",
                "{name: w, steps: [{name: a, action: core.noop, compensate: {action: noop}}]}",
                "{name: w, steps: [{name: a, action: core.noop, compensate: {action: core.noop, run_if: true}}]}",
                "{name: w, max_parallel: 0, steps: [{name: a, action: core.noop}]}",
                "{name: w, resources: [{capacity: 1}], steps: [{name: a, action: core.noop}]}",
                "{name: \"a{{b\", steps: [{name: a, action: core.noop}]}"
            })
    void whatIsWrongIsRefusedByBoth(String yaml) {
        assertThat(faults(yaml, "bad.yaml")).isNotEmpty();
        assertThat(Reading.yaml(yaml).errors()).isNotEmpty();
    }

    private static List<?> faults(String text, String name) {
        return SchemaCheck.check(SCHEMA, tree(text, name));
    }

    /** As an editor sees it: without any check but that of the syntax. */
    private static @Nullable Object tree(String text, String name) {
        SourceNode root = new SourceReader(SourceText.of(text, name), new FaultList(name)).read();
        assertThat(root).as(name).isNotNull();
        return Json.read(Json.write(root.json()));
    }
}
