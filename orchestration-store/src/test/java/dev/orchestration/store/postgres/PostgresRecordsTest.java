package dev.orchestration.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.event.EventSamples;
import dev.orchestration.state.journal.Store;
import dev.orchestration.state.record.RecordRow;
import dev.orchestration.state.record.Records;
import dev.orchestration.state.record.RecordsContractTest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The rows beside executions in a table of a real server. */
@Timeout(120)
class PostgresRecordsTest extends RecordsContractTest {
    @TempDir
    Path folder;

    private Store owner;
    private Store viewer;

    @Override
    protected Records open() {
        Place place = Place.empty(folder);
        owner = place.own();
        viewer = place.look();
        return viewer.records();
    }

    @AfterEach
    void close() {
        viewer.close();
        owner.close();
    }

    @Test
    void whatAViewerWritesTheOwnerSees() {
        viewer.records().add(Records.SCHEDULE, "nightly", "{}", EventSamples.T0);

        assertThat(owner.records().all(Records.SCHEDULE))
                .extracting(RecordRow::key)
                .containsExactly("nightly");
        assertThat(owner.records().revision()).isEqualTo(1);
    }
}
