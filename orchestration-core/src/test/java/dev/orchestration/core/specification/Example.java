package dev.orchestration.core.specification;

import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A definition, and beside it the file of the same name with the ending {@code .expected.yaml}.
 *
 * @param parameters with which it is run
 * @param status how the execution must end
 * @param steps what must become of each step, by name
 * @param order pairs "a < b": the last attempt of a ends before the first one of b begins
 * @param context what must stand in the shared context in the end; all of it
 */
record Example(
        Path file,
        Map<String, Object> parameters,
        String status,
        Map<String, Expected> steps,
        List<String> order,
        Map<String, Object> context) {
    private static final String EXPECTED = ".expected.yaml";

    /**
     * What must become of a step.
     *
     * @param attempts null if that does not matter; likewise the kind of the error and the output
     */
    record Expected(
            String status,
            @Nullable Integer attempts,
            @Nullable String error,
            boolean hasOutput,
            @Nullable Object output) {
        static Expected of(Object said) {
            if (!(said instanceof Map<?, ?> map)) {
                return new Expected(String.valueOf(said), null, null, false, null);
            }
            List<String> known = List.of("status", "attempts", "error", "output");
            if (!known.containsAll(map.keySet())) {
                throw new IllegalArgumentException("a step has " + known + ", not all of " + map.keySet());
            }
            return new Expected(
                    String.valueOf(map.get("status")),
                    (Integer) map.get("attempts"),
                    (String) map.get("error"),
                    map.containsKey("output"),
                    map.get("output"));
        }
    }

    /** All that lie in a folder. */
    static List<Example> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml")
                            && !file.toString().endsWith(EXPECTED))
                    .sorted()
                    .map(Example::read)
                    .toList();
        }
    }

    private static Example read(Path file) {
        String name = file.getFileName().toString().replace(".yaml", EXPECTED);
        Map<String, Object> said = yaml(file.resolveSibling(name));
        List<String> known = List.of("parameters", "status", "steps", "order", "context");
        if (!known.containsAll(said.keySet())) {
            throw new IllegalArgumentException(name + " has " + known + ", not all of " + said.keySet());
        }
        Map<String, Expected> steps = new TreeMap<>();
        map(said.get("steps")).forEach((step, expected) -> steps.put(step, Expected.of(expected)));
        return new Example(
                file,
                map(said.get("parameters")),
                String.valueOf(said.get("status")),
                steps,
                texts(said.get("order")),
                map(said.get("context")));
    }

    private static Map<String, Object> yaml(Path file) {
        try {
            Object said = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
            return map(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked") // keys of these files are texts
    private static Map<String, Object> map(@Nullable Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    private static List<String> texts(@Nullable Object list) {
        List<String> texts = new ArrayList<>();
        if (list != null) {
            ((List<?>) list).forEach(each -> texts.add(String.valueOf(each)));
        }
        return texts;
    }

    WorkflowDefinition definition(ActionRegistry actions) {
        return new Definitions().load(file, Optional.of(actions));
    }

    @Override
    public String toString() {
        return file.getFileName().toString().replace(".yaml", "");
    }
}
