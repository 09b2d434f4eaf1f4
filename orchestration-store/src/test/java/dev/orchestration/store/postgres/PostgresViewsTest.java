package dev.orchestration.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.Records;
import dev.orchestration.store.ViewsTest;
import dev.orchestration.store.internal.ExecutionTable;
import dev.orchestration.store.internal.RecordTable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees in psql: the same as in the file. */
class PostgresViewsTest extends ViewsTest {
    @TempDir
    Path logs;

    private Place place;

    @Override
    protected Store openEmpty() {
        place = Place.empty(logs);
        return place.own();
    }

    @Override
    protected List<String> ask(String sql) throws SQLException {
        return place.ask(sql);
    }

    @Test
    void whatNoTextOfTheDatabaseCanHoldIsShownReplacedAndReadAsItWas() throws Exception {
        String odd = "a\0b \uD800 \\u0000 \uDC00c \uD83D\uDE00";
        Event paused = new Event.ExecutionPaused(Records.T0, odd);
        Event noted = new Event.Noted(Records.T0, "test", "odd", odd);
        record(paused, noted);
        try (Store viewer = place.look()) {
            assertThat(viewer.archive().events(Records.RUN)).endsWith(paused, noted);
            assertThat(viewer.archive().execution(Records.RUN).orElseThrow().reason())
                    .startsWith("a\uFFFDb ");
        }
        assertThat(ask("select json ->> 'reason' from events where type = 'ExecutionPaused'"))
                .containsExactly("a\uFFFDb \uFFFD \\u0000 \uFFFDc \uD83D\uDE00");
    }

    /** A planner that scans small tables is right; so it is asked what it does when it may not. */
    @Override
    @Test
    protected void oneExecutionIsFoundByTheJournalsKey() throws Exception {
        for (String view : List.of("events", "tasks", "attempts", "context_changes")) {
            assertThat(plan("select * from " + view + " where execution = 'x'"))
                    .as(view)
                    .contains("Index Cond: (execution = 'x'::text)");
        }
        assertThat(plan("select * from executions order by created_at desc, seq desc limit 5"))
                .contains("executions_newest")
                .doesNotContain("Sort");
        assertThat(plan("select * from executions where status = 'completed' and workflow = 'x'"
                        + " order by created_at desc, seq desc"))
                .contains("executions_completed")
                .doesNotContain("Sort");
    }

    @Override
    @Test
    protected void whoLooksAtExecutionsReadsNoneThatItDoesNotWant() throws Exception {
        assertThat(plan("select * from executions where workflow = 'x' and ended_at is not null"
                        + " order by created_at desc, seq desc limit 5"))
                .contains("executions_ended")
                .doesNotContain("Sort");
        assertThat(plan(ExecutionTable.COUNT)).contains("Index Only Scan using executions_status", "executions_open");
        assertThat(plan(RecordTable.STAMP.replace("?", "'schedule'")))
                .contains("Index Only Scan using records_changed");
    }

    private String plan(String sql) throws SQLException {
        try (var connection = place.shell();
                var statement = connection.createStatement()) {
            statement.execute("set enable_seqscan = off; set enable_bitmapscan = off");
            return String.join("\n", Records.ask(connection, "explain " + sql));
        }
    }
}
