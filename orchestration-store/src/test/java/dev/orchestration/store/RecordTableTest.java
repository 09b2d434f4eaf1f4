package dev.orchestration.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.event.EventSamples;
import dev.orchestration.state.journal.Store;
import dev.orchestration.state.record.RecordRow;
import dev.orchestration.state.record.Records;
import dev.orchestration.state.record.RecordsContractTest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordTableTest extends RecordsContractTest {
    @TempDir
    Path folder;

    private Store store;

    @Override
    protected Records open() {
        store = dev.orchestration.store.Records.own(folder.resolve("state.db"));
        return store.records();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whoOnlyLooksMayWriteWhileTheOwnerRecordsAndTheRowOutlivesBoth() {
        try (Store viewer = Stores.look(folder.resolve("state.db"))) {
            assertThat(viewer.records().add(Records.SCHEDULE, "nightly", "{}", EventSamples.T0))
                    .isTrue();
        }
        store.close();
        store = dev.orchestration.store.Records.own(folder.resolve("state.db"));
        assertThat(store.records().all(Records.SCHEDULE))
                .extracting(RecordRow::key)
                .containsExactly("nightly");
    }

    @Test
    void theViewsShowWhatIsInTheJson() throws Exception {
        store.records().add(Records.SESSION, "s1", "{\"name\":\"n\",\"status\":\"active\"}", EventSamples.T0);
        store.records().add(Records.SCHEDULE, "k", "{\"workflow\":\"w\",\"every\":\"5m\"}", EventSamples.T0);
        store.records().add(Records.WORKFLOW, "w", "{\"version\":2,\"digest\":\"d\"}", EventSamples.T0);

        assertThat(one("select id || name || status from sessions")).isEqualTo("s1nactive");
        assertThat(one("select name || workflow || rule || paused from schedules"))
                .isEqualTo("kwevery 5m0");
        assertThat(one("select name || version || digest from workflows")).isEqualTo("w2d");
    }

    private String one(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state.db"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
