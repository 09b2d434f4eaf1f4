package dev.orchestration.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.record.RecordRow;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The row of one session: where several threads change the session at once, one write does for all of them. Thread-safe; the
 * lock is held while the row is written, and is taken before that of the session.
 */
final class SessionPage {
    private static final Logger LOG = LoggerFactory.getLogger(SessionPage.class);

    private final SessionBook book;
    private final SessionId session;
    private final LongFunction<Map<String, Object>> content;
    private final Object lock = new Object();
    private final AtomicLong version;
    private final @Nullable SessionRow row;
    private final AtomicBoolean later = new AtomicBoolean();

    @GuardedBy("lock")
    private long saved;

    /**
     * Makes one.
     *
     * @param content the row as it is now, for the time that it is given
     * @param written its row, which has it as it is; null for none
     */
    SessionPage(
            SessionBook book,
            SessionId session,
            LongFunction<Map<String, Object>> content,
            @Nullable RecordRow written) {
        this.book = book;
        this.session = session;
        this.content = content;
        this.row = book.records() == null ? null : new SessionRow(book.records(), session, written);
        this.version = new AtomicLong(written == null ? 1 : 0);
    }

    /** The session has changed; said after it has. */
    void changed() {
        version.incrementAndGet();
    }

    /** Writes down what changed and is not written yet; does nothing where nothing is kept. */
    void save() {
        if (row == null) {
            return;
        }
        long wanted = version.get();
        synchronized (lock) {
            if (saved >= wanted) {
                return;
            }
            long now = version.get();
            long at = book.clock().micros();
            row.write(Json.write(content.apply(at)), at);
            saved = now;
        }
    }

    /** As {@link #save}, off this thread. */
    void saveLater() {
        if (book.records() != null && later.compareAndSet(false, true)) {
            book.errands().execute(() -> {
                later.set(false);
                saveIfPossible();
            });
        }
    }

    /** The next engine on this store makes up for what cannot be written now. */
    void saveIfPossible() {
        try {
            save();
        } catch (OrchestrationException e) {
            if (e.code() != ErrorCode.CLOSED) {
                LOG.warn("session {} is not written down yet: {}", session, e.getMessage());
            }
        }
    }
}
