package dev.orchestration.store.postgres;

import static dev.orchestration.store.Records.RUN;
import static dev.orchestration.store.Records.commit;
import static dev.orchestration.store.Records.created;
import static dev.orchestration.store.Records.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ManualClock;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.event.EventSamples;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.Stores;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How an owner shows that it lives, and when it must stop although nobody told it to. */
@Timeout(120)
class HeartbeatTest {
    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(EventSamples.T0);
    private final HandPulse pulse = new HandPulse();
    private final Outage network = new Outage();
    private final List<OrchestrationException> losses = new ArrayList<>();
    private Place place;
    private Store store;

    @BeforeEach
    void own() {
        place = Place.empty(folder);
        store = place.ownFromAfar(clock, pulse, network);
        store.onLoss(losses::add);
        store.journal().append(created(RUN));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void anIdleOwnerBeatsEveryFiveSeconds() throws Exception {
        String first = heartbeat();
        beatAfter(4);
        assertThat(heartbeat()).isEqualTo(first);
        beatAfter(1);
        assertThat(heartbeat()).isGreaterThan(first);
    }

    @Test
    void whateverIsRecordedIsAHeartbeatToo() throws Exception {
        clock.advance(Duration.ofSeconds(4));
        store.journal().append(commit(RUN, 2, 2, started(0)));
        String recorded = heartbeat();
        beatAfter(4);
        assertThat(heartbeat()).isEqualTo(recorded);
        assertThat(losses).isEmpty();
    }

    @Test
    void anIdleOwnerThatLosesItsConnectionTakesAnother() throws Exception {
        String before = session();
        place.cutOwner();
        beatAfter(5);
        beatAfter(1);
        assertThat(session()).isNotEqualTo(before);
        store.journal().append(commit(RUN, 2, 2, started(0)));
        assertThat(losses).isEmpty();
        assertThat(store.archive().events(RUN)).hasSize(2);
    }

    @Test
    void anOwnerThatReachesTheDatabaseNoMoreGivesUpAfterTenSecondsForGood() throws Exception {
        network.begin();
        place.cutOwner();
        beatAfter(5);
        beatAfter(4);
        assertThat(losses).isEmpty();
        beatAfter(1);
        beatAfter(1);
        assertThat(losses).singleElement().satisfies(loss -> {
            assertThat(loss.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
            assertThat(loss).hasMessageContaining("has not answered for 10 s").hasMessageContaining("refused");
        });
        network.end();
        assertRefused(ErrorCode.STORE_UNAVAILABLE);
    }

    @Test
    void anOwnerThatWasStoppedForTenSecondsRecordsNothingMore() {
        clock.advance(Duration.ofSeconds(10));
        assertRefused(ErrorCode.STORE_UNAVAILABLE);
        assertThat(store.archive().events(RUN)).hasSize(1);
    }

    @Test
    void anIdleOwnerHearsThatItWasTakenOver() {
        place.age(20);
        try (Store next = place.ownFromAfar(clock, new HandPulse(), network)) {
            beatAfter(5);
            assertThat(losses)
                    .singleElement()
                    .satisfies(loss -> assertThat(loss.code()).isEqualTo(ErrorCode.STORE_FENCED));
            assertRefused(ErrorCode.STORE_FENCED);
            next.journal().append(commit(RUN, 2, 2, started(0)));
        }
    }

    @Test
    void whoListensLateHearsOfTheLossAtOnce() {
        clock.advance(Duration.ofSeconds(10));
        pulse.beat();
        List<OrchestrationException> late = new ArrayList<>();
        store.onLoss(late::add);
        assertThat(late).hasSameSizeAs(losses);
    }

    @Test
    void anAppendThatHangsIsCutOffWhenTheTimeIsOver() throws Exception {
        try (Connection other = place.shell();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select from owner for update");
            CompletableFuture<Void> hanging =
                    CompletableFuture.runAsync(() -> store.journal().append(commit(RUN, 2, 2, started(0))));
            awaitBlockedSession();
            beatAfter(10);
            assertThatThrownBy(hanging::join)
                    .isInstanceOf(CompletionException.class)
                    .hasMessageContaining("has not answered for 10 s");
            assertThat(losses).hasSize(1);
        }
    }

    @Test
    void aHeartbeatThatHangsDoesNotHideThatTheTimeIsOver() throws Exception {
        try (Connection other = place.shell();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select from owner for update");
            clock.advance(Duration.ofSeconds(5));
            CompletableFuture<Void> hanging = CompletableFuture.runAsync(pulse::beat);
            awaitBlockedSession();
            clock.advance(Duration.ofSeconds(5));
            pulse.beatLast();
            assertThat(losses).hasSize(1);
            hanging.join();
        }
    }

    @Test
    void othersSeeWhetherTheOwnerLives() {
        try (Store viewer = place.look()) {
            assertThat(isAlive(viewer)).isTrue();
            place.age(9); // the server's clock goes on while the test does
            assertThat(isAlive(viewer)).isTrue();
            place.age(7);
            assertThat(isAlive(viewer)).isFalse();
            beatAfter(5);
            assertThat(isAlive(viewer)).isTrue();
            store.close();
            assertThat(isAlive(viewer)).isFalse();
        }
        assertThat(pulse.ended()).isTrue();
    }

    private boolean isAlive(Store viewer) {
        return Stores.alive(viewer).test(store.owner());
    }

    private void beatAfter(int seconds) {
        clock.advance(Duration.ofSeconds(seconds));
        pulse.beat();
    }

    private String heartbeat() throws SQLException {
        return place.ask("select heartbeat_at at time zone 'UTC' from owner").get(0);
    }

    private String session() throws SQLException {
        return place.ask("select session from owner").get(0);
    }

    private void awaitBlockedSession() throws SQLException {
        String blocked = "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and pid = " + session();
        while (place.ask(blocked).equals(List.of("0"))) {
            Thread.onSpinWait();
        }
    }

    private void assertRefused(ErrorCode code) {
        assertThatThrownBy(() -> store.journal().append(commit(RUN, 2, 2, started(0))))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
