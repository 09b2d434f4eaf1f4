package dev.orchestration.workflow.parallel;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Json;
import dev.orchestration.state.Nearest;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.tasks.action.Durations;
import dev.orchestration.workflow.dag.DAGTask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a {@link ParallelWorkflow} from JSON and collects all that is wrong with it. Used once. */
final class ParallelForm {
    private static final List<String> KEYS = List.of("tasks", "dependencies", "max_parallel");
    private static final List<String> TASK_KEYS =
            List.of("name", "module", "action", "parameters", "dependencies", "timeout");

    private final List<String> faults = new ArrayList<>();

    /** @throws OrchestrationException ({@code BAD_PARAMETERS}) with every fault */
    static ParallelWorkflow read(Map<String, ?> json) {
        ParallelForm form = new ParallelForm();
        form.refuseOthers(json, KEYS, "a parallel workflow");
        List<DAGTask> tasks = form.tasks(json.get("tasks"));
        Map<String, List<String>> dependencies = form.dependencies(json.get("dependencies"));
        int most = form.most(json.get("max_parallel"));
        if (!form.faults.isEmpty()) {
            throw new OrchestrationException(ErrorCode.BAD_PARAMETERS, String.join("; ", form.faults));
        }
        return new ParallelWorkflow(tasks, dependencies, most);
    }

    private List<DAGTask> tasks(@Nullable Object list) {
        List<DAGTask> tasks = new ArrayList<>();
        if (!(list instanceof List<?> elements)) {
            faults.add("'tasks' must be a list of tasks");
            return tasks;
        }
        for (int at = 0; at < elements.size(); at++) {
            String where = "tasks[" + at + "]";
            if (elements.get(at) instanceof Map<?, ?> task) {
                refuseOthers(task, TASK_KEYS, where);
                String name = text(task, "name", where);
                String module = text(task, "module", where);
                String action = text(task, "action", where);
                DAGTask read = orFault(
                        where,
                        () -> DAGTask.of(
                                name,
                                module,
                                action,
                                texts(task.get("dependencies"), where + ".dependencies"),
                                map(task.get("parameters"), where + ".parameters")));
                DAGTask timed = read == null || task.get("timeout") == null
                        ? read
                        : orFault(where, () -> read.withTimeout(Durations.parse(task.get("timeout"))));
                if (timed != null) {
                    tasks.add(timed);
                }
            } else {
                faults.add(where + " must be a map");
            }
        }
        return tasks;
    }

    private @Nullable DAGTask orFault(String where, Supplier<DAGTask> making) {
        try {
            return making.get();
        } catch (IllegalArgumentException | OrchestrationException e) {
            faults.add(where + ": " + e.getMessage());
            return null;
        }
    }

    private Map<String, List<String>> dependencies(@Nullable Object map) {
        Map<String, List<String>> dependencies = new LinkedHashMap<>();
        map(map, "'dependencies'")
                .forEach((task, names) -> dependencies.put(task, texts(names, "dependencies." + task)));
        return dependencies;
    }

    private int most(@Nullable Object number) {
        if (number == null) {
            return ParallelSettings.DEFAULT_WORKERS;
        }
        boolean whole = number instanceof Integer || number instanceof Long;
        long most = whole ? ((Number) number).longValue() : 0;
        if (most < 1 || most > Integer.MAX_VALUE) {
            faults.add("'max_parallel' must be a whole number of at least 1, not " + Quoted.of(number.toString()));
            return 1;
        }
        return (int) most;
    }

    private void refuseOthers(Map<?, ?> map, List<String> known, String where) {
        for (Object key : map.keySet()) {
            if (!(key instanceof String text && known.contains(text))) {
                String word = String.valueOf(key);
                faults.add(where + " has an unknown key " + Quoted.of(word) + Nearest.suggestionOrKnown(word, known));
            }
        }
    }

    private String text(Map<?, ?> map, String key, String where) {
        if (map.get(key) instanceof String text && !text.isEmpty()) {
            return text;
        }
        faults.add(where + " needs a text '" + key + "'");
        return "";
    }

    private Map<String, Object> map(@Nullable Object value, String where) {
        Map<String, Object> texts = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> Json.putNullable(texts, String.valueOf(key), each));
        } else if (value != null) {
            faults.add(where + " must be a map");
        }
        return texts;
    }

    private List<String> texts(@Nullable Object value, String where) {
        List<String> texts = new ArrayList<>();
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            list.forEach(each -> texts.add((String) each));
        } else if (value != null) {
            faults.add(where + " must be a list of names");
        }
        return texts;
    }
}
