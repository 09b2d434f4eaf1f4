package dev.orchestration.benchmarks.recovery;

import dev.orchestration.benchmarks.measure.WrongResultException;
import dev.orchestration.state.Clock;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.state.journal.Batch;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.Store;
import dev.orchestration.state.journal.StoredDefinition;
import dev.orchestration.store.Durability;
import dev.orchestration.store.Stores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A store that has seen a million tasks, written commit by commit as the engine writes them, without running any. */
final class MillionTasks {
    static final int EXECUTIONS = 2_000;
    private static final int TASKS = 500;
    private static final int TASKS_A_COMMIT = 50;
    private static final int EXECUTIONS_A_BATCH = 20;
    private static final long NOW = 1_700_000_000_000_000L;
    private static final StoredDefinition DEFINITION = new StoredDefinition("sha256:1", "bench", "{}", names());

    private MillionTasks() {}

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        for (int task = 0; task < TASKS; task++) {
            names.add("task-" + task);
        }
        return names;
    }

    /** Makes the store. */
    static void write(Path file) {
        try (Store store = Stores.own(file, Durability.FAST, Clock.system(), IdSource.random())) {
            for (int first = 0; first < EXECUTIONS; first += EXECUTIONS_A_BATCH) {
                writeSome(store, first);
            }
            int kept = store.archive().newestExecutions(EXECUTIONS + 1).size();
            if (kept != EXECUTIONS) {
                throw new WrongResultException("the store has " + kept + " of " + EXECUTIONS + " executions");
            }
        }
    }

    /** Executions that ran beside each other, so that their commits are mixed. */
    private static void writeSome(Store store, int first) {
        int commits = TASKS / TASKS_A_COMMIT + 2;
        for (int number = 1; number <= commits; number++) {
            List<Commit> together = new ArrayList<>();
            for (int execution = first; execution < first + EXECUTIONS_A_BATCH; execution++) {
                together.add(commit(execution, number, number == commits));
            }
            store.journal().append(new Batch(together, number == 1 ? List.of(DEFINITION) : List.of()));
        }
    }

    private static Commit commit(int execution, int number, boolean last) {
        ExecutionId id = new ExecutionId("execution" + execution);
        long at = NOW + execution * 1_000L + number;
        if (number == 1) {
            return new Commit(id, 1, 1, List.of(created(at), new Event.ExecutionStarted(at)));
        }
        long firstSeq = 3 + (number - 2L) * 2 * TASKS_A_COMMIT;
        List<Event> events = last
                ? List.of(new Event.ExecutionEnded(at, 1, WorkflowStatus.COMPLETED, null))
                : tasks((number - 2) * TASKS_A_COMMIT, at);
        return new Commit(id, number, firstSeq, events);
    }

    private static Event created(long at) {
        return new Event.ExecutionCreated(
                at, DEFINITION.workflow(), DEFINITION.digest(), Map.of(), "bench", "parallel", 1, "/", List.of());
    }

    private static List<Event> tasks(int first, long at) {
        List<Event> events = new ArrayList<>();
        for (int task = first; task < first + TASKS_A_COMMIT; task++) {
            Activation activation = Activation.first(task);
            events.add(new Event.AttemptStarted(at, activation, 1, null));
            events.add(new Event.AttemptEnded(
                    at,
                    activation,
                    1,
                    Outcome.COMPLETED,
                    at,
                    at,
                    null,
                    List.of(),
                    null,
                    null,
                    Next.COMPLETED,
                    null));
        }
        return events;
    }
}
