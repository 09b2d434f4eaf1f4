package dev.orchestration.benchmarks.durable;

import dev.orchestration.benchmarks.measure.WrongResultException;
import dev.orchestration.benchmarks.work.TaskGraph;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.state.journal.Commit;
import java.util.BitSet;

/** Reads what a store has recorded of an execution, and judges it. */
public final class Recorded {
    private final TaskGraph graph;
    private final BitSet completed = new BitSet();

    private Recorded(TaskGraph graph) {
        this.graph = graph;
    }

    /**
     * Which tasks the store knows to have completed.
     *
     * @throws WrongResultException if one was started before its dependencies had completed, or after it had itself
     */
    public static BitSet completed(Archive archive, ExecutionId id, TaskGraph graph) {
        Recorded recorded = new Recorded(graph);
        archive.replay(id, recorded::read);
        return recorded.completed;
    }

    /** @throws WrongResultException if not every task has completed, or as {@link #completed} */
    public static void requireAll(Archive archive, ExecutionId id, TaskGraph graph) {
        int count = completed(archive, id, graph).cardinality();
        if (count != graph.size()) {
            throw new WrongResultException("the store knows " + count + " of " + graph.size() + " to have completed");
        }
    }

    private void read(Commit commit) {
        for (Event event : commit.events()) {
            if (event instanceof Event.AttemptStarted started) {
                begin(started.activation().node());
            } else if (event instanceof Event.AttemptEnded ended && ended.outcome() == Outcome.COMPLETED) {
                complete(ended.activation().node());
            }
        }
    }

    private void begin(int task) {
        if (completed.get(task)) {
            throw new WrongResultException("task " + task + " was started after it had completed");
        }
        for (int dependency : graph.dependencies()[task]) {
            if (!completed.get(dependency)) {
                throw new WrongResultException("task " + task + " was started before " + dependency + " had completed");
            }
        }
    }

    private void complete(int task) {
        if (completed.get(task)) {
            throw new WrongResultException("task " + task + " completed twice");
        }
        completed.set(task);
    }
}
