package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.workflow.ExecutionJson;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.WorkflowExecution;
import dev.orchestration.workflow.WorkflowHandle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a definition means, told by examples: beside each {@code examples/*.yaml} stands what comes of it, which is the same
 * in every mode and store. What an expectation does not name may be anything; a {@code message} is a part of the real one.
 */
final class ExamplesTest {
    private static final Path FOLDER = Path.of("src/test/resources/examples");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    static Path folder;

    private static final Map<String, OrchestrationEngine> ENGINES = new LinkedHashMap<>();

    @BeforeAll
    static void open() {
        ENGINES.put(
                "memory",
                new ExampleActions().register(OrchestrationEngine.builder()).build());
        EngineBuilder stored = OrchestrationEngine.builder().store(folder.resolve("state.db"));
        ENGINES.put("sqlite", new ExampleActions().register(stored).build());
    }

    @AfterAll
    static void close() {
        ENGINES.values().forEach(OrchestrationEngine::close);
    }

    static Stream<Arguments> runs() throws IOException {
        return names().flatMap(name -> Stream.of("memory", "sqlite")
                .flatMap(store -> Stream.of(OrchestrationMode.values()).map(mode -> Arguments.of(name, store, mode))));
    }

    private static Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest(name = "{0} in {1}, {2}")
    @MethodSource("runs")
    void comesOutAsWritten(String name, String store, OrchestrationMode mode) throws IOException {
        Map<?, ?> expected = object(Json.read(Files.readString(FOLDER.resolve(name + ".expected.json"))));
        OrchestrationEngine engine = Objects.requireNonNull(ENGINES.get(store));
        if (expected.containsKey("refused")) {
            var refusal = catchThrowableOfType(OrchestrationException.class, () -> start(engine, name, mode, expected));
            assertThat(refusal).as("refusal").isNotNull();
            Map<?, ?> refused = object(expected.get("refused"));
            assertThat(refusal.code().name()).isEqualTo(refused.get("code"));
            ((List<?>) Objects.requireNonNull(refused.get("message")))
                    .forEach(part -> assertThat(refusal).hasMessageContaining(String.valueOf(part)));
            return;
        }
        WorkflowExecution ended = start(engine, name, mode, expected).await(PATIENCE);
        Map<String, Object> actual = new LinkedHashMap<>(ExecutionJson.of(ended));
        actual.put("context", ended.context());
        assertMatches(expected, actual);
    }

    private static WorkflowHandle start(
            OrchestrationEngine engine, String name, OrchestrationMode mode, Map<?, ?> expected) throws IOException {
        Map<String, Object> given = new LinkedHashMap<>();
        if (expected.get("given") instanceof Map<?, ?> parameters) {
            parameters.forEach((key, value) -> given.put(String.valueOf(key), value));
        }
        Launch launch = engine.launch(engine.createSession(name, mode));
        WorkingDirectory there = new WorkingDirectory(Files.createTempDirectory(folder, name), List.of());
        var definition = engine.workflowManager().loadWorkflow(FOLDER.resolve(name + ".yaml"));
        return engine.workflowManager()
                .executeWorkflow(
                        definition,
                        given,
                        new Launch(launch.session(), launch.sessionMode(), null, there, launch.context()));
    }

    private static void assertMatches(Map<?, ?> expected, Map<?, ?> actual) {
        String whole = Json.pretty(Json.freeze(actual, "actual"));
        Map<?, ?> steps = object(actual.get("steps"));
        Map<?, ?> expectedSteps = object(expected.get("steps"));
        assertThat(steps.keySet()).as("steps").isEqualTo(expectedSteps.keySet());
        expectedSteps.forEach((step, value) -> assertPart("step " + step, value, steps.get(step), whole));
        expected.forEach((key, value) -> {
            if (!key.equals("steps") && !key.equals("given")) {
                assertPart(String.valueOf(key), value, actual.get(key), whole);
            }
        });
    }

    /** Only outputs and contexts are compared as a whole. */
    private static void assertPart(String path, Object expected, Object actual, String whole) {
        boolean value = path.endsWith(".output") || path.equals("context");
        if (!value && expected instanceof Map<?, ?> map) {
            assertThat(actual).as(path + " of " + whole).isInstanceOf(Map.class);
            map.forEach((key, part) ->
                    assertPart(path + "." + key, part, object(actual).get(key), whole));
        } else if (path.endsWith(".message")) {
            assertThat(String.valueOf(actual)).as(path).contains(String.valueOf(expected));
        } else {
            assertThat(actual).as(path + " of " + whole).isEqualTo(expected);
        }
    }

    private static Map<?, ?> object(Object json) {
        return (Map<?, ?>) Objects.requireNonNull(json);
    }
}
