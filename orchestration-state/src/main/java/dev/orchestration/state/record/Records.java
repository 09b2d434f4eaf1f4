package dev.orchestration.state.record;

import dev.orchestration.state.OrchestrationException;
import java.util.List;
import java.util.Optional;

/**
 * What a store keeps beside its executions: sessions, schedules, workflows that were created in code. Whoever has the store
 * open may write, whether as owner or to look. Each call that writes is one row, written durably or not at all before it
 * returns, and says whether what the caller had seen was still so; two processes cannot undo each other's work unseen.
 * Thread-safe.
 *
 * <p>Every method is refused with {@link OrchestrationException} ({@code STORE_UNAVAILABLE}, {@code CLOSED}) where the store
 * cannot be reached; those that write also with {@code STORE_FULL} and {@code STORE_BUSY}.
 */
public interface Records {
    /** Of sessions; the key is their id. */
    String SESSION = "session";

    /** Of schedules; the key is their name. */
    String SCHEDULE = "schedule";

    /** Of workflows that were created in code; the key is their name. */
    String WORKFLOW = "workflow";

    Optional<RecordRow> find(String kind, String key);

    /** All of one kind, by key in the order of its characters. */
    List<RecordRow> all(String kind);

    /**
     * Adds a row; false, and nothing is done, if there is one of this kind and key.
     *
     * @param at now, microseconds since 1970
     */
    boolean add(String kind, String key, String json, long at);

    /** Writes another JSON in place of what {@code before} has; false, and nothing is done, if that was written or removed since. */
    boolean replace(RecordRow before, String json, long at);

    /** Removes a row; false, and nothing is done, if it was written or removed since. */
    boolean remove(RecordRow row);

    /** Removes rows in one go, as {@link #remove} each; says how many. An empty list is no write. */
    int removeAll(List<RecordRow> rows);

    /** Grows with each write of anybody: a look whether anything has changed. 0 before the first write. */
    long revision();

    /** As {@link #revision}, of one kind: not changed by what is written of others. An index answers it: no row is read. */
    KindStamp stamp(String kind);
}
