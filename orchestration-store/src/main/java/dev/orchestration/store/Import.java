package dev.orchestration.store;

import dev.orchestration.state.Digests;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Json;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.RequestKey;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.EventCodec;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.state.journal.StoredDefinition;
import dev.orchestration.store.internal.DefinitionTable;
import dev.orchestration.store.internal.ExecutionTable;
import dev.orchestration.store.internal.JournalPages;
import dev.orchestration.store.internal.OutputTable;
import dev.orchestration.store.internal.RequestTable;
import dev.orchestration.store.internal.TaskNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what {@link Export} wrote, within the caller's transaction. The file may come from anywhere: every event must be
 * one that this version knows, every text must be what its digest says, and a name that becomes a path must stay in its
 * folder.
 */
final class Import {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");

    private final ExportLines lines;
    private final OutputFiles files;
    private final Connection connection;
    private final long epoch;
    private final PreparedStatement insert;
    private final PreparedStatement upsert;
    private final TaskNames names;
    private final OutputTable needed;
    private final RequestTable requests;
    private final Set<String> kept = new HashSet<>();
    private @Nullable ExecutionId id;
    private @Nullable ExecutionRow row;
    private long number;
    private long seq;
    private long executions;
    private long commits;
    private boolean ended;

    /** @param epoch of the owner who imports: the commits are its own from now on */
    Import(ExportLines lines, OutputFiles files, Connection connection, long epoch) throws SQLException {
        this.lines = lines;
        this.files = files;
        this.connection = connection;
        this.epoch = epoch;
        this.insert = connection.prepareStatement(
                "insert into journal (execution, commit_no, first_seq, epoch, events) values (?, ?, ?, ?, ?)");
        this.upsert = connection.prepareStatement(ExecutionTable.UPSERT);
        this.names = new TaskNames(connection, UnaryOperator.identity());
        this.needed = new OutputTable(connection, files);
        this.requests = new RequestTable(connection);
    }

    Transferred read() throws SQLException {
        try {
            boolean head =
                    lines.next() && Export.HEAD.equals(java.util.Collections.singletonMap(lines.key(), lines.value()));
            if (!head) {
                throw lines.fault(
                        "is not the head of an export that this version can read (" + Json.write(Export.HEAD) + ")");
            }
            while (lines.next()) {
                line();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!ended) {
            throw lines.fault("is the last, but not the end of the export: the file is cut off");
        }
        return new Transferred(executions, commits, kept.size());
    }

    private void line() throws SQLException {
        if (ended) {
            throw lines.fault("comes after the end");
        }
        switch (lines.key()) {
            case "definition" -> definition();
            case "execution" -> begin();
            case "output" -> output();
            case "commit" -> commit();
            case "end" -> end();
            default -> throw lines.fault("has a key '" + lines.key() + "' that this version does not know");
        }
    }

    private void definition() throws SQLException {
        String json = lines.text("json");
        if (!Digests.sha256(json).equals(lines.text("digest"))) {
            throw lines.fault("has a definition whose text is not what its digest says");
        }
        List<String> nodes = lines.list("nodes").stream().map(String::valueOf).toList();
        DefinitionTable.insert(
                connection,
                new StoredDefinition(lines.text("digest"), lines.text("workflow"), json, nodes),
                UnaryOperator.identity());
    }

    private void begin() throws SQLException {
        finish();
        if (!ID.matcher(lines.text()).matches()) {
            throw lines.fault("has an execution whose id is no id");
        }
        ExecutionId next = new ExecutionId(lines.text());
        if (JournalPages.lastCommit(connection, next) > 0
                || ExecutionTable.find(connection, next).isPresent()) {
            throw lines.fault("brings the execution " + next + ", which is in this store already");
        }
        id = next;
        executions++;
    }

    private void output() {
        LargeOutput output = files.keep(lines.text("json"));
        if (!output.digest().equals(lines.text("digest"))) {
            throw lines.fault("has an output whose text is not what its digest says");
        }
        kept.add(output.digest());
    }

    private void commit() throws SQLException {
        ExecutionId of = id;
        if (of == null || lines.number("number") != number + 1 || lines.number("first_seq") != seq + 1) {
            throw lines.fault("is not the commit that comes next");
        }
        Commit commit = new Commit(of, number + 1, seq + 1, events());
        commit.events().forEach(event -> check(of, event));
        row = ExecutionRow.fold(of, row, commit.events());
        if (row == null || commit.events().isEmpty()) {
            throw lines.fault("is the first commit of an execution, but does not create it");
        }
        insert(commit);
        names.insert(row.digest(), TaskNames.in(commit));
        needed.insert(of, needed.in(commit));
        checkKey(commit.requestKey());
        requests.insert(commit);
        number++;
        seq += commit.events().size();
        commits++;
    }

    private List<Event> events() {
        try {
            return EventCodec.decode(Json.write(lines.list("events")), files);
        } catch (OrchestrationException | IllegalArgumentException | ArithmeticException e) {
            throw lines.fault("has events that cannot be read: " + e.getMessage());
        }
    }

    /** An output must have come before, and a log must be one of the execution's own. */
    private void check(ExecutionId of, Event event) {
        LargeOutput large = event.largeOutput();
        if (large != null && !kept.contains(large.digest())) {
            throw lines.fault("names the output " + large.digest() + ", which is not in the export");
        }
        String log = null;
        if (event instanceof Event.AttemptEnded e) {
            log = e.log();
        } else if (event instanceof Event.AttemptNoted e) {
            log = e.log();
        }
        if (log != null && !log.matches(Pattern.quote(of + "/") + "[^/\\\\]*")) {
            throw lines.fault("names a log that is none of the execution's");
        }
    }

    private void checkKey(@Nullable String key) throws SQLException {
        if (key == null) {
            return;
        }
        String fault = RequestKey.fault(key);
        if (fault != null) {
            throw lines.fault("brings a request key that " + fault);
        }
        Optional<ExecutionId> other = RequestTable.find(connection, key);
        if (other.isPresent()) {
            throw lines.fault("brings the request key " + Quoted.of(key) + ", which is that of the execution "
                    + other.get() + " in this store already");
        }
    }

    private void insert(Commit commit) throws SQLException {
        insert.setString(1, commit.execution().value());
        insert.setLong(2, commit.number());
        insert.setLong(3, commit.firstSeq());
        insert.setLong(4, epoch);
        insert.setString(5, EventCodec.encode(commit.events()));
        insert.executeUpdate();
    }

    private void finish() throws SQLException {
        ExecutionRow done = row;
        if (id != null && done == null) {
            throw lines.fault("follows an execution without commits");
        }
        if (done != null) {
            ExecutionTable.bind(upsert, done, UnaryOperator.identity());
            upsert.executeUpdate();
        }
        id = null;
        row = null;
        number = 0;
        seq = 0;
    }

    private void end() throws SQLException {
        finish();
        ended = true;
        if (lines.number("executions") != executions || lines.number("commits") != commits) {
            throw lines.fault("says that there are " + lines.number("executions") + " executions and "
                    + lines.number("commits") + " commits, but there were " + executions + " and " + commits);
        }
    }
}
