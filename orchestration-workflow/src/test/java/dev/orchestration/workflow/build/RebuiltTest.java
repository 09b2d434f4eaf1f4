package dev.orchestration.workflow.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.Json;
import dev.orchestration.workflow.definition.DefinitionSchema;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.definition.WorkflowReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a file says can be said in code, and is the same. */
class RebuiltTest {
    private static final Path ROOT = Path.of(System.getProperty("orchestration.root"));
    private static final Path EVERYTHING =
            ROOT.resolve("orchestration-workflow/src/test/resources/dev/orchestration/workflow/build/everything.yaml");

    static List<Path> files() {
        List<Path> files = Stream.of(
                        "orchestration-core/src/test/resources/specification",
                        "orchestration-core/src/test/resources/examples",
                        "orchestration-workflow/src/test/resources",
                        "examples")
                .flatMap(folder -> under(ROOT.resolve(folder)))
                .filter(file -> file.toString().endsWith(".yaml"))
                .filter(file -> !file.toString().endsWith(".expected.yaml"))
                .filter(file -> read(file).isPresent())
                .sorted()
                .toList();
        assertThat(files).hasSizeGreaterThan(50).contains(EVERYTHING);
        return files;
    }

    @ParameterizedTest
    @MethodSource("files")
    void theBuilderGivesADefinitionThatMeansWhatTheFileMeans(Path file) {
        WorkflowDefinition read = read(file).orElseThrow();
        WorkflowDefinition built = new Rebuilt(false).workflow(json(read)).build();
        assertThat(withText(built, read)).isEqualTo(read);
    }

    @ParameterizedTest
    @MethodSource("files")
    void inTheSpellingOfTheFileItHasTheDigestOfTheFile(Path file) {
        WorkflowDefinition read = read(file).orElseThrow();
        WorkflowDefinition built = new Rebuilt(true).workflow(json(read)).build();
        assertThat(built.json()).isEqualTo(read.json());
        assertThat(built).isEqualTo(read);
        assertThat(built.digest()).isEqualTo(read.digest());
    }

    @Test
    void everyKeyOfTheFormatHasAMethod() {
        Rebuilt all = new Rebuilt(false);
        files().forEach(file -> all.workflow(json(read(file).orElseThrow())));
        Set<String> missing = new TreeSet<>(keysOfTheFormat());
        missing.removeAll(all.driven);
        assertThat(missing).isEmpty();
    }

    private static Set<String> keysOfTheFormat() {
        Map<String, Object> schema = Rebuilt.map(Json.read(DefinitionSchema.text()));
        Map<String, Object> parts = Rebuilt.map(schema.get("$defs"));
        Set<String> keys = new LinkedHashSet<>();
        addKeys("", schema, keys);
        addKeys("step.", Rebuilt.map(parts.get("step")), keys);
        addKeys("retry.", Rebuilt.map(parts.get("retry")), keys);
        return keys;
    }

    private static void addKeys(String before, Map<String, Object> schema, Set<String> keys) {
        Rebuilt.map(schema.get("properties")).forEach((key, value) -> {
            keys.add(before + key);
            inner(Rebuilt.map(value)).forEach(part -> addKeys(before + key + ".", part, keys));
        });
    }

    /** The schema, or those of its alternatives, that lists the keys of a map. */
    private static Stream<Map<String, Object>> inner(Map<String, Object> schema) {
        Stream<?> alternatives = Stream.concat(
                schema.get("oneOf") instanceof List<?> one ? one.stream() : Stream.empty(),
                schema.get("anyOf") instanceof List<?> any ? any.stream() : Stream.empty());
        return Stream.concat(Stream.of(schema), alternatives.map(Rebuilt::map))
                .filter(each -> each.containsKey("properties") && each.containsKey("additionalProperties"));
    }

    private static WorkflowDefinition withText(WorkflowDefinition built, WorkflowDefinition of) {
        return new WorkflowDefinition(
                built.name(),
                built.description(),
                built.version(),
                built.parameters(),
                built.mode(),
                built.concurrency(),
                built.maxParallel(),
                built.timeout(),
                built.resources(),
                built.onFailure(),
                built.steps(),
                built.firstFinal(),
                of.json(),
                of.digest());
    }

    private static Map<String, Object> json(WorkflowDefinition definition) {
        return Rebuilt.map(Json.read(definition.json()));
    }

    private static Optional<WorkflowDefinition> read(Path file) {
        try {
            return new WorkflowReader().read(file, Optional.empty()).definition();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> under(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
