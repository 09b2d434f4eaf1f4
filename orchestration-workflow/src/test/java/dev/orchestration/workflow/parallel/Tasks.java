package dev.orchestration.workflow.parallel;

import dev.orchestration.tasks.action.Action;
import dev.orchestration.workflow.dag.DAGTask;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small language for graphs of tasks: {@code tasks("d: b c", "c: a", …).where("b", …)}. */
final class Tasks {
    final List<String> started = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, DAGTask> byName = new LinkedHashMap<>();

    private Tasks() {}

    /** {@code "d: b c"} declares d, which depends on b and c and returns its own name. */
    static Tasks tasks(String... lines) {
        Tasks tasks = new Tasks();
        for (String line : lines) {
            String[] parts = line.split(":", 2);
            String needs = parts.length == 1 ? "" : parts[1].strip();
            tasks.put(parts[0], needs.isEmpty() ? List.of() : List.of(needs.split(" ")), ctx -> parts[0]);
        }
        return tasks;
    }

    private void put(String name, List<String> dependencies, Action code) {
        byName.put(name, DAGTask.of(name, dependencies, ctx -> {
            started.add(name);
            return code.run(ctx);
        }));
    }

    /** What a task does in place of returning its name. */
    Tasks where(String name, Action code) {
        put(name, byName.get(name).dependencies(), code);
        return this;
    }

    List<DAGTask> list() {
        return List.copyOf(byName.values());
    }
}
