package dev.orchestration.store;

import dev.orchestration.state.Digests;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.store.internal.Readers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks through a whole store for what is not as it must be. Only reads; an owner may be at work. */
final class Inspection {
    /** Commits of no execution: found by jumping from one id to the next. */
    private static final String STRAYS = "with recursive e(id) as (select min(execution) from journal union all"
            + " select (select min(execution) from journal where execution > e.id) from e where e.id is not null)"
            + " select id from e where id is not null and id <> 'engine' and id not in (select id from executions)"
            + " and id not in (select execution from removals)";

    private final SqliteFile file;
    private final Readers readers;
    private final List<StoreFault> faults = new ArrayList<>();
    private final Set<String> named = new HashSet<>();
    private long executions;
    private long commits;

    Inspection(SqliteFile file, Readers readers) {
        this.file = file;
        this.readers = readers;
    }

    Inspected inspect() {
        ask("file", connection -> each(connection, "pragma integrity_check", this::pages));
        ask(
                "file",
                connection -> each(
                        connection,
                        STRAYS,
                        id -> fault("execution " + id, "has commits, but is in no list of executions")));
        ask("file", this::definitions);
        ask(
                "file",
                connection -> each(
                        connection,
                        "select execution from requests where execution not in (select id from executions)",
                        id -> fault("execution " + id, "has a request key, but is in no list of executions")));
        ask("file", connection -> each(connection, "select id from executions order by seq", this::execution));
        ask("file", connection -> each(connection, "select distinct digest from outputs", this::output));
        return new Inspected(executions, commits, unused(), List.copyOf(faults));
    }

    private void pages(String answer) {
        if (!answer.equals("ok")) {
            fault("file", answer);
        }
    }

    private void definitions(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select digest, json from definitions")) {
            while (row.next()) {
                String digest = row.getString(1);
                if (!Digests.sha256(row.getString(2)).equals(digest)) {
                    fault("definition " + digest, "its text is not what its digest says");
                }
            }
        }
        each(
                connection,
                "select distinct digest from executions where digest not in (select digest from definitions)",
                digest -> fault("definition " + digest, "is missing, although executions are pinned to it"));
    }

    private void execution(String id) {
        ask("execution " + id, connection -> {
            ExecutionInspection inspected = new ExecutionInspection(connection, file.outputs(), id);
            executions += inspected.inspect() ? 1 : 0;
            commits += inspected.commits();
            inspected.faults().forEach(message -> fault("execution " + id, message));
        });
    }

    private void output(String digest) {
        named.add(digest);
        try {
            new LargeOutput(digest, 0, file.outputs()).text();
        } catch (OrchestrationException e) {
            ask(
                    "file",
                    connection -> each(
                            connection, // unless it is needed no more and was removed
                            "select distinct digest from outputs where digest = '" + digest + "'",
                            needed -> fault("output " + needed, String.valueOf(e.getMessage()))));
        }
    }

    private FileTotal unused() {
        FileTotal unused = FileTotal.NONE;
        for (Path path : new FileTree(file.outputs().folder()).children()) {
            if (!named.contains(String.valueOf(OutputFiles.digest(path)))) {
                try {
                    unused = unused.plus(Files.size(path));
                } catch (IOException e) {
                    // Somebody has removed it meanwhile.
                }
            }
        }
        return unused;
    }

    private interface Question {
        void on(Connection connection) throws SQLException;
    }

    /** A page that cannot be read is one fault; what lies elsewhere is looked at all the same. */
    private void ask(String place, Question question) {
        try {
            readers.read(connection -> {
                question.on(connection);
                return true;
            });
        } catch (OrchestrationException e) {
            fault(place, String.valueOf(e.getMessage()));
        }
    }

    private interface Texts {
        void take(String text);
    }

    private static void each(Connection connection, String sql, Texts texts) throws SQLException {
        List<String> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                all.add(row.getString(1));
            }
        }
        all.forEach(texts::take);
    }

    private void fault(String place, String message) {
        faults.add(new StoreFault(place, message));
    }
}
