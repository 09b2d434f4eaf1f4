package dev.orchestration.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real errors of a real database, and what a person is told. */
class SqlFaultTest {
    @TempDir
    Path folder;

    @Test
    void aFullDisk() throws Exception {
        // A database that may not grow answers as one on a full disk does.
        assertTold("pragma max_page_count = 1", "create table b (x)", "disk is full");
    }

    @Test
    void aFileThatMayNotBeWritten() throws Exception {
        assertTold("pragma query_only = on", "insert into a values (1)", "read-only");
    }

    @Test
    void aLockThatSomebodyElseHolds() throws Exception {
        try (Connection other = Records.shell(file());
                Statement statement = other.createStatement()) {
            statement.executeUpdate("create table a (x)");
            statement.executeUpdate("begin immediate");
            assertTold("pragma busy_timeout = 0", "insert into a values (1)", "keeps the database locked");
        }
    }

    @Test
    void anythingElseInTheWordsOfTheDatabase() throws Exception {
        assertTold("pragma user_version", "select * from absent", "no such table: absent");
    }

    private void assertTold(String before, String failing, String words) throws SQLException {
        try (Connection connection = Records.shell(file());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("create table if not exists a (x)");
            statement.execute(before);
            SQLException cause = catchThrowableOfType(SQLException.class, () -> statement.executeUpdate(failing));
            OrchestrationException fault = SqlFault.of(file(), "record in", cause);
            assertThat(fault.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
            assertThat(fault)
                    .hasMessageContaining("cannot record in the store " + file())
                    .hasMessageContaining(words)
                    .hasCause(cause);
        }
    }

    private Path file() {
        return folder.resolve("state.db");
    }
}
