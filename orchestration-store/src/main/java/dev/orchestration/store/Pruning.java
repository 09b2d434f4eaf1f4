package dev.orchestration.store;

import dev.orchestration.state.Times;
import dev.orchestration.state.journal.StreamEnd;
import dev.orchestration.store.internal.Readers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Removes executions that ended long ago, and what nobody needs any more. Each transaction is small, so that batches of an
 * owner that works come between. An execution leaves the list of executions first, and is noted as one that is being
 * removed; whatever stops the work then, the next pruning goes on with it. Files go last: what a crash leaves is named by
 * nobody.
 */
final class Pruning {
    private static final int EXECUTIONS = 100;
    private static final int ROWS = 1_000;
    private static final int CACHED = 100_000;
    private static final String OLD_OF_ENGINE = "select commit_no from journal where execution = ?1"
            + " and json_extract(cast(events as text), '$[#-1].at') < ?2"
            + " and commit_no < (select max(commit_no) from journal where execution = ?1) order by commit_no limit "
            + ROWS;

    /** What a step waited for is kept as long as its execution has not ended: else that would begin it once more. */
    private static final String UNNEEDED =
            " and (parent is null or parent not in (select id from executions where ended_at is null))";

    private final SqliteFile file;
    private final SqliteJournal journal;
    private final Readers readers;
    private final long since;
    private long executions;
    private long commits;
    private long definitions;
    private FileTotal outputs = FileTotal.NONE;
    private long logs;

    /**
     * @param since when this ownership began, in microseconds since 1970: a younger file that nobody names may be that of an
     *     event about to be recorded
     */
    Pruning(SqliteFile file, SqliteJournal journal, Readers readers, long since) {
        this.file = file;
        this.journal = journal;
        this.readers = readers;
        this.since = since;
    }

    /** @param endedBefore microseconds since 1970 */
    Pruned prune(long endedBefore) {
        String before = Times.iso(endedBefore);
        erase();
        List<String> ended = readers.read(connection -> ended(connection, before));
        for (int from = 0; from < ended.size(); from += EXECUTIONS) {
            List<String> some = ended.subList(from, Math.min(ended.size(), from + EXECUTIONS));
            journal.between("prune", connection -> mark(connection, some, before));
            erase();
        }
        journal.between("prune", this::removeDefinitions);
        journal.between("prune", this::removeCached);
        removeAnswers(endedBefore);
        removeOutputs();
        removeLogs();
        return new Pruned(executions, commits, definitions, outputs, logs);
    }

    private static List<String> ended(Connection connection, String before) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select id from executions where ended_at is not null and ended_at < ?" + UNNEEDED + " order by seq")) {
            query.setString(1, before);
            List<String> ids = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getString(1));
                }
            }
            return ids;
        }
    }

    /** Asks again whether each has ended: one may have been reopened since. */
    private void mark(Connection connection, List<String> ids, String before) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                        "delete from executions where id = ? and ended_at is not null and ended_at < ?" + UNNEEDED);
                PreparedStatement note = connection.prepareStatement("insert into removals (execution) values (?)");
                PreparedStatement needs = connection.prepareStatement("delete from outputs where execution = ?");
                PreparedStatement key = connection.prepareStatement("delete from requests where execution = ?")) {
            for (String id : ids) {
                delete.setString(1, id);
                delete.setString(2, before);
                if (delete.executeUpdate() == 1) {
                    note.setString(1, id);
                    note.executeUpdate();
                    needs.setString(1, id);
                    needs.executeUpdate();
                    key.setString(1, id);
                    key.executeUpdate();
                    executions++;
                }
            }
        }
    }

    /** Removes the rows of everything that is noted, some at a time, then the notes. */
    private void erase() {
        long[] removed = {ROWS};
        while (removed[0] == ROWS) {
            journal.between("prune", connection -> removed[0] = eraseSome(connection));
            commits += removed[0];
        }
    }

    private static int eraseSome(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int rows = statement.executeUpdate("delete from journal where (execution, commit_no) in"
                    + " (select j.execution, j.commit_no from removals r join journal j on j.execution = r.execution"
                    + " limit " + ROWS + ")");
            if (rows < ROWS) {
                statement.executeUpdate("delete from removals");
            }
            return rows;
        }
    }

    /** In one transaction with the question which are needed, as the next execution may need one again. */
    private void removeDefinitions(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            definitions = statement.executeUpdate(
                    "delete from definitions where digest not in (select digest from executions)");
            statement.executeUpdate("delete from nodes where digest not in (select digest from executions)");
        }
    }

    /** Those that are of no use any more, and of very many the oldest. */
    private void removeCached(Connection connection) throws SQLException {
        try (PreparedStatement expired = connection.prepareStatement("delete from cache where expires < ?");
                PreparedStatement surplus = connection.prepareStatement(
                        "delete from cache where key in (select key from cache order by at desc limit -1 offset ?)")) {
            expired.setLong(1, since);
            expired.executeUpdate();
            surplus.setInt(1, CACHED);
            surplus.executeUpdate();
        }
    }

    /** Not while commands lie there: one may be answered and not yet removed, and would be carried out again. */
    private void removeAnswers(long before) {
        if (new CommandFolder(file.path()).waiting().isEmpty()) {
            long[] removed = {ROWS};
            while (removed[0] == ROWS) {
                journal.between("prune", connection -> removed[0] = removeAnswers(connection, before));
                commits += removed[0];
            }
        }
    }

    /** The last commit of the stream tells which number comes next. */
    private static int removeAnswers(Connection connection, long before) throws SQLException {
        try (PreparedStatement answers =
                        connection.prepareStatement("delete from answers where commit_no in (" + OLD_OF_ENGINE + ")");
                PreparedStatement rows = connection.prepareStatement(
                        "delete from journal where execution = ?1 and commit_no in (" + OLD_OF_ENGINE + ")")) {
            for (PreparedStatement each : List.of(answers, rows)) {
                each.setString(1, StreamEnd.ENGINE.value());
                each.setLong(2, before);
            }
            answers.executeUpdate();
            return rows.executeUpdate();
        }
    }

    private void removeOutputs() {
        for (Path path : new FileTree(file.outputs().folder()).children()) {
            String digest = OutputFiles.digest(path);
            boolean ours = digest != null || path.toString().endsWith(DurableFile.UNFINISHED);
            if (ours && isOld(path) && (digest == null || !isNeeded(digest))) {
                remove(path);
            }
        }
    }

    private void removeLogs() {
        for (Path folder : new FileTree(file.logs()).children()) {
            if (!isNeeded("executions where id = ?", folder.getFileName().toString())) {
                new FileTree(folder).delete();
                logs++;
            }
        }
    }

    private boolean isNeeded(String digest) {
        return isNeeded("outputs where digest = ?", digest) || isNeeded("cache where digest = ?", digest);
    }

    private boolean isNeeded(String where, String name) {
        return readers.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("select 1 from " + where)) {
                query.setString(1, name);
                try (ResultSet row = query.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    private boolean isOld(Path path) {
        try {
            return Files.getLastModifiedTime(path).to(TimeUnit.MICROSECONDS) < since;
        } catch (IOException e) {
            return false;
        }
    }

    /** One that cannot be removed is found again by the next pruning. */
    private void remove(Path path) {
        try {
            long bytes = Files.size(path);
            Files.delete(path);
            outputs = outputs.plus(bytes);
        } catch (IOException e) {
            return;
        }
    }
}
