package dev.orchestration.tasks.decide;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskId;
import dev.orchestration.tasks.TaskJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tasks of a plan that grows: which node is which, and who waits for whom. Confined as the execution is. */
public final class SubmittedTasks {
    private static final int MAX_TOLD = 20;

    /** A dependency that was named before it was submitted: the {@code i}-th of {@code node}. */
    private record Gap(int node, int i) {}

    private final ExecutionPlan plan;
    private final GrowingEdges edges;
    private final List<Task> tasks = new ArrayList<>();
    private final Map<String, Integer> nodes = new LinkedHashMap<>();
    private final Map<String, List<Gap>> gaps = new LinkedHashMap<>();
    private final Map<Integer, List<String>> missing = new TreeMap<>();

    SubmittedTasks(ExecutionPlan plan, GrowingEdges edges) {
        this.plan = plan;
        this.edges = edges;
    }

    /** The node of a task, null if it was not submitted here. */
    public @Nullable Integer node(TaskId id) {
        return nodes.get(id.value());
    }

    /** Whether a task here depends on this one, which was not submitted here. */
    public boolean awaits(TaskId id) {
        return gaps.containsKey(id.value());
    }

    public Task task(int node) {
        return tasks.get(node);
    }

    /** All of them, in the order in which they were submitted. */
    public List<Task> tasks() {
        return List.copyOf(tasks);
    }

    /**
     * Refuses a task that could never become part of the plan.
     *
     * @param met dependencies that an earlier queue has completed
     * @throws OrchestrationException ({@code DUPLICATE_TASK}) if its id is taken, ({@code DEPENDENCY_CYCLE}) with the path
     *     if it would wait for itself
     */
    void check(TaskId id, Task task, List<String> met) {
        if (nodes.containsKey(id.value())) {
            throw new OrchestrationException(
                    ErrorCode.DUPLICATE_TASK,
                    "a task '" + id + "' was submitted before; choose another id, or leave it out to get a new one");
        }
        if (task.dependencies().contains(id)) {
            throw cycle(id, List.of());
        }
        List<Integer> waiting = waiting(id);
        if (!waiting.isEmpty()) {
            List<Integer> known = task.dependencies().stream()
                    .filter(each -> !met.contains(each.value()))
                    .map(each -> nodes.get(each.value()))
                    .filter(node -> node != null)
                    .toList();
            List<Integer> cycle = CycleSearch.find(plan, known, waiting);
            if (!cycle.isEmpty()) {
                throw cycle(id, cycle);
            }
        }
    }

    private List<Integer> waiting(TaskId id) {
        return gaps.getOrDefault(id.value(), List.of()).stream().map(Gap::node).toList();
    }

    private OrchestrationException cycle(TaskId id, List<Integer> between) {
        String more = between.size() > MAX_TOLD ? " -> (" + (between.size() - MAX_TOLD) + " more)" : "";
        String path = between.stream()
                .limit(MAX_TOLD)
                .map(node -> " -> " + plan.name(node))
                .collect(Collectors.joining());
        return new OrchestrationException(
                ErrorCode.DEPENDENCY_CYCLE,
                "task '" + id + "' would wait for itself: " + id + path + more + " -> " + id
                        + " (each depends on the next); submit it without one of these dependencies");
    }

    /** Makes it the plan's next node. Gives the nodes whose dependency it is, although they were there before. */
    List<Integer> add(Event.TaskSubmitted e) {
        Task task = TaskJson.read(e.spec());
        List<String> open = task.dependencies().stream()
                .map(TaskId::value)
                .filter(id -> !e.met().contains(id))
                .toList();
        int[] on = open.stream()
                .mapToInt(id -> nodes.getOrDefault(id, GrowingEdges.MISSING))
                .toArray();
        int node = plan.grow(task.spec(), on);
        if (node != e.node()) {
            throw new OrchestrationException(
                    ErrorCode.INTERNAL, "task " + e.task() + " is recorded as node " + e.node() + ", not " + node);
        }
        tasks.add(task);
        nodes.put(e.task(), node);
        for (int i = 0; i < on.length; i++) {
            if (on[i] == GrowingEdges.MISSING) {
                gaps.computeIfAbsent(open.get(i), id -> new ArrayList<>()).add(new Gap(node, i));
                missing.computeIfAbsent(node, key -> new ArrayList<>()).add(open.get(i));
            }
        }
        return arrived(e.task(), node);
    }

    private List<Integer> arrived(String id, int node) {
        List<Gap> closed = gaps.remove(id);
        if (closed == null) {
            return List.of();
        }
        for (Gap gap : closed) {
            edges.arrived(gap.node(), gap.i(), node);
            missing.computeIfPresent(gap.node(), (key, ids) -> without(ids, id));
        }
        return closed.stream().map(Gap::node).toList();
    }

    private static @Nullable List<String> without(List<String> ids, String id) {
        ids.remove(id);
        return ids.isEmpty() ? null : ids;
    }

    /** The ids that {@code node} waits for and that were not submitted. */
    List<String> missing(int node) {
        return List.copyOf(missing.getOrDefault(node, List.of()));
    }
}
