package dev.orchestration.store;

import static dev.orchestration.store.Records.RUN;
import static dev.orchestration.store.Records.ask;
import static dev.orchestration.store.Records.commit;
import static dev.orchestration.store.Records.own;
import static dev.orchestration.store.Records.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Batch;
import dev.orchestration.state.journal.Store;
import dev.orchestration.state.journal.StoredDefinition;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An owner whose epoch is no longer the newest records nothing, whatever the shape of its batch. */
class FencingTest {
    @TempDir
    Path folder;

    private Path file;
    private Store store;

    @BeforeEach
    void ownThenLoseTheStore() throws Exception {
        file = folder.resolve("state.db");
        store = own(file);
        store.journal().append(Records.created(RUN));
        Records.change(file, "insert into owner select epoch + 1, 'x', 'h', 'b', 1, 1, since, null from owner");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aSingleStepIsFenced() throws Exception {
        assertFenced(commit(RUN, 2, 2, started(0)));
    }

    @Test
    void aChangeOfTheExecutionIsFenced() throws Exception {
        assertFenced(commit(RUN, 2, 2, new Event.ExecutionStarted(5)));
    }

    @Test
    void aNewExecutionIsFenced() throws Exception {
        assertFenced(Records.created(new ExecutionId("run2")));
    }

    @Test
    void aDefinitionAloneIsFenced() throws Exception {
        assertFenced(new Batch(List.of(), List.of(new StoredDefinition("sha256:2", "w", "{}", List.of()))));
    }

    @Test
    void aFencedOwnerStaysFenced() throws Exception {
        assertFenced(commit(RUN, 2, 2, started(0)));
        assertFenced(commit(RUN, 2, 2, started(0)));
    }

    @Test
    void closingAfterwardsDoesNotTouchTheOwners() throws Exception {
        List<String> before = ask(file, "select * from owner");
        store.close();
        assertThat(ask(file, "select * from owner")).isEqualTo(before);
    }

    private void assertFenced(Batch batch) throws Exception {
        List<String> before = everything();
        assertThatThrownBy(() -> store.journal().append(batch))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_FENCED))
                .hasMessageContaining("taken over");
        assertThat(everything()).isEqualTo(before);
    }

    private List<String> everything() throws Exception {
        return List.of(
                ask(file, "select * from journal").toString(),
                ask(file, "select * from executions").toString(),
                ask(file, "select * from definitions").toString());
    }
}
