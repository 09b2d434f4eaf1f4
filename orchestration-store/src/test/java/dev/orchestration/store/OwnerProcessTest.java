package dev.orchestration.store;

import static dev.orchestration.store.Records.RUN;
import static dev.orchestration.store.Records.ask;
import static dev.orchestration.store.Records.own;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ownership between processes, with real ones. */
@Tag("child-jvm")
@Timeout(1_200)
class OwnerProcessTest {
    /** The campaign is {@code -Dorchestration.owner.races=500}; see CONTRIBUTING.md. */
    private static final int RACES = Integer.getInteger("orchestration.owner.races", 3);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("state.db");
    }

    @Test
    void aSecondProcessIsRefusedAndToldWhoHoldsTheStore() throws Exception {
        try (Store store = own(file);
                StoreChild child = StoreChild.start(file, "hold")) {
            assertThat(child.line())
                    .startsWith("STORE_OWNED")
                    .contains("process " + store.owner().pid() + " on "
                            + store.owner().host());
            assertThat(child.exitCode()).isEqualTo(StoreChild.REFUSED);
        }
    }

    @Test
    void theLockOutlivesRefusalsAndViewers() throws Exception {
        try (Store store = own(file)) {
            assertThatThrownBy(() -> own(file)).isInstanceOf(OrchestrationException.class);
            Stores.look(file).close();
            try (StoreChild child = StoreChild.start(file, "hold")) {
                assertThat(child.line()).startsWith("STORE_OWNED");
            }
            store.journal().append(Records.created(RUN));
        }
    }

    @Test
    void aKilledOwnerIsTakenOverAtOnceAndIsKnownAsFallen() throws Exception {
        try (StoreChild child = StoreChild.start(file, "hold")) {
            assertThat(child.line()).isEqualTo("owned");
            assertThatThrownBy(() -> own(file))
                    .isInstanceOfSatisfying(
                            OrchestrationException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_OWNED))
                    .hasMessageContaining("process " + child.pid());
            Owner holder = lastOwner();
            assertThat(Stores.isAlive(holder)).isTrue();
            child.kill();
            assertThat(Stores.isAlive(holder)).isFalse();
            try (Store store = own(file)) {
                assertThat(store.fallenOwners()).containsExactly(holder);
                assertThat(store.owner().epoch()).isEqualTo(holder.epoch() + 1);
            }
        }
    }

    /** Both create the file, its tables and its lock at the same moment. */
    @Test
    void ofTwoProcessesThatOpenOneStoreExactlyOneOwnsIt() throws Exception {
        try (RacingChild one = RacingChild.start();
                RacingChild other = RacingChild.start()) {
            for (int race = 0; race < RACES; race++) {
                String store = folder.resolve("race-" + race + ".db").toString();
                one.tell(store);
                other.tell(store);
                List<String> said = List.of(one.line(), other.line());
                assertThat(said).as("race " + race).containsExactlyInAnyOrder("owned 1", "STORE_OWNED");
                (said.get(0).startsWith("owned") ? one : other).tell("let go");
            }
        }
    }

    @Test
    void whatAKilledOwnerAcknowledgedIsThereAndTheFileIsSound() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 1; round <= 3; round++) {
            ExecutionId id = new ExecutionId("round" + round);
            long acknowledged = commitThenDie(id, 2 + random.nextInt(400));
            assertThat(ask(file, "pragma integrity_check")).containsExactly("ok");
            try (Store store = own(file)) {
                int events = store.archive().events(id).size();
                assertThat((long) events).isBetween(acknowledged, acknowledged + 1);
                store.journal().append(Records.commit(id, events + 1, events + 1, Records.started(0)));
            }
        }
    }

    /** Gives the last commit that the killed process had called recorded. */
    private long commitThenDie(ExecutionId id, long enough) throws Exception {
        try (StoreChild child = StoreChild.start(file, id.value())) {
            assertThat(child.line()).isEqualTo("owned");
            long acknowledged = 1;
            while (acknowledged < enough) {
                acknowledged = Long.parseLong(String.valueOf(child.line()));
            }
            child.kill();
            for (String line = child.line(); line != null && line.matches("\\d+"); line = child.line()) {
                acknowledged = Math.max(acknowledged, Long.parseLong(line));
            }
            return acknowledged;
        }
    }

    private Owner lastOwner() {
        try (Store viewer = Stores.look(file)) {
            return viewer.archive().lastOwner().orElseThrow();
        }
    }
}
