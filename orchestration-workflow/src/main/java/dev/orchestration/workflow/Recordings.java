package dev.orchestration.workflow;

import dev.orchestration.state.Digests;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.orchestrator.QueueHosting;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Reads what a store has of an execution, to go on with it or to look at it: all of it, or as if it had been removed before.
 * Thread-safe.
 */
final class Recordings {
    /** Of a text of so many characters it is worth a thread to read it beside the history. */
    private static final int LARGE = 1 << 18;

    private final Archive archive;
    private final Definitions definitions;

    Recordings(Archive archive, Definitions definitions) {
        this.archive = archive;
        this.definitions = definitions;
    }

    /** What goes on of an execution, and what became of it. */
    record Recording(WorkflowDefinition definition, List<Commit> history) {}

    /** @param errands makes what runs something on another thread; asked for a large definition only */
    Recording recording(ExecutionRow row, Supplier<Executor> errands) {
        String json = json(row);
        if (json.length() < LARGE) {
            return new Recording(definition(row, json), history(row.id()));
        }
        Executor executor = errands.get();
        Beside<List<Commit>> history = Beside.begin(() -> history(row.id()), executor);
        Beside<Boolean> sound = Beside.begin(() -> Digests.sha256(json).equals(row.digest()), executor);
        try {
            WorkflowDefinition read = definitions.ofDigest(json, row.digest(), row.workflow());
            boolean same = sound.get();
            return new Recording(same ? read : definitions.parse(json, row.workflow()), history.get());
        } finally {
            history.abandon(); // whoever closes the store after a fault shall not meet a reader
        }
    }

    /** As {@link Executions#definition} says. */
    WorkflowDefinition definition(ExecutionRow row) {
        return definition(row, json(row));
    }

    private WorkflowDefinition definition(ExecutionRow row, String json) {
        return definitions.recorded(json, row.digest(), row.workflow());
    }

    private String json(ExecutionRow row) {
        if (QueueHosting.isQueue(row)) {
            throw new OrchestrationException(
                    ErrorCode.WRONG_STATE,
                    "execution " + row.id()
                            + " holds plain tasks of an application, not the steps of a workflow; they go on"
                            + " with the next engine that the application opens on this store");
        }
        return archive.definitionJson(row.digest()).orElseThrow(() -> {
            requireThere(row.id());
            return new OrchestrationException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "the store lacks the definition " + row.digest() + " of execution " + row.id());
        });
    }

    /** All commits of an execution, in order. */
    List<Commit> history(ExecutionId id) {
        List<Commit> history = new ArrayList<>();
        archive.replay(id, history::add);
        requireThere(id);
        return history;
    }

    /**
     * After something of it was read: whoever removes an execution takes its row first and no id comes again, so what was read
     * is whole if the row is there.
     *
     * @throws OrchestrationException ({@code UNKNOWN_EXECUTION}) if it was removed meanwhile
     */
    void requireThere(ExecutionId id) {
        if (archive.execution(id).isEmpty()) {
            throw new OrchestrationException(
                    ErrorCode.UNKNOWN_EXECUTION,
                    "no execution '" + id + "' in this store any more: it was removed a moment ago");
        }
    }
}
