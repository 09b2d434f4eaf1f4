package dev.orchestration.store.internal;

import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.state.journal.StoredDefinition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The tables that few steps write: executions and their request keys, definitions, the names of tasks, who needs which large
 * output, which command is answered where. Everything happens within the caller's transaction. Guarded by the journal that has it.
 */
public final class RareTables {
    private final Connection connection;
    private final LiveExecutions live;
    private final UnaryOperator<String> text;
    private final PreparedStatement upsert;
    private final TaskNames taskNames;
    private final OutputTable outputs;
    private final RequestTable requests;
    private final AnswerTable answers;
    private final CacheTable cache;

    /** @param text makes of a text what a column of the database can hold */
    public RareTables(Connection connection, LiveExecutions live, OutputKeeper keeper, UnaryOperator<String> text)
            throws SQLException {
        this.connection = connection;
        this.live = live;
        this.text = text;
        this.upsert = connection.prepareStatement(ExecutionTable.UPSERT);
        this.taskNames = new TaskNames(connection, text);
        this.outputs = new OutputTable(connection, keeper);
        this.requests = new RequestTable(connection);
        this.answers = new AnswerTable(connection);
        this.cache = new CacheTable(connection);
    }

    /**
     * The commits as they are written, worked out before the transaction begins.
     *
     * @throws dev.orchestration.state.OrchestrationException as {@link LiveExecutions#changedBy}, and ({@code
     *     STORE_UNAVAILABLE}) if a request key is that of another execution
     */
    public List<Entry> prepare(List<Commit> commits) throws SQLException {
        List<Entry> entries = Entry.prepare(commits, live, outputs);
        requests.requireNew(commits);
        return entries;
    }

    public void write(List<Entry> entries, List<StoredDefinition> definitions) throws SQLException {
        upsertExecutions(entries);
        insertNames(entries);
        for (StoredDefinition definition : definitions) {
            DefinitionTable.insert(connection, definition, text);
        }
    }

    private void upsertExecutions(List<Entry> entries) throws SQLException {
        boolean any = false;
        for (Entry entry : entries) {
            ExecutionRow changed = entry.changed();
            if (changed != null) {
                ExecutionTable.bind(upsert, changed, text);
                upsert.addBatch();
                any = true;
            }
        }
        if (any) {
            upsert.executeBatch();
        }
    }

    private void insertNames(List<Entry> entries) throws SQLException {
        for (Entry entry : entries) {
            ExecutionRow row = entry.tasks().isEmpty() ? null : live.after(entry.commit(), entry.changed());
            if (row != null) {
                taskNames.insert(row.digest(), entry.tasks());
            }
            outputs.insert(entry.commit().execution(), entry.outputs());
            requests.insert(entry.commit());
            answers.insert(entry.commit(), entry.answered());
            cache.insert(entry.cached());
        }
    }

    public void close() {
        Connections.closeQuietly(upsert);
        taskNames.close();
        outputs.close();
        requests.close();
        answers.close();
        cache.close();
    }
}
