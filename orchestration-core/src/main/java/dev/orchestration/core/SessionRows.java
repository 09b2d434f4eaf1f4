package dev.orchestration.core;

import dev.orchestration.state.Context;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.record.RecordRow;
import dev.orchestration.state.record.Records;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the sessions that are written down. Stateless. */
final class SessionRows {
    private static final Logger LOG = LoggerFactory.getLogger(SessionRows.class);

    private SessionRows() {}

    /** Those that have not ended, the oldest first; {@code kept} has the others. */
    static List<LiveSession> open(SessionBook book, Records records, EndedRows kept) {
        List<LiveSession> open = new ArrayList<>();
        Map<RecordRow, OrchestrationSession> ended = new LinkedHashMap<>();
        for (RecordRow row : records.all(Records.SESSION)) {
            read(book, row).ifPresent(session -> {
                if (session.session().status().isEnded()) {
                    ended.put(row, session.session());
                } else {
                    open.add(session);
                }
            });
        }
        kept.load(
                book,
                ended.entrySet().stream()
                        .sorted(Comparator.comparingLong((Map.Entry<RecordRow, OrchestrationSession> each) ->
                                each.getValue().updatedAt()))
                        .map(Map.Entry::getKey)
                        .toList());
        open.sort(Comparator.comparingLong(each -> each.session().createdAt()));
        return open;
    }

    /** The session of a row; empty if this engine cannot read it. */
    static Optional<LiveSession> read(SessionBook book, RecordRow row) {
        try {
            Unpublished left = new Unpublished(
                    row,
                    ids(row, LiveSession.OPEN),
                    row.updatedAt() - Unpublished.SLACK,
                    Set.copyOf(ids(row, LiveSession.PUBLISHED)));
            return Optional.of(new LiveSession(book, context -> SessionJson.read(row.json(), context), left));
        } catch (OrchestrationException e) {
            LOG.warn("session {} of this store cannot be read, and is left alone: {}", row.key(), e.getMessage());
            return Optional.empty();
        }
    }

    private static List<ExecutionId> ids(RecordRow row, String field) {
        return Json.read(row.json()) instanceof Map<?, ?> map && map.get(field) instanceof List<?> ids
                ? ids.stream().map(String::valueOf).map(ExecutionId::new).toList()
                : List.of();
    }

    /** Whatever became of it; its context is a copy. */
    static Optional<OrchestrationSession> find(SessionBook book, SessionId id) {
        return book.find(id).map(row -> SessionJson.read(row.json(), new Context(book.clock())));
    }
}
