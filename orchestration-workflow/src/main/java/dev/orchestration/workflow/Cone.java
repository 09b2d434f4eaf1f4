package dev.orchestration.workflow;

import dev.orchestration.state.Json;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Undoing;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.definition.WorkflowStep;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which steps a change affects: those that are changed, and all that is downstream of them. Not thread-safe. */
final class Cone {
    /** Stands for no node. */
    static final int NONE = -1;

    private final WorkflowDefinition before;
    private final WorkflowDefinition now;
    private final ExecutionPlan plan;
    private final Map<String, Integer> nodesBefore;
    private final Map<String, Integer> nodesNow;
    private final BitSet affected = new BitSet();

    Cone(WorkflowDefinition before, WorkflowDefinition now) {
        this.before = before;
        this.now = now;
        this.plan = new CompiledWorkflow(now).plan();
        this.nodesBefore = index(before);
        this.nodesNow = index(now);
        if (!before.digest().equals(now.digest())) {
            addChanges();
        }
    }

    private static Map<String, Integer> index(WorkflowDefinition definition) {
        Map<String, Integer> index = new HashMap<>();
        definition.steps().forEach(step -> index.put(step.name(), index.size()));
        return index;
    }

    /** New steps, and those that are written otherwise. Where the defaults changed, what became of a step by them counts too. */
    private void addChanges() {
        Map<String, Object> textBefore = steps(before);
        Map<String, Object> textNow = steps(now);
        boolean sameDefaults = Objects.equals(top(before).get("defaults"), top(now).get("defaults"));
        for (int node = 0; node < plan.steps(); node++) {
            WorkflowStep step = now.steps().get(node);
            Integer earlier = nodesBefore.get(step.name());
            boolean same = earlier != null
                    && Objects.equals(textBefore.get(step.name()), textNow.get(step.name()))
                    && (sameDefaults || step.equals(before.steps().get(earlier)));
            if (!same) {
                add(node);
            }
        }
    }

    /** In canonical form, so that neither the order of keys nor the way of writing counts. */
    private static Map<String, Object> steps(WorkflowDefinition definition) {
        Map<String, Object> texts = new HashMap<>();
        for (String key : List.of("steps", "finally")) {
            if (top(definition).get(key) instanceof List<?> steps) {
                steps.forEach(step -> text(step, texts));
            }
        }
        return texts;
    }

    private static void text(Object step, Map<String, Object> texts) {
        if (step instanceof Map<?, ?> fields && fields.get("name") instanceof String name) {
            texts.put(name, step);
        }
    }

    private static Map<?, ?> top(WorkflowDefinition definition) {
        return Json.read(definition.json()) instanceof Map<?, ?> map ? map : Map.of();
    }

    /** The node of a step of the new definition, negative if it has none of this name. */
    int find(String step) {
        return nodesNow.getOrDefault(step, NONE);
    }

    /** A node, and all that is downstream of it. */
    void add(int node) {
        Deque<Integer> open = new ArrayDeque<>(List.of(node));
        while (!open.isEmpty()) {
            int next = open.remove();
            if (!affected.get(next)) {
                affected.set(next);
                for (int i = 0; i < plan.dependantCount(next); i++) {
                    open.add(plan.dependant(next, i));
                }
            }
        }
    }

    /**
     * What did not complete, or is undone, runs, and so does all that is downstream of it. To be called once.
     *
     * @param origin of the definition before
     */
    void addUnfinished(ExecutionState origin) {
        for (int node = 0; node < now.firstFinal(); node++) {
            Integer earlier = nodeBefore(node);
            TaskStatus status = earlier == null ? TaskStatus.PENDING : origin.status(earlier);
            boolean over = status == TaskStatus.COMPLETED || status == TaskStatus.SKIPPED;
            if (!over || earlier == null || Undoing.isUndone(origin, earlier)) {
                add(node);
            }
        }
    }

    /** The first step outside of the cone about which the origin has not settled yet; null if there is none. */
    @Nullable
    String unsettled(ExecutionState origin) {
        for (int node = affected.nextClearBit(0); node < now.firstFinal(); node = affected.nextClearBit(node + 1)) {
            Integer earlier = nodeBefore(node);
            if (earlier != null && !origin.isSettled(earlier)) {
                return plan.name(node);
            }
        }
        return null;
    }

    private @Nullable Integer nodeBefore(int node) {
        return nodesBefore.get(plan.name(node));
    }

    boolean isEmpty() {
        return affected.isEmpty();
    }

    /** The steps of {@code finally} run at the end of each execution, whatever it keeps. */
    private boolean runs(int node) {
        return affected.get(node) || node >= now.firstFinal();
    }

    /** By the node before: the node now that keeps its result, negative where that runs, is no more, or undoes a step. */
    List<Integer> kept() {
        Stream<Integer> steps = before.steps().stream()
                .map(step -> find(step.name()))
                .map(node -> node >= 0 && runs(node) ? NONE : node);
        return Stream.concat(steps, before.compensations().stream().map(each -> NONE))
                .toList();
    }
}
