package dev.orchestration.store.postgres;

import static dev.orchestration.store.Records.RUN;
import static dev.orchestration.store.Records.commit;
import static dev.orchestration.store.Records.created;
import static dev.orchestration.store.Records.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Batch;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.Store;
import dev.orchestration.state.journal.StoredDefinition;
import dev.orchestration.store.Stores;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class PostgresOwnershipTest {
    @TempDir
    Path folder;

    private Place place;

    @BeforeEach
    void findAPlace() {
        place = Place.empty(folder);
    }

    @Test
    void aSecondOwnerIsRefusedAndToldWhoHoldsTheStore() {
        try (Store store = place.own()) {
            assertThatThrownBy(place::own)
                    .isInstanceOfSatisfying(
                            OrchestrationException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_OWNED))
                    .hasMessageContaining("process " + store.owner().pid())
                    .hasMessageContaining(store.owner().host())
                    .hasMessageContaining("looking");
            store.journal().append(created(RUN));
        }
    }

    /** They make the tables as well. */
    @Test
    void ofManyWhoRaceOneOwnsTheStore() throws Exception {
        List<Store> owners = race(8);
        assertThat(owners).hasSize(1);
        assertThat(place.ask("select epoch from owner")).containsExactly("1");
        assertThat(place.ask("select version from schema_version"))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
        owners.get(0).close();
    }

    private List<Store> race(int many) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            Callable<Store> attempt = place::own;
            List<Store> owners = new ArrayList<>();
            for (Future<Store> each :
                    threads.invokeAll(Stream.generate(() -> attempt).limit(many).toList())) {
                try {
                    owners.add(each.get());
                } catch (java.util.concurrent.ExecutionException e) {
                    assertThat(((OrchestrationException) e.getCause()).code()).isEqualTo(ErrorCode.STORE_OWNED);
                }
            }
            return owners;
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void afterACloseTheNextOwnerHasAHigherEpochAndNobodyFell() {
        Owner first = ownAndClose();
        try (Store second = place.own()) {
            assertThat(second.owner().epoch()).isEqualTo(first.epoch() + 1);
            assertThat(second.fallenOwners()).isEmpty();
            assertThat(second.archive().events(PostgresOwners.ENGINE))
                    .containsExactly(
                            new Event.OwnerTaken(first.since(), 1, first.uuid()),
                            new Event.OwnerTaken(
                                    second.owner().since(), 2, second.owner().uuid()));
        }
        assertThat(first.uuid()).isNotEmpty();
    }

    @Test
    void anOwnerOnAnotherMachineIsTakenOverWhenItsHeartbeatIsFifteenSecondsOld() {
        try (Store far = ownFromAfar()) {
            place.age(9); // the server's clock goes on while the test does
            assertThatThrownBy(place::own).hasMessageContaining("process 7 on afar");
            place.age(7);
            try (Store here = place.own()) {
                assertThat(here.fallenOwners()).containsExactly(far.owner());
                assertThatThrownBy(() -> far.journal().append(created(RUN)))
                        .isInstanceOfSatisfying(
                                OrchestrationException.class,
                                e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_FENCED));
                here.journal().append(created(RUN));
            }
        }
    }

    @Test
    void whoWasTakenOverCannotMarkTheStoreAsGivenUp() throws Exception {
        Store far = ownFromAfar();
        place.age(20);
        try (Store here = place.own()) {
            List<String> before = place.ask("select * from owner");
            far.close();
            assertThat(place.ask("select * from owner")).isEqualTo(before);
            here.journal().append(created(RUN));
        }
    }

    /** A machine's orphans are known to it even if owners elsewhere have ended in order meanwhile. */
    @Test
    void theFallenOfThisMachineAreKnownUntilAnOwnerOfThisMachineEndsInOrder() {
        Owner fallen = ownAndClose();
        place.change("update owner set ended_at = null");
        place.age(20);
        ownFromAfar().close();
        try (Store here = place.own()) {
            assertThat(here.fallenOwners()).containsExactly(fallen);
        }
        try (Store here = place.own()) {
            assertThat(here.fallenOwners()).isEmpty();
        }
    }

    static Stream<Named<Batch>> batches() {
        return Stream.of(
                Named.of("a step", commit(RUN, 2, 2, started(0))),
                Named.of("a change of the execution", commit(RUN, 2, 2, new Event.ExecutionStarted(5))),
                Named.of("a new execution", created(new ExecutionId("run2"))),
                Named.of("steps of two", new Batch(List.of(step(RUN, 2), step(PostgresOwners.ENGINE, 2)), List.of())),
                Named.of(
                        "a definition alone",
                        new Batch(List.of(), List.of(new StoredDefinition("sha256:2", "w", "{}", List.of())))));
    }

    private static Commit step(ExecutionId id, long number) {
        return new Commit(id, number, number, List.of(new Event.Noted(1, "x", "y", null)));
    }

    @ParameterizedTest
    @MethodSource("batches")
    void aFencedOwnerRecordsNothingWhateverTheShapeOfItsBatch(Batch batch) throws Exception {
        try (Store store = place.own()) {
            store.journal().append(created(RUN));
            place.change("update owner set fenced_at = now()");
            List<String> before = everything();
            for (int time = 0; time < 2; time++) {
                assertThatThrownBy(() -> store.journal().append(batch))
                        .isInstanceOfSatisfying(
                                OrchestrationException.class,
                                e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_FENCED))
                        .hasMessageContaining("taken over");
            }
            assertThat(everything()).isEqualTo(before);
        }
    }

    /** The fence holds even between two who act at the same moment: one waits for the row of the other. */
    @ParameterizedTest
    @MethodSource("batches")
    void aBatchThatMeetsATakeoverUnderWayIsFenced(Batch batch) throws Exception {
        try (Store store = place.own();
                var taker = place.shell();
                var statement = taker.createStatement()) {
            store.journal().append(created(RUN));
            taker.setAutoCommit(false);
            statement.execute("update owner set fenced_at = clock_timestamp()");
            var append = java.util.concurrent.CompletableFuture.runAsync(
                    () -> store.journal().append(batch));
            while (place.ask("select 1 from pg_stat_activity where wait_event_type = 'Lock' and pid ="
                            + " (select session from owner)")
                    .isEmpty()) {
                Thread.onSpinWait();
            }
            taker.commit();
            assertThatThrownBy(append::join).hasMessageContaining("taken over");
            assertThat(everything().get(0)).doesNotContain("run1|2|");
        }
    }

    /** How an administrator ends an ownership by hand. */
    @Test
    void whoWasFencedByHandIsReplacedAtOnce() {
        try (Store fenced = place.own()) {
            place.change("update owner set fenced_at = now()");
            try (Store next = place.own()) {
                assertThat(next.fallenOwners()).containsExactly(fenced.owner());
            }
        }
    }

    @Test
    void theHolderOfADatabaseIsItsLastOwnerWhileHisHeartBeats() {
        assertThat(Stores.holder(place.address())).isEmpty();
        try (Store store = ownFromAfar()) {
            assertThat(Stores.holder(place.address())).contains(store.owner());
            place.age(16);
            assertThat(Stores.holder(place.address())).isEmpty();
        }
        try (Store store = place.own()) {
            assertThat(Stores.holder(place.address())).contains(store.owner());
        }
        assertThat(Stores.holder(place.address())).isEmpty();
    }

    @Test
    void aClosedStoreRefusesToRecordAndToRead() {
        Store store = place.own();
        store.close();
        store.close();
        assertCode(() -> store.journal().append(new Batch(List.of(), List.of())), ErrorCode.CLOSED);
        assertCode(() -> store.archive().newestExecutions(1), ErrorCode.CLOSED);
    }

    @Test
    void aViewerMayLookBesideTheOwnerButNotRecord() {
        try (Store store = place.own();
                Store viewer = place.look()) {
            store.journal().append(created(RUN));
            assertThat(viewer.archive().newestExecutions(9)).hasSize(1);
            assertThat(viewer.archive().lastOwner()).contains(store.owner());
            assertThat(viewer.fallenOwners()).isEmpty();
            assertThat(viewer.logs()).isEqualTo(store.logs());
            assertThat(viewer.name()).isEqualTo(store.name());
            assertCode(viewer::journal, ErrorCode.WRONG_STATE);
            assertCode(viewer::owner, ErrorCode.WRONG_STATE);
        }
    }

    @Test
    void aViewerOutlivesTheEndOfItsConnections() throws Exception {
        try (Store store = place.own();
                Store viewer = place.look()) {
            store.journal().append(created(RUN));
            assertThat(viewer.archive().newestExecutions(9)).hasSize(1);
            place.change("select pg_terminate_backend(pid, 5000) from pg_stat_activity"
                    + " where application_name = 'orchestration' and pid <> (select session from owner)");
            assertThat(viewer.archive().newestExecutions(9)).hasSize(1);
        }
    }

    private static void assertCode(Runnable act, ErrorCode code) {
        assertThatThrownBy(act::run)
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private List<String> everything() throws SQLException {
        return List.of(
                place.ask("select * from journal order by 1, 2").toString(),
                place.ask("select * from executions").toString(),
                place.ask("select * from definitions").toString());
    }

    private Store ownFromAfar() {
        return place.ownFromAfar(Clock.system(), new HandPulse(), PostgresDriver.REAL);
    }

    private Owner ownAndClose() {
        try (Store store = place.own()) {
            return store.owner();
        }
    }
}
