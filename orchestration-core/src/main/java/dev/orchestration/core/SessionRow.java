package dev.orchestration.core;

import dev.orchestration.state.SessionId;
import dev.orchestration.state.record.RecordRow;
import dev.orchestration.state.record.Records;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The row of one session as this engine has written or read it last. What somebody else has written since is not written over:
 * the session is another engine's then. Not thread-safe.
 */
final class SessionRow {
    private static final Logger LOG = LoggerFactory.getLogger(SessionRow.class);

    private final Records records;
    private final SessionId session;
    private @Nullable RecordRow known;

    /** Whether this was written nobody knows. */
    private @Nullable String tried;

    private boolean lost;

    /**
     * Makes one.
     *
     * @param known null if it is not written yet
     */
    SessionRow(Records records, SessionId session, @Nullable RecordRow known) {
        this.records = records;
        this.session = session;
        this.known = known;
    }

    /**
     * Writes it, unless the session is another engine's.
     *
     * @param at when {@code json} was so; microseconds since 1970
     */
    void write(String json, long at) {
        if (lost) {
            return;
        }
        RecordRow before = before();
        tried = json;
        boolean written = before == null
                ? records.add(Records.SESSION, session.value(), json, at)
                : records.replace(before, json, at);
        known = written ? find().filter(row -> row.json().equals(json)).orElse(null) : null;
        tried = null;
        lost = known == null;
        if (lost) {
            LOG.warn("session {} was changed by another engine: this one writes it down no more", session);
        }
    }

    private @Nullable RecordRow before() {
        String last = tried;
        return last == null
                ? known
                : find().filter(row -> row.json().equals(last)).orElse(known);
    }

    private Optional<RecordRow> find() {
        return records.find(Records.SESSION, session.value());
    }
}
