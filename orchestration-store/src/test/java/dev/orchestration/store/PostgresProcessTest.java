package dev.orchestration.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.postgres.PostgresServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ownership of a database between processes, with real ones. */
@Tag("child-jvm")
@Timeout(120)
class PostgresProcessTest {
    @TempDir
    Path folder;

    private String place;
    private StoreAddress address;

    @BeforeEach
    void findAPlace() {
        place = PostgresServer.emptyPlace();
        address = StoreAddress.database(place, Map.of()).withLogs(folder);
    }

    private Store own() {
        return Stores.own(address, Clock.system(), IdSource.random());
    }

    @Test
    void aProcessBesideTheOwnerIsRefusedAndToldWhoHoldsTheStore() throws Exception {
        try (Store store = own();
                StoreChild child = StoreChild.start(place, "hold")) {
            assertThat(child.line())
                    .startsWith("STORE_OWNED")
                    .contains("process " + store.owner().pid() + " on "
                            + store.owner().host());
            assertThat(child.exitCode()).isEqualTo(StoreChild.REFUSED);
        }
    }

    @Test
    void whatAKilledOwnerAcknowledgedIsThereAndTheNextOneTakesOverAtOnce() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("PostgresProcessTest: seed " + seed);
        Random random = new Random(seed);
        for (int round = 1; round <= 2; round++) {
            ExecutionId id = new ExecutionId("round" + round);
            long acknowledged = commitThenDie(id, 2 + random.nextInt(400));
            try (Store store = own()) {
                int events = store.archive().events(id).size();
                assertThat((long) events).isBetween(acknowledged, acknowledged + 1);
                assertThat(store.fallenOwners()).hasSize(1);
                store.journal().append(Records.commit(id, events + 1, events + 1, Records.started(0)));
            }
        }
    }

    /** Gives the last commit that the killed process had called recorded. */
    private long commitThenDie(ExecutionId id, long enough) throws Exception {
        try (StoreChild child = StoreChild.start(place, id.value())) {
            assertThat(child.line()).isEqualTo("owned");
            long acknowledged = 1;
            while (acknowledged < enough) {
                acknowledged = Long.parseLong(String.valueOf(child.line()));
            }
            assertHeldBy(child);
            child.kill();
            for (String line = child.line(); line != null && line.matches("\\d+"); line = child.line()) {
                acknowledged = Math.max(acknowledged, Long.parseLong(line));
            }
            return acknowledged;
        }
    }

    private void assertHeldBy(StoreChild child) {
        assertThatThrownBy(this::own)
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_OWNED))
                .hasMessageContaining("process " + child.pid());
        try (Store viewer = Stores.look(address)) {
            Owner owner = viewer.archive().lastOwner().orElseThrow();
            assertThat(Stores.alive(viewer).test(owner)).isTrue();
        }
    }
}
