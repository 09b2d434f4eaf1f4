package dev.orchestration.app;

import dev.orchestration.state.Json;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate diff A B}. */
final class DiffCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Tell how two definitions differ: of files, or of executions",
                "orchestrate diff old.yaml new.yaml",
                "orchestrate diff 7k2m new.yaml --json");
        SharedOptions.argument(spec, "A B", "Workflow files, or executions with their recorded definitions.");
        SharedOptions.flag(spec, "Show what is the same, too.", SideBySide.ALL);
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "the differences");
    }

    @Override
    public int run(Arguments arguments) {
        String first = arguments.first("two workflow files or executions", 2);
        if (arguments.words().size() < 2) {
            throw new UsageException("name two workflow files or executions");
        }
        String second = arguments.words().get(1);
        return SideBySide.print(arguments, List.of(first, second), keys(first, arguments), keys(second, arguments));
    }

    private static Map<String, Object> keys(String word, Arguments arguments) {
        return byName(
                Files.isRegularFile(arguments.path(word))
                        ? new Definitions().load(arguments.path(word), Optional.empty())
                        : recorded(word, arguments));
    }

    private static WorkflowDefinition recorded(String word, Arguments arguments) {
        try (StoreView store = StoreView.open(arguments)) {
            return store.executions().definition(store.executions().resolve(word));
        }
    }

    /** Steps are known by their names, wherever they stand. */
    private static Map<String, Object> byName(WorkflowDefinition definition) {
        Map<String, Object> map = new LinkedHashMap<>();
        ((Map<?, ?>) Objects.requireNonNull(Json.read(definition.json())))
                .forEach((key, value) -> Json.putNullable(
                        map,
                        String.valueOf(key),
                        key.equals("steps") && value instanceof List<?> list ? byName(list) : value));
        return map;
    }

    private static Map<String, Object> byName(List<?> steps) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Object step : steps) {
            if (step instanceof Map<?, ?> keys) {
                map.put(String.valueOf(keys.get("name")), step);
            }
        }
        return map;
    }
}
