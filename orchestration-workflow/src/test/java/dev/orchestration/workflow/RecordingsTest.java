package dev.orchestration.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Batch;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.state.journal.InMemoryStore;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.StoredDefinition;
import dev.orchestration.workflow.Recordings.Recording;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** The definition and the history of a large execution are read at the same time, if there is a thread for it. */
class RecordingsTest {
    private static final int MANY = 10_000;

    private final InMemoryStore store = new InMemoryStore(Path.of("logs"), new Owner("u", 1, "h", "b", 1, 1, 0, null));
    private final Definitions definitions = new Definitions();
    private final Recordings recordings = new Recordings(store.archive(), definitions);
    private final List<Runnable> errands = new ArrayList<>();

    private WorkflowDefinition definition(int steps) {
        StringBuilder json = new StringBuilder("{\"name\": \"wide\", \"steps\": [");
        for (int step = 0; step < steps; step++) {
            json.append(step == 0 ? "" : ",").append("{\"name\": \"s").append(step).append("\",\"action\":\"a.b\"}");
        }
        return definitions.parse(json.append("]}").toString(), "wide.json");
    }

    private ExecutionRow recorded(WorkflowDefinition definition, String digest) {
        ExecutionId id = new ExecutionId("e1");
        List<Event> events = List.of(
                new Event.ExecutionCreated(
                        1, definition.name(), digest, Map.of(), "s", "parallel", 7, ".", List.of()),
                new Event.ExecutionStarted(2));
        store.append(new Batch(
                List.of(new Commit(id, 1, 1, events)),
                List.of(new StoredDefinition(
                        digest, definition.name(), definition.json(), definition.nodeNames()))));
        return store.archive().execution(id).orElseThrow();
    }

    private void requireAsRecorded(Recording read, WorkflowDefinition definition, ExecutionRow row) {
        assertThat(read.definition()).isEqualTo(definition);
        assertThat(read.history()).isEqualTo(recordings.history(row.id())).hasSize(1);
    }

    @Test
    void aLargeOneIsReadByWhoeverComesFirst() {
        WorkflowDefinition definition = definition(MANY);
        ExecutionRow row = recorded(definition, definition.digest());
        requireAsRecorded(recordings.recording(row, () -> Runnable::run), definition, row);
        requireAsRecorded(recordings.recording(row, () -> errands::add), definition, row); // nobody else comes
        assertThat(errands).hasSize(2);
        errands.forEach(Runnable::run); // too late
        List<Thread> started = new ArrayList<>();
        Executor threads = errand -> {
            Thread thread = new Thread(errand, "beside");
            started.add(thread);
            thread.start();
        };
        requireAsRecorded(recordings.recording(row, () -> threads), definition, row);
        assertThat(started).hasSize(2);
    }

    @Test
    void aSmallOneNeedsNoThread() {
        WorkflowDefinition definition = definition(3);
        ExecutionRow row = recorded(definition, definition.digest());
        Recording read = recordings.recording(row, () -> {
            throw new AssertionError("a thread was asked for");
        });
        requireAsRecorded(read, definition, row);
    }

    @Test
    void aTextWithAnotherDigestThanItIsRecordedUnderIsNotTakenForWhatWasRecorded() {
        WorkflowDefinition definition = definition(MANY);
        ExecutionRow row = recorded(definition, "sha256:other");
        assertThat(recordings.recording(row, () -> Runnable::run).definition().digest())
                .isEqualTo(definition.digest());
    }

    @Test
    void whatIsThrownBesideIsThrownWhereTheResultIsNeeded() {
        IllegalStateException fault = new IllegalStateException("no");
        Beside<String> beside = Beside.begin(
                () -> {
                    throw fault;
                },
                Runnable::run);
        assertThatThrownBy(beside::get).isSameAs(fault);
    }

    @Test
    void whatWasGivenUpBeforeItBeganNeverBegins() {
        List<String> done = new ArrayList<>();
        Beside<Boolean> beside = Beside.begin(() -> done.add("work"), errands::add);
        beside.abandon();
        errands.forEach(Runnable::run);
        assertThat(done).isEmpty();
    }
}
