package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.core.event.EventBus;
import dev.orchestration.state.Clock;
import dev.orchestration.state.ContextWrite;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.record.InMemoryRecords;
import dev.orchestration.state.record.RecordRow;
import dev.orchestration.state.record.Records;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How sessions are written down, and which rows are kept. */
class SessionRowTest {
    private static final SessionId ID = new SessionId("s");

    private final Records records = new InMemoryRecords();

    private RecordRow now() {
        return records.find(Records.SESSION, ID.value()).orElseThrow();
    }

    private static SessionBook book(@Nullable Records records) {
        return new SessionBook(
                Clock.system(),
                new EventBus(Clock.system(), () -> Runnable::run),
                records,
                Runnable::run,
                new Lifetime());
    }

    @Test
    void whatAnotherEngineHasWrittenIsNotWrittenOver() {
        SessionRow first = new SessionRow(records, ID, null);
        first.write("{\"n\":1}", 1);
        first.write("{\"n\":2}", 2);
        SessionRow next = new SessionRow(records, ID, now());
        next.write("{\"n\":3}", 3);
        first.write("{\"n\":4}", 4);
        assertThat(now().json()).isEqualTo("{\"n\":3}");
        next.write("{\"n\":5}", 5);
        first.write("{\"n\":6}", 6);
        assertThat(now().json()).isEqualTo("{\"n\":5}");
    }

    @Test
    void whatWasWrittenAlthoughTheStoreSaidOtherwiseIsItsOwn() {
        List<String> failures = new ArrayList<>();
        Records unsure = (Records) Proxy.newProxyInstance(
                Records.class.getClassLoader(), new Class<?>[] {Records.class}, (proxy, method, args) -> {
                    Object done = method.invoke(records, args);
                    if (failures.remove(method.getName())) {
                        throw new OrchestrationException(ErrorCode.STORE_UNAVAILABLE, "the answer was lost");
                    }
                    return done;
                });
        SessionRow row = new SessionRow(unsure, ID, null);
        for (String call : List.of("add", "replace", "find")) {
            failures.add(call);
            assertThatThrownBy(() -> row.write("{\"failed\":\"" + call + "\"}", 1))
                    .isInstanceOf(OrchestrationException.class);
            row.write("{\"after\":\"" + call + "\"}", 2);
            assertThat(now().json()).isEqualTo("{\"after\":\"" + call + "\"}");
        }
    }

    @Test
    void whereNothingIsKeptNothingIsMadeToBeWrittenNorNotedForIt() {
        SessionPage page = new SessionPage(
                book(null),
                ID,
                at -> {
                    throw new IllegalStateException("made for nobody");
                },
                null);
        page.changed();
        page.save();
        LiveSession live = live(book(null));
        live.open(new ExecutionId("open"));
        live.publish(new ExecutionId("done"), 1, List.of(new ContextWrite("a", JsonValue.of(1L, "a"))));
        assertThat(live.session().context().toMap()).containsEntry("a", 1L);
        assertThat(live.row(0))
                .containsEntry(LiveSession.OPEN, List.of())
                .containsEntry(LiveSession.PUBLISHED, List.of());
    }

    private static LiveSession live(SessionBook book) {
        SessionBuilder said = new SessionBuilder("s", any -> {
            throw new IllegalStateException("not created");
        });
        return new LiveSession(book, context -> said.session(ID, 1, context), null);
    }

    @Test
    void ofSessionsThatEndTheNewestAreKept() {
        EndedRows rows = new EndedRows();
        SessionBook book = book(records);
        for (int i = 0; i < 2 * EndedRows.MOST; i++) {
            records.add(Records.SESSION, "s" + i, "{}", 1);
            rows.add(book, new SessionId("s" + i));
            assertThat(records.all(Records.SESSION)).hasSizeLessThanOrEqualTo(EndedRows.MOST + EndedRows.SPARE);
        }
        assertThat(records.find(Records.SESSION, "s0")).isEmpty();
        assertThat(records.find(Records.SESSION, "s" + EndedRows.MOST)).isPresent();
    }

    @Test
    void ofSessionsThatHadEndedTheNewestAreKept() {
        List<RecordRow> oldestFirst = new ArrayList<>();
        for (int i = 0; i < 5 + EndedRows.MOST; i++) {
            records.add(Records.SESSION, "s" + i, "{}", 1);
            oldestFirst.add(records.find(Records.SESSION, "s" + i).orElseThrow());
        }
        new EndedRows().load(book(records), oldestFirst);
        assertThat(records.all(Records.SESSION)).hasSize(EndedRows.MOST);
        assertThat(records.find(Records.SESSION, "s4")).isEmpty();
        assertThat(records.find(Records.SESSION, "s5")).isPresent();
    }
}
