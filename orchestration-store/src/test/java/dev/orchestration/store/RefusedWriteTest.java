package dev.orchestration.store;

import static dev.orchestration.store.Records.RUN;
import static dev.orchestration.store.Records.T0;
import static dev.orchestration.store.Records.commit;
import static dev.orchestration.store.Records.created;
import static dev.orchestration.store.Records.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Batch;
import dev.orchestration.state.journal.Commit;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SQLite itself refuses for a while is recorded when it is handed in again: the journal is as good as before. */
class RefusedWriteTest {
    private static final ExecutionId OTHER = new ExecutionId("run2");

    @TempDir
    Path folder;

    private Path file;
    private OwnedStore store;
    private Connection writer;

    @BeforeEach
    void own() {
        file = folder.resolve("state.db");
        SqliteFile watched = new SqliteFile(SqliteFile.toOwn(file).path(), connection -> {
            writer = connection;
            return connection;
        });
        store = OwnedStore.open(watched, Durability.DURABLE, Clock.system(), "u");
        store.journal().append(created(RUN));
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Every shape of batch, as they follow each other; each needs pages of its own. */
    private static List<Batch> batches() {
        Event.ExecutionEnded ended = new Event.ExecutionEnded(T0, 1, WorkflowStatus.COMPLETED, null);
        Event.TaskSubmitted task = new Event.TaskSubmitted(T0, 9, "mail-1", Map.of(), List.of());
        Commit other = created(OTHER).commits().get(0);
        return List.of(
                large(2, started(0)),
                new Batch(
                        List.of(large(3, started(1)).commits().get(0), other),
                        created(OTHER).definitions()),
                large(4, task),
                new Batch(
                        List.of(large(5, started(2)).commits().get(0), new Commit(OTHER, 2, 2, List.of(ended))),
                        List.of()),
                large(6, ended));
    }

    private static Batch large(int number, Event event) {
        return commit(RUN, number, 2L * number - 2, new Event.Noted(T0, "x", "y", "z".repeat(9_000)), event);
    }

    private void tell(String pragma) throws SQLException {
        try (Statement statement = writer.createStatement()) {
            statement.execute(pragma);
        }
    }

    private ErrorCode refused(Batch batch) {
        return catchThrowableOfType(
                        OrchestrationException.class, () -> store.journal().append(batch))
                .code();
    }

    private void recordedOnce() throws SQLException {
        assertThat(Records.ask(file, "select execution, commit_no from journal where execution <> 'engine'"))
                .containsExactlyInAnyOrder(
                        "run1|1", "run1|2", "run1|3", "run1|4", "run1|5", "run1|6", "run2|1", "run2|2");
        assertThat(Records.ask(file, "pragma integrity_check")).containsExactly("ok");
        assertThat(store.archive().execution(OTHER).orElseThrow().status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    /** It could not: the driver closes a statement that has failed, and each further try found it closed. */
    @Test
    void theJournalRecordsAgainAfterTheDiskWasFull() throws Exception {
        for (Batch batch : batches()) {
            tell("pragma max_page_count="
                    + Records.ask(file, "pragma page_count").get(0));
            assertThat(refused(batch)).isEqualTo(ErrorCode.STORE_FULL);
            assertThat(refused(batch)).isEqualTo(ErrorCode.STORE_FULL);
            assertThat(store.journal().holds(batch)).isFalse();
            tell("pragma max_page_count=1000000");
            store.journal().append(batch);
            assertThat(store.journal().holds(batch)).isTrue();
        }
        recordedOnce();
    }

    @Test
    void theJournalRecordsAgainAfterSomebodyElseHadLockedTheStore() throws Exception {
        tell("pragma busy_timeout=20");
        for (Batch batch : batches()) {
            try (Connection shell = Records.shell(file);
                    Statement statement = shell.createStatement()) {
                statement.execute("begin immediate");
                assertThat(refused(batch)).isEqualTo(ErrorCode.STORE_BUSY);
                assertThat(refused(batch)).isEqualTo(ErrorCode.STORE_BUSY);
                assertThat(store.journal().holds(batch)).isFalse();
                statement.execute("rollback");
            }
            store.journal().append(batch);
            assertThat(store.journal().holds(batch)).isTrue();
        }
        recordedOnce();
    }
}
