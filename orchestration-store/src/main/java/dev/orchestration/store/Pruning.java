package dev.orchestration.store;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Times;
import dev.orchestration.state.journal.OwnerAtWork;
import dev.orchestration.state.journal.StreamEnd;
import dev.orchestration.store.internal.Readers;
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
 * nobody. What is to be removed is looked for on connections that only read, as that may take long.
 */
final class Pruning {
    private static final int CACHED = 100_000;

    /** What a step waited for is kept as long as its execution has not ended: else that would begin it once more. */
    private static final String UNNEEDED = " and ended_at is not null and ended_at < ?2 and not exists"
            + " (select 1 from executions above where above.id = executions.parent and above.ended_at is null)";

    /**
     * How it is done.
     *
     * @param executions how many leave the list at once
     * @param rows how many others are removed at once
     * @param youngFrom an output that was kept since then stays; see {@link OutputFiles#now}
     */
    record Manner(OwnerAtWork owner, int executions, int rows, long youngFrom) {
        /**
         * By an owner who does nothing else.
         *
         * @param since when his ownership began: what is older is nobody's
         */
        static Manner alone(long since) {
            return new Manner(OwnerAtWork.IDLE, 100, 1_000, since);
        }

        /** Beside what the owner records, which waits for each step. */
        static Manner beside(OwnerAtWork owner) {
            return new Manner(owner, 20, 100, OutputFiles.now() - TimeUnit.HOURS.toMicros(1));
        }
    }

    private final OwnedStore store;
    private final SqliteJournal journal;
    private final Readers readers;
    private final Clock clock;
    private final Manner manner;
    private long executions;
    private long commits;
    private long definitions;

    Pruning(OwnedStore store, Clock clock, Manner manner) {
        this.store = store;
        this.journal = store.writer();
        this.readers = store.readers();
        this.clock = clock;
        this.manner = manner;
    }

    /** @param endedBefore microseconds since 1970 */
    Pruned prune(long endedBefore) {
        erase();
        removeExecutions(Times.iso(endedBefore));
        removeDefinitions();
        removeCached();
        removeAnswers(endedBefore);
        LeftFiles files = new LeftFiles(store, manner.owner());
        FileTotal outputs = files.removeOutputs(manner.youngFrom());
        return new Pruned(executions, commits, definitions, outputs, files.removeLogs());
    }

    /** In a transaction of its own, after which the owner has as much time for his. */
    private void step(OwnerTransaction.Work work) {
        long before = clock.nanos();
        journal.between("prune", work);
        manner.owner().rest(clock.nanos() - before);
    }

    private void removeExecutions(String before) {
        List<ExecutionId> ended = readers.read(connection -> ended(connection, before));
        for (int from = 0; from < ended.size(); from += manner.executions()) {
            List<ExecutionId> some = ended.subList(from, Math.min(ended.size(), from + manner.executions()));
            long began = clock.nanos();
            manner.owner().apart(some, free -> journal.between("prune", connection -> mark(connection, free, before)));
            manner.owner().rest(clock.nanos() - began);
            erase();
        }
    }

    private static List<ExecutionId> ended(Connection connection, String before) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select id from executions where true" + UNNEEDED + " order by seq")) {
            query.setString(2, before);
            List<ExecutionId> ids = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    ids.add(new ExecutionId(row.getString(1)));
                }
            }
            return ids;
        }
    }

    /** Asks again whether each has ended: one may have been reopened since. */
    private void mark(Connection connection, List<ExecutionId> ids, String before) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from executions where id = ?1" + UNNEEDED);
                PreparedStatement note = connection.prepareStatement("insert into removals (execution) values (?)");
                PreparedStatement needs = connection.prepareStatement("delete from outputs where execution = ?");
                PreparedStatement key = connection.prepareStatement("delete from requests where execution = ?")) {
            for (ExecutionId id : ids) {
                delete.setString(1, id.value());
                delete.setString(2, before);
                if (delete.executeUpdate() == 1) {
                    for (PreparedStatement each : List.of(note, needs, key)) {
                        each.setString(1, id.value());
                        each.executeUpdate();
                    }
                    executions++;
                }
            }
        }
    }

    /** Removes the rows of everything that is noted, some at a time, then the notes. */
    private void erase() {
        int[] removed = {manner.rows()};
        while (removed[0] == manner.rows()) {
            step(connection -> removed[0] = eraseSome(connection));
            commits += removed[0];
        }
    }

    /** A cross join is SQLite's word for this order: else it reads the whole journal, as it takes the notes for many. */
    private int eraseSome(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int rows = statement.executeUpdate("delete from journal where (execution, commit_no) in"
                    + " (select j.execution, j.commit_no from removals r cross join journal j on j.execution = r.execution"
                    + " limit " + manner.rows() + ")");
            if (rows < manner.rows()) {
                statement.executeUpdate("delete from removals");
            }
            return rows;
        }
    }

    /** Whatever needs one again in the meantime, of those that were not needed, has come since. */
    private void removeDefinitions() {
        long newest = readers.read(connection -> number(connection, "select coalesce(max(seq), 0) from executions"));
        List<String> unneeded = readers.read(connection -> texts(
                connection,
                "select digest from (select digest from definitions union select digest from nodes)"
                        + " where digest not in (select digest from executions)"));
        for (int from = 0; from < unneeded.size(); from += manner.executions()) {
            List<String> some = unneeded.subList(from, Math.min(unneeded.size(), from + manner.executions()));
            step(connection -> removeDefinitions(connection, some, newest));
        }
    }

    private void removeDefinitions(Connection connection, List<String> digests, long newest) throws SQLException {
        String again = " where digest = ?1 and not exists (select 1 from executions where seq > ?2 and digest = ?1)";
        try (PreparedStatement names = connection.prepareStatement("delete from nodes" + again);
                PreparedStatement texts = connection.prepareStatement("delete from definitions" + again)) {
            for (String digest : digests) {
                for (PreparedStatement each : List.of(names, texts)) {
                    each.setString(1, digest);
                    each.setLong(2, newest);
                }
                names.executeUpdate();
                definitions += texts.executeUpdate();
            }
        }
    }

    /** Those that are of no use any more, and of very many the oldest. */
    private void removeCached() {
        long now = clock.micros();
        removeCached("expires < " + now, Long.MAX_VALUE);
        removeCached("true", readers.read(connection -> number(connection, "select count(*) from cache")) - CACHED);
    }

    private void removeCached(String which, long most) {
        int[] removed = {manner.rows()};
        for (long rest = most; rest > 0 && removed[0] == manner.rows(); rest -= removed[0]) {
            long some = Math.min(rest, manner.rows());
            step(connection -> {
                try (Statement statement = connection.createStatement()) {
                    removed[0] = statement.executeUpdate("delete from cache where key in (select key from cache where "
                            + which + " order by at limit " + some + ")");
                }
            });
        }
    }

    /**
     * Not while commands lie there: one may be answered and not yet removed, and would be carried out again. The last commit of
     * the stream tells which number comes next.
     */
    private void removeAnswers(long before) {
        if (!new CommandFolder(store.file().path()).waiting().isEmpty()) {
            return;
        }
        String stream = " where execution = '" + StreamEnd.ENGINE.value() + "'";
        List<String> old = readers.read(connection -> texts(
                connection,
                "select commit_no from journal" + stream
                        + " and json_extract(cast(events as text), '$[#-1].at') < " + before
                        + " and commit_no < (select max(commit_no) from journal" + stream + ")"));
        for (int from = 0; from < old.size(); from += manner.rows()) {
            List<String> some = old.subList(from, Math.min(old.size(), from + manner.rows()));
            String numbers = " commit_no in (" + String.join(", ", some) + ")";
            step(connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.executeUpdate("delete from answers where" + numbers);
                    commits += statement.executeUpdate("delete from journal" + stream + " and" + numbers);
                }
            });
        }
    }

    private static long number(Connection connection, String query) throws SQLException {
        return Long.parseLong(texts(connection, query).get(0));
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (row.next()) {
                texts.add(row.getString(1));
            }
            return texts;
        }
    }
}
