package dev.orchestration.store;

import static dev.orchestration.store.Records.RUN;
import static dev.orchestration.store.Records.commit;
import static dev.orchestration.store.Records.started;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.Clock;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.journal.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The write-ahead log is used again from its beginning, however long somebody reads. */
class LongReaderTest {
    private static final int COMMITS = 10_000;
    private static final long SMALL = 6 << 20;
    private static final long LARGE = 20 << 20;

    @TempDir
    Path folder;

    private Store store;
    private long last = 1;

    @BeforeEach
    void open() {
        store = Stores.own(folder.resolve("state.db"), Durability.FAST, Clock.system(), IdSource.random());
        store.journal().append(Records.created(RUN));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void commitMany(int count) {
        for (int i = 0; i < count; i++) {
            last++;
            store.journal().append(commit(RUN, last, last, started(0)));
        }
    }

    private long logBytes() throws IOException {
        return Files.size(folder.resolve("state.db-wal"));
    }

    @Test
    void aReplayThatTakesItsTimeHoldsNothingUp() throws Exception {
        commitMany(3);
        store.archive().replay(RUN, commit -> commitMany(COMMITS / 4));
        assertThat(last).isGreaterThan(COMMITS);
        assertThat(logBytes()).isLessThan(SMALL);
    }

    /** A person with a database shell and an open transaction: nobody can help that, but it is over when it is over. */
    @Test
    void theLogIsCutWhenAForeignReaderHasGone() throws Exception {
        try (Connection shell = Records.shell(folder.resolve("state.db"));
                Statement statement = shell.createStatement()) {
            statement.execute("begin");
            try (ResultSet row = statement.executeQuery("select count(*) from journal")) {
                assertThat(row.next()).isTrue();
            }
            commitMany(COMMITS);
            assertThat(logBytes()).isGreaterThan(LARGE);
            statement.execute("rollback");
        }
        commitMany(2_000);
        assertThat(logBytes()).isLessThanOrEqualTo(16 << 20);
    }
}
