package dev.orchestration.tasks.why;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.RowNames;
import dev.orchestration.tasks.decide.TaskResults;
import dev.orchestration.tasks.orchestrator.Hosting;
import dev.orchestration.tasks.orchestrator.Scene;
import dev.orchestration.tasks.orchestrator.SceneExecution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The step, or item of a map, that is asked about, where it stands, and since when. Not thread-safe. */
final class Subject {
    /** Of so many dependencies it is said since when they are as they are. */
    private static final int MOST_WATCHED = 64;

    final Scene scene;
    final SceneExecution execution;
    final ExecutionState state;
    /** In the state: the node itself, or the row of the item. */
    final int row;
    /** Of a map for an item. */
    final int node;

    private final Map<Integer, Long> since = new LinkedHashMap<>();

    private Subject(Scene scene, SceneExecution execution, ExecutionState state, int row) {
        this.scene = scene;
        this.execution = execution;
        this.state = state;
        this.row = row;
        this.node = state.node(row);
        watch();
    }

    /** @throws OrchestrationException ({@code UNKNOWN_EXECUTION}, {@code UNKNOWN_TASK}) if there is none */
    static Subject of(Scene scene, ExecutionId id, String step) {
        SceneExecution execution = scene.find(id)
                .orElseThrow(() ->
                        new OrchestrationException(ErrorCode.UNKNOWN_EXECUTION, "nobody knows of an execution " + id));
        ExecutionState state = execution.state();
        return new Subject(scene, execution, state, row(state, step));
    }

    private static int row(ExecutionState state, String step) {
        int hash = step.lastIndexOf('#');
        int row = RowNames.find(state, step);
        int before = row < 0 && hash > 0 ? RowNames.find(state, step.substring(0, hash)) : -1;
        if (row >= 0) {
            return row;
        }
        if (before >= 0
                && step.substring(hash + 1)
                        .equals(String.valueOf(state.activation(before).n()))) {
            return before;
        }
        throw new OrchestrationException(
                ErrorCode.UNKNOWN_TASK,
                "execution " + state.id() + " has no step " + Quoted.of(step)
                        + "; an element of a for_each that has its list is named as step[0], and the time that a step"
                        + " runs now as step#2");
    }

    /** An item of the map that is asked about. */
    Subject item(int of) {
        return new Subject(scene, execution, state, of);
    }

    /** Goes through the history once more, to see when the step and its dependencies came to be as they are. */
    private void watch() {
        Hosting again = execution.hosting().get();
        ExecutionState past = new ExecutionState(execution.id(), again.plan(), again.policy());
        List<Integer> watched = new ArrayList<>(List.of(row));
        openDependencies().stream().limit(MOST_WATCHED).forEach(watched::add);
        Map<Integer, TaskStatus> known = new LinkedHashMap<>();
        for (Commit commit : execution.history()) {
            for (Event event : commit.events()) {
                past.apply(event);
                for (int each : watched) {
                    if (each < past.rows() && known.put(each, past.status(each)) != past.status(each)) {
                        since.put(each, event.at());
                    }
                }
            }
        }
    }

    ExecutionId id() {
        return execution.id();
    }

    ExecutionPlan plan() {
        return state.plan();
    }

    Place place() {
        return place(row);
    }

    Place place(int other) {
        return new Place(id(), RowNames.of(state, other));
    }

    TaskStatus status() {
        return state.status(row);
    }

    long since() {
        return since.getOrDefault(row, state.lifecycle().created().at());
    }

    /** Null where nobody knows. */
    @Nullable
    Long since(int other) {
        return since.get(other);
    }

    /** Dependencies that are there and not settled; of what runs at the end, a few of all others. */
    List<Integer> openDependencies() {
        List<Integer> open = new ArrayList<>();
        int others = plan().isFinal(node) ? plan().firstFinal() : 0;
        for (int other = 0; other < others && open.size() < MOST_WATCHED; other++) {
            if (!state.isSettled(other)) {
                open.add(other);
            }
        }
        for (int i = 0; i < plan().dependencyCount(node); i++) {
            int dependency = plan().dependency(node, i);
            if (dependency >= 0 && !state.isSettled(dependency)) {
                open.add(dependency);
            }
        }
        return open;
    }

    TaskResult result() {
        return TaskResults.of(state, row);
    }

    /** What of its dependencies leaves it no way to run. */
    List<String> blockedBy() {
        return TaskResults.of(state, node).blockedBy();
    }

    TaskResult result(String step) {
        int other = plan().size() - 1;
        while (!plan().name(other).equals(step)) {
            other--;
        }
        return TaskResults.of(state, other);
    }

    /** Why it was skipped, null where nobody said. */
    @Nullable
    String skipReason() {
        String reason = null;
        for (Commit commit : execution.history()) {
            for (Event event : commit.events()) {
                if (event instanceof Event.Skipped e && state.row(e.activation()) == row) {
                    reason = e.reason();
                }
            }
        }
        return reason;
    }
}
