package dev.orchestration.state.journal;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Gives back what was recorded. Needs no ownership; sees only what is committed. Thread-safe. */
public interface Archive {
    Optional<ExecutionRow> execution(ExecutionId id);

    /** Executions whose id begins with {@code prefix}, at most {@code limit}, newest first. */
    List<ExecutionRow> executionsByPrefix(String prefix, int limit);

    /** The newest {@code limit} executions, newest first. */
    List<ExecutionRow> newestExecutions(int limit);

    /** The newest {@code limit} executions of a workflow that completed, newest first. */
    List<ExecutionRow> newestCompleted(String workflow, int limit);

    /** The newest {@code limit} executions of a workflow that have ended, however, newest first. */
    default List<ExecutionRow> newestEnded(String workflow, int limit) {
        Deque<ExecutionRow> newest = new ArrayDeque<>();
        eachExecution(row -> {
            if (row.endedAt() != null && row.workflow().equals(workflow)) {
                newest.push(row);
                if (newest.size() > limit) {
                    newest.removeLast();
                }
            }
        });
        return List.copyOf(newest);
    }

    /** The execution that was asked for under this request key; empty if there is none, or no more. */
    Optional<ExecutionId> executionOf(String key);

    /** The executions that have not ended, oldest first. */
    default List<ExecutionRow> openExecutions() {
        List<ExecutionRow> open = new ArrayList<>();
        eachExecution(row -> {
            if (row.endedAt() == null) {
                open.add(row);
            }
        });
        return open;
    }

    /** Hands every execution to {@code reader}, oldest first. What comes meanwhile may or may not be among them. */
    void eachExecution(Consumer<ExecutionRow> reader);

    /** How many executions are recorded of each status; those that hold plain tasks count, too. */
    default Map<WorkflowStatus, Long> countByStatus() {
        Map<WorkflowStatus, Long> counts = new EnumMap<>(WorkflowStatus.class);
        eachExecution(row -> counts.merge(row.status(), 1L, Long::sum));
        return counts;
    }

    /** Hands every commit of the execution to {@code reader}, in order. */
    void replay(ExecutionId id, Consumer<Commit> reader);

    Optional<StoredDefinition> definition(String digest);

    /** Of a definition the text alone; in a large one each half takes as long to read as the other. */
    default Optional<String> definitionJson(String digest) {
        return definition(digest).map(StoredDefinition::json);
    }

    /** Of a definition the names of its nodes alone. */
    default Optional<List<String>> definitionNodes(String digest) {
        return definition(digest).map(StoredDefinition::nodes);
    }

    /** Who owns the store, or owned it last. */
    Optional<Owner> lastOwner();

    /** The epoch of the {@link Owner} that recorded the execution's last commit; empty if there is none. */
    OptionalLong lastEpoch(ExecutionId id);

    /** As {@link #replay}, without the execution's first {@code known} commits. */
    default void replayAfter(ExecutionId id, long known, Consumer<Commit> reader) {
        replay(id, commit -> {
            if (commit.number() > known) {
                reader.accept(commit);
            }
        });
    }

    /** How much is recorded of the execution, or of the engine's own stream, {@link StreamEnd#ENGINE}. */
    default StreamEnd end(ExecutionId id) {
        List<StreamEnd> ends = new ArrayList<>(List.of(StreamEnd.EMPTY));
        replay(id, commit -> ends.set(0, StreamEnd.of(commit)));
        return ends.get(0);
    }

    /**
     * What became of a command; empty while its answer is not recorded.
     *
     * @param command its id
     */
    default Optional<Event.CommandReceived> answer(String command) {
        return events(StreamEnd.ENGINE).stream()
                .filter(Event.CommandReceived.class::isInstance)
                .map(Event.CommandReceived.class::cast)
                .filter(received -> received.command().equals(command))
                .findFirst();
    }

    /** All events of one execution, in order. */
    default List<Event> events(ExecutionId id) {
        List<Event> events = new ArrayList<>();
        replay(id, commit -> events.addAll(commit.events()));
        return events;
    }
}
