package dev.orchestration.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.record.RecordRow;
import dev.orchestration.state.record.Records;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which rows of sessions that have ended are kept: the newest. The others are removed, some at a time. Thread-safe. */
final class EndedRows {
    /** So many are kept. */
    static final int MOST = 1_000;

    /** So many more may be there before those are removed. */
    static final int SPARE = 100;

    private static final Logger LOG = LoggerFactory.getLogger(EndedRows.class);

    @GuardedBy("this")
    private final Deque<SessionId> oldestFirst = new ArrayDeque<>();

    /**
     * Takes in what is written down, and has too many removed.
     *
     * @param rows the oldest first
     */
    synchronized void load(SessionBook book, List<RecordRow> rows) {
        int over = Math.max(0, rows.size() - MOST);
        for (RecordRow row : rows.subList(over, rows.size())) {
            oldestFirst.add(new SessionId(row.key()));
        }
        if (over > 0) {
            List<RecordRow> oldest = List.copyOf(rows.subList(0, over));
            remove(book, () -> oldest);
        }
    }

    /** Another session has ended. */
    synchronized void add(SessionBook book, SessionId ended) {
        if (book.records() == null) {
            return;
        }
        oldestFirst.add(ended);
        if (oldestFirst.size() > MOST + SPARE) {
            List<SessionId> oldest = new ArrayList<>();
            while (oldestFirst.size() > MOST) {
                oldest.add(oldestFirst.remove());
            }
            remove(
                    book,
                    () -> oldest.stream()
                            .map(book::find)
                            .flatMap(Optional::stream)
                            .toList());
        }
    }

    private static void remove(SessionBook book, Supplier<List<RecordRow>> rows) {
        Records records = book.records();
        if (records != null) {
            book.errands().execute(() -> {
                try {
                    LOG.debug("{} sessions that ended long ago are removed", records.removeAll(rows.get()));
                } catch (OrchestrationException e) { // the next engine on this store makes up for it
                    LOG.debug("sessions that ended long ago are not removed", e);
                }
            });
        }
    }
}
