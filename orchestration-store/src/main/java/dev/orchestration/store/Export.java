package dev.orchestration.store;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Json;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.EventCodec;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.state.journal.StoredDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes executions as lines of JSON: a head, for each execution its definition (where it is the first of that), itself, and
 * its commits, each after the large outputs that it names, and in the end how much there was. Works on any store.
 */
final class Export {
    /** The first line, so that nobody takes another file for an export. */
    static final Map<String, Object> HEAD = Map.of("orchestration_export", 1L);

    private final Archive archive;
    private final Writer out;
    private final Set<String> definitions = new HashSet<>();
    private long executions;
    private long commits;
    private long outputs;

    Export(Archive archive, Writer out) {
        this.archive = archive;
        this.out = out;
    }

    /** @param ids which ones; empty for all */
    Transferred write(List<ExecutionId> ids) throws IOException {
        try {
            line(Json.write(HEAD));
            if (ids.isEmpty()) {
                archive.eachExecution(this::execution);
            } else {
                ids.forEach(id -> execution(require(id)));
            }
            line(Json.write(Map.of("end", counts())));
            return new Transferred(executions, commits, outputs);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Map<String, Object> counts() {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("executions", executions);
        counts.put("commits", commits);
        counts.put("outputs", outputs);
        return counts;
    }

    private ExecutionRow require(ExecutionId id) {
        return archive.execution(id)
                .orElseThrow(() -> new OrchestrationException(
                        ErrorCode.UNKNOWN_EXECUTION, "no execution '" + id + "' in this store"));
    }

    private void execution(ExecutionRow row) {
        if (definitions.add(row.digest())) {
            archive.definition(row.digest()).ifPresent(this::definition);
        }
        line(Json.write(Map.of("execution", row.id().value())));
        executions++;
        Set<String> written = new HashSet<>();
        archive.replay(row.id(), commit -> commit(commit, written));
        require(row.id()); // else an owner has removed it meanwhile, and what was read may be a part
    }

    private void definition(StoredDefinition definition) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("digest", definition.digest());
        fields.put("workflow", definition.workflow());
        fields.put("json", definition.json());
        // What was submitted one by one stands in the events.
        fields.put("nodes", definition.nodes());
        line(Json.write(Map.of("definition", fields)));
    }

    private void commit(Commit commit, Set<String> written) {
        for (Event event : commit.events()) {
            LargeOutput large = event.largeOutput();
            if (large != null && written.add(large.digest())) {
                line("{\"output\":{\"digest\":" + Json.write(large.digest()) + ",\"json\":" + Json.write(large.text())
                        + "}}");
                outputs++;
            }
        }
        line("{\"commit\":{\"number\":" + commit.number() + ",\"first_seq\":" + commit.firstSeq() + ",\"events\":"
                + EventCodec.encode(commit.events()) + "}}");
        commits++;
    }

    private void line(String text) {
        try {
            out.append(text).append('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
