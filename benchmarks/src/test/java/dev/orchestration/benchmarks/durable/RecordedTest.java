package dev.orchestration.benchmarks.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.benchmarks.work.TaskGraph;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.state.journal.Batch;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.InMemoryStore;
import dev.orchestration.state.journal.Owner;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A history that is not right is seen. */
class RecordedTest {
    private static final TaskGraph CHAIN = TaskGraph.chain(2);

    private final ExecutionId id = new ExecutionId("x");
    private final InMemoryStore store =
            new InMemoryStore(Path.of("unused"), new Owner("test", 1, "here", "", 1, 1, 1, null));

    @Test
    void aRightHistoryPasses() {
        given(started(0), completed(0), started(1), completed(1));

        Recorded.requireAll(store.archive(), id, CHAIN);
    }

    @Test
    void whatIsMissingIsCounted() {
        given(started(0), completed(0), started(1));

        assertThat(Recorded.completed(store.archive(), id, CHAIN).cardinality()).isEqualTo(1);
        assertThatThrownBy(() -> Recorded.requireAll(store.archive(), id, CHAIN))
                .hasMessage("the store knows 1 of 2 to have completed");
    }

    @Test
    void aStartBeforeADependencyHasCompletedIsSeen() {
        given(started(0), started(1), completed(0), completed(1));

        assertThatThrownBy(() -> Recorded.requireAll(store.archive(), id, CHAIN))
                .hasMessage("task 1 was started before 0 had completed");
    }

    @Test
    void aStartAfterCompletionIsSeen() {
        given(started(0), completed(0), started(0));

        assertThatThrownBy(() -> Recorded.requireAll(store.archive(), id, CHAIN))
                .hasMessage("task 0 was started after it had completed");
    }

    private void given(Event... events) {
        store.journal().append(new Batch(List.of(new Commit(id, 1, 1, List.of(events))), List.of()));
    }

    private static Event started(int task) {
        return new Event.AttemptStarted(1, Activation.first(task), 1, null);
    }

    private static Event completed(int task) {
        Activation activation = Activation.first(task);
        return new Event.AttemptEnded(
                1, activation, 1, Outcome.COMPLETED, 1, 1, null, List.of(), null, null, Next.COMPLETED, null);
    }
}
