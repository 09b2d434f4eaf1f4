package dev.orchestration.workflow.durations;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.state.journal.Batch;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.InMemoryStore;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.StoredDefinition;
import dev.orchestration.tasks.orchestrator.ExecutionListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Executions of workflows with the steps "fetch" and "load", as an engine would record them. */
final class Runs {
    private static final long SECOND = 1_000_000;
    private static final List<String> STEPS = List.of("fetch", "load");

    final InMemoryStore store = new InMemoryStore(Path.of("logs"), new Owner("u", 1, "h", "b", 1, 1, 0, null));
    private ExecutionListener listener = (execution, events) -> {};
    private int runs;

    Runs toldTo(ExecutionListener other) {
        listener = other;
        return this;
    }

    /** A whole run in which the steps take so many seconds. */
    Runs of(String workflow, long fetch, long load) {
        return whole(workflow, WorkflowStatus.COMPLETED, ended(0, fetch, true), ended(1, load, true));
    }

    /** A run whose "load" fails. */
    Runs failed(String workflow, long fetch, long load) {
        return whole(workflow, WorkflowStatus.FAILED, ended(0, fetch, true), ended(1, load, false));
    }

    private Runs whole(String workflow, WorkflowStatus status, Event... attempts) {
        ExecutionId id = begun(workflow);
        commit(id, 2, attempts);
        commit(id, 3, new Event.ExecutionEnded(runs, 1, status, null));
        return this;
    }

    /** A run that has only begun. */
    ExecutionId begun(String workflow) {
        ExecutionId id = new ExecutionId("run" + ++runs);
        StoredDefinition definition = new StoredDefinition("sha256:" + workflow, workflow, "{}", STEPS);
        Event created = new Event.ExecutionCreated(
                runs, workflow, definition.digest(), Map.of(), "s", "priority", 7, ".", List.of());
        append(new Commit(id, 1, 1, List.of(created, new Event.ExecutionStarted(runs))), List.of(definition));
        return id;
    }

    void commit(ExecutionId id, long number, Event... events) {
        append(new Commit(id, number, number * 10, List.of(events)), List.of());
    }

    private void append(Commit commit, List<StoredDefinition> definitions) {
        store.append(new Batch(List.of(commit), new ArrayList<>(definitions)));
        listener.committed(commit.execution(), commit.events());
    }

    static Event ended(int node, long seconds, boolean well) {
        return new Event.AttemptEnded(
                0,
                Activation.first(node),
                1,
                well ? Outcome.COMPLETED : Outcome.FAILED,
                SECOND,
                SECOND + seconds * SECOND,
                null,
                List.of(),
                null,
                null,
                well ? Next.COMPLETED : Next.FAILED,
                null);
    }
}
