package dev.orchestration.store;

import static dev.orchestration.store.Records.RUN;
import static dev.orchestration.store.Records.T0;
import static dev.orchestration.store.Records.own;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ContextWrite;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.EventSamples;
import dev.orchestration.state.event.Next;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.internal.ExecutionTable;
import dev.orchestration.store.internal.RecordTable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a person sees who opens the store with a database shell. Nodes: 0 list, 1 count, 2 merge, 3 report. Each kind of
 * database has one subclass or is the one tested here.
 */
public class ViewsTest {
    private static final String TASK =
            "select step, n, status, attempts, started_at, ended_at from tasks order by 1, 2";

    @TempDir
    Path folder;

    private Path file;
    private Store store;
    private long commits;
    private long events;

    /** A new, empty store, opened as owner. */
    protected Store openEmpty() {
        file = folder.resolve("state.db");
        return own(file);
    }

    /** What the database answers to plain SQL: a text a row, cells joined by a bar. */
    protected List<String> ask(String sql) throws SQLException {
        return Records.ask(file, sql);
    }

    @BeforeEach
    void open() {
        store = openEmpty();
        store.journal().append(Records.created(RUN));
        commits = 1;
        events = 1;
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void anExecutionIsListedWithItsTimes() throws Exception {
        record(new Event.ExecutionStarted(T0 + 1), new Event.ExecutionPaused(T0 + 2, "interrupted"));
        assertThat(ask("select id, workflow, status, reason, session, directory, created_at, started_at, ended_at"
                        + " from executions"))
                .containsExactly("run1|census|paused|interrupted|nightly|/data|2026-01-01T00:00:00.000000Z"
                        + "|2026-01-01T00:00:00.000001Z|");
    }

    @Test
    void aTaskGoesFromRunningOverWaitingToCompleted() throws Exception {
        record(attempt(1, 1, 0));
        assertThat(ask(TASK)).containsExactly("count|1|running|1|2026-01-01T00:00:00.000000Z|");
        record(failed(1, 1, 1_500, Next.RETRY));
        assertThat(ask(TASK)).containsExactly("count|1|waiting|1|2026-01-01T00:00:00.000000Z|");
        record(new Event.WaitEnded(T0 + 2_000, Activation.first(1), Event.WaitEnded.RETRY, null));
        assertThat(ask(TASK)).containsExactly("count|1|ready|1|2026-01-01T00:00:00.000000Z|");
        record(attempt(1, 2, 2_000), completed(1, 2, 3_000, Map.of("rows", 7), List.of()));
        assertThat(ask(TASK))
                .containsExactly("count|1|completed|2|2026-01-01T00:00:00.000000Z|2026-01-01T00:00:00.003000Z");
        assertThat(ask("select output, error from tasks")).containsExactly("{\"rows\":7}|");
    }

    @Test
    void theEndsOfTasksAreToldApart() throws Exception {
        record(new Event.Skipped(T0, Activation.first(0), "run_if is false"));
        record(attempt(1, 1, 0), failed(1, 1, 10, Next.FAILED));
        record(attempt(2, 1, 0), failed(2, 1, 10, Next.RERUN));
        record(new Event.WaitOpened(T0, Activation.first(3), "timer", T0 + 9));
        assertThat(ask("select step, status, attempts, error from tasks order by node"))
                .containsExactly(
                        "list|skipped|0|",
                        "count|failed|1|exit code 3",
                        "merge|ready|1|exit code 3",
                        "report|waiting|0|");
        record(new Event.WaitEnded(T0 + 9, Activation.first(3), Event.WaitEnded.DUE, null));
        assertThat(ask("select status, started_at, ended_at from tasks where step = 'report'"))
                .containsExactly("completed|2026-01-01T00:00:00.000000Z|2026-01-01T00:00:00.000009Z");
    }

    @Test
    void cancellingEndsWhatWaitsButNotWhatRunsOrIsDone() throws Exception {
        record(attempt(0, 1, 0), completed(0, 1, 5, "ok", List.of()));
        record(attempt(1, 1, 0), failed(1, 1, 10, Next.RETRY), attempt(2, 1, 0));
        record(new Event.CancelRequested(T0 + 20, CancelScope.EXECUTION, null, "me", "enough"));
        assertThat(ask("select step, status, ended_at from tasks order by node"))
                .containsExactly(
                        "list|completed|2026-01-01T00:00:00.000005Z",
                        "count|cancelled|2026-01-01T00:00:00.000020Z",
                        "merge|running|");
    }

    @Test
    void cancellingOneStepLeavesTheOthersAlone() throws Exception {
        record(new Event.WaitOpened(T0, Activation.first(0), "timer", null));
        record(new Event.WaitOpened(T0, Activation.first(1), "timer", null));
        record(new Event.CancelRequested(T0 + 20, CancelScope.STEP, 1, "me", ""));
        assertThat(ask("select step, status from tasks order by node"))
                .containsExactly("list|waiting", "count|cancelled");
    }

    @Test
    void aRetryByHandIsAnActivationOfItsOwn() throws Exception {
        record(attempt(1, 1, 0), failed(1, 1, 10, Next.FAILED));
        record(new Event.CancelRequested(
                T0 + 11, CancelScope.UNSTARTED, null, Event.CancelRequested.BY_ON_FAILURE, ""));
        record(new Event.ExecutionReopened(T0 + 20, 2, "me", List.of(1)));
        record(new Event.Activated(T0 + 21, new Activation(1, Activation.NO_ITEM, 2), "run_if"));
        record(new Event.Activated(T0 + 21, new Activation(1, 4, 2), "run_if"));
        assertThat(ask("select step, item, n, status from tasks order by n, item nulls first"))
                .containsExactly("count||1|failed", "count||2|ready", "count|4|2|ready");
    }

    @Test
    void aTaskThatWasSubmittedAloneHasItsName() throws Exception {
        record(new Event.TaskSubmitted(T0, 4, "mail-1", Map.of("module", "mail"), List.of()), attempt(4, 1, 0));
        assertThat(ask("select step, status from tasks")).containsExactly("mail-1|running");
        assertThat(ask("select type, step from events where step = 'mail-1'"))
                .containsExactly("TaskSubmitted|mail-1", "AttemptStarted|mail-1");
    }

    @Test
    void everyAttemptHasARow() throws Exception {
        record(attempt(1, 1, 0), new Event.AttemptNoted(T0, Activation.first(1), 1, 77, 88, "run1/count-1.log"));
        record(failed(1, 1, 1_500, Next.RETRY), attempt(1, 2, 2_000));
        assertThat(ask("select step, n, attempt, outcome, started_at, ended_at, duration_ms, error_type, error_kind,"
                        + " error, output, log from attempts order by attempt"))
                .containsExactly(
                        "count|1|1|failed|2026-01-01T00:00:00.000000Z|2026-01-01T00:00:00.001500Z|1.5|ProcessFailed"
                                + "|external|exit code 3||run1/count-1.log",
                        "count|1|2||2026-01-01T00:00:00.002000Z|||||||");
    }

    @Test
    void everyEventHasItsNumberTimeAndStep() throws Exception {
        record(attempt(2, 1, 7), new Event.Noted(T0 + 8, "budget", "spent", 3L));
        assertThat(ask("select seq, at, type, step from events where execution = 'run1' order by seq"))
                .containsExactly(
                        "1|2026-01-01T00:00:00.000000Z|ExecutionCreated|",
                        "2|2026-01-01T00:00:00.000007Z|AttemptStarted|merge",
                        "3|2026-01-01T00:00:00.000008Z|Noted|");
        assertThat(ask("select json ->> 'kind' from events where seq = 3")).containsExactly("spent");
        assertThat(ask("select type from events where execution = 'engine'")).containsExactly("OwnerTaken");
    }

    @Test
    void everyWriteToTheContextHasARow() throws Exception {
        List<ContextWrite> writes = List.of(
                new ContextWrite("rows", new JsonValue(7L)),
                new ContextWrite("name", new JsonValue("a \"b\"")),
                new ContextWrite("nothing", new JsonValue(null)),
                new ContextWrite("old", null));
        record(attempt(1, 1, 0), completed(1, 1, 10, null, writes));
        record(new Event.ContextChanged(T0 + 20, List.of(new ContextWrite("day", new JsonValue(List.of(1L)))), "me"));
        assertThat(ask("select at, who, key, value from context_changes"))
                .containsExactly(
                        "2026-01-01T00:00:00.000010Z|count|rows|7",
                        "2026-01-01T00:00:00.000010Z|count|name|\"a \\\"b\\\"\"",
                        "2026-01-01T00:00:00.000010Z|count|nothing|null",
                        "2026-01-01T00:00:00.000010Z|count|old|",
                        "2026-01-01T00:00:00.000020Z|me|day|[1]");
    }

    @Test
    void theViewsReadEveryEventThereIs() throws Exception {
        record(EventSamples.every().toArray(Event[]::new));
        assertThat(ask("select count(*) from events where execution = 'run1'"))
                .containsExactly(String.valueOf(1 + EventSamples.every().size()));
        for (String view : List.of("events", "tasks", "attempts", "context_changes")) {
            assertThat(ask("select * from " + view)).as(view).isNotEmpty();
        }
    }

    @Test
    protected void oneExecutionIsFoundByTheJournalsKey() throws Exception {
        for (String view : List.of("events", "tasks", "attempts", "context_changes")) {
            assertThat(ask("explain query plan select * from " + view + " where execution = 'x'"))
                    .as(view)
                    .anyMatch(line -> line.contains("SEARCH j USING PRIMARY KEY (execution=?)"));
        }
        assertThat(ask("explain query plan select * from executions order by created_at desc, seq desc limit 5"))
                .singleElement()
                .asString()
                .contains("executions_newest");
        assertThat(ask("explain query plan select * from executions where status = 'completed' and workflow = 'x'"))
                .anyMatch(line -> line.contains("executions_completed (workflow=?)"));
    }

    @Test
    protected void whoLooksAtExecutionsReadsNoneThatItDoesNotWant() throws Exception {
        assertThat(ask("explain query plan select * from executions where workflow = 'x' and ended_at is not null"
                        + " order by created_at desc, seq desc limit 5"))
                .singleElement()
                .asString()
                .contains("executions_ended (workflow=?)");
        assertThat(ask("explain query plan " + ExecutionTable.COUNT))
                .filteredOn(line -> line.contains("executions"))
                .hasSize(2)
                .anyMatch(line -> line.contains("COVERING INDEX executions_status"))
                .anyMatch(line -> line.contains("executions_open"));
        assertThat(ask("explain query plan " + RecordTable.STAMP.replace("?", "'schedule'")))
                .singleElement()
                .asString()
                .contains("COVERING INDEX records_changed (kind=?)");
    }

    protected final void record(Event... facts) {
        store.journal().append(Records.commit(RUN, commits + 1, events + 1, facts));
        commits++;
        events += facts.length;
    }

    private static Event attempt(int node, int attempt, long after) {
        return new Event.AttemptStarted(T0 + after, Activation.first(node), attempt, null);
    }

    private static Event failed(int node, int attempt, long after, Next next) {
        Failure failure = new Failure("ProcessFailed", "exit code 3", ErrorKind.EXTERNAL);
        return ended(node, attempt, after, Outcome.FAILED, null, List.of(), failure, next);
    }

    private static Event completed(
            int node, int attempt, long after, @Nullable Object output, List<ContextWrite> writes) {
        return ended(node, attempt, after, Outcome.COMPLETED, output, writes, null, Next.COMPLETED);
    }

    private static Event ended(
            int node,
            int attempt,
            long after,
            Outcome outcome,
            @Nullable Object output,
            List<ContextWrite> writes,
            @Nullable Failure failure,
            Next next) {
        return new Event.AttemptEnded(
                T0 + after,
                Activation.first(node),
                attempt,
                outcome,
                T0,
                T0 + after,
                output,
                writes,
                failure,
                null,
                next,
                null);
    }
}
