package dev.orchestration.store;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.store.internal.ExecutionTable;
import dev.orchestration.store.internal.JournalPages;
import dev.orchestration.store.internal.RequestTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds the commits of one execution against its row, at one moment. */
final class ExecutionInspection {
    private final Connection connection;
    private final JournalPages pages;
    private final ExecutionId id;
    private final List<String> faults = new ArrayList<>();
    private final Set<String> outputs = new HashSet<>();
    private @Nullable ExecutionRow folded;
    private long commits;
    private long events;

    ExecutionInspection(Connection connection, OutputFiles files, String id) {
        this.connection = connection;
        this.pages = new JournalPages(files);
        this.id = new ExecutionId(id);
    }

    List<String> faults() {
        return faults;
    }

    long commits() {
        return commits;
    }

    /** In one transaction, as an owner may be at work. Says false if the execution was removed meanwhile. */
    boolean inspect() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("begin");
            try {
                if (!isListed()) {
                    return false;
                }
                commitsInOrder();
                row();
                outputsNoted();
            } catch (OrchestrationException e) {
                faults.add(String.valueOf(e.getMessage()));
            } finally {
                statement.execute("rollback");
            }
        }
        return true;
    }

    private boolean isListed() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select 1 from executions where id = ?")) {
            query.setString(1, id.value());
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    private void commitsInOrder() throws SQLException {
        long last = JournalPages.lastCommit(connection, id);
        long after = 0;
        while (after < last) {
            List<Commit> page = pages.page(connection, id, after, last);
            for (Commit commit : page) {
                commit(commit);
                key(commit);
            }
            after = page.get(page.size() - 1).number();
        }
        if (last == 0) {
            faults.add("is in the list of executions, but has no commits");
        }
    }

    private void key(Commit commit) throws SQLException {
        String key = commit.requestKey();
        if (key != null && !RequestTable.find(connection, key).equals(Optional.of(id))) {
            faults.add("was asked for under the request key " + Quoted.of(key) + ", which is not noted as its own");
        }
    }

    private void commit(Commit commit) {
        if (commit.number() != commits + 1) {
            faults.add("the commits from " + (commits + 1) + " to " + (commit.number() - 1) + " are missing");
            commits = commit.number() - 1;
            events = commit.firstSeq() - 1;
        }
        if (commit.firstSeq() != events + 1) {
            faults.add("commit " + commit.number() + " begins with event " + commit.firstSeq() + " instead of "
                    + (events + 1));
        }
        commits = commit.number();
        events = commit.firstSeq() - 1 + commit.events().size();
        folded = ExecutionRow.fold(id, folded, commit.events());
        for (Event event : commit.events()) {
            LargeOutput large = event.largeOutput();
            if (large != null) {
                outputs.add(large.digest());
            }
        }
    }

    private void row() throws SQLException {
        ExecutionRow row = ExecutionTable.find(connection, id).orElse(null);
        if (row != null && commits > 0 && !row.equals(folded)) {
            faults.add("is listed as " + row + ", but its events say " + folded);
        }
    }

    private void outputsNoted() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select digest from outputs where execution = ?")) {
            query.setString(1, id.value());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    outputs.remove(row.getString(1));
                }
            }
        }
        outputs.forEach(digest -> faults.add("needs the output " + digest + ", which is not noted as needed"));
    }
}
