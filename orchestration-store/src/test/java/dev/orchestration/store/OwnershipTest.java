package dev.orchestration.store;

import static dev.orchestration.store.Records.RUN;
import static dev.orchestration.store.Records.own;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Batch;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnershipTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("state.db");
    }

    @Test
    void aSecondOwnerInThisProcessIsRefusedAndToldWhoHoldsTheStore() {
        try (Store store = own(file)) {
            assertOwnedElsewhere(file, store.owner());
        }
    }

    @Test
    void aLinkToTheFileIsTheSameStore() throws Exception {
        try (Store store = own(file)) {
            Path link = Files.createSymbolicLink(folder.resolve("link.db"), file);
            assertOwnedElsewhere(link, store.owner());
            assertOwnedElsewhere(folder.resolve("../" + folder.getFileName() + "/state.db"), store.owner());
        }
    }

    @Test
    void aRefusalLeavesTheHolderItsLock() {
        try (Store store = own(file)) {
            assertOwnedElsewhere(file, store.owner());
            assertOwnedElsewhere(file, store.owner());
            store.journal().append(Records.created(RUN));
            assertThat(store.archive().execution(RUN)).isPresent();
        }
    }

    @Test
    void afterACloseTheNextOwnerHasAHigherEpochAndNobodyFell() {
        Owner first = openAndClose();
        try (Store second = own(file)) {
            assertThat(second.owner().epoch()).isEqualTo(first.epoch() + 1);
            assertThat(second.owner().uuid()).isNotEqualTo(first.uuid());
            assertThat(second.fallenOwners()).isEmpty();
        }
    }

    @Test
    void everyTakingOfOwnershipIsInTheStreamOfTheEngine() {
        Owner first = openAndClose();
        try (Store second = own(file)) {
            List<Event> events = second.archive().events(OwnerTable.ENGINE);
            assertThat(events)
                    .containsExactly(
                            new Event.OwnerTaken(first.since(), 1, first.uuid()),
                            new Event.OwnerTaken(
                                    second.owner().since(), 2, second.owner().uuid()));
            second.journal().append(Records.commit(OwnerTable.ENGINE, 3, 3, new Event.Noted(1, "x", "y", null)));
            assertThat(second.archive().executionsByPrefix("", 9)).isEmpty();
        }
    }

    @Test
    void ownersThatDidNotEndInOrderHaveFallenUntilOneEndsInOrder() throws Exception {
        List<String> fallen = List.of(openAndFall(), openAndFall());
        try (Store third = own(file)) {
            assertThat(third.fallenOwners()).extracting(Owner::uuid).containsExactly(fallen.get(1), fallen.get(0));
            assertThat(third.fallenOwners()).extracting(Owner::epoch).containsExactly(2L, 1L);
        }
        try (Store fourth = own(file)) {
            assertThat(fourth.fallenOwners()).isEmpty();
        }
    }

    @Test
    void ofManyOwnersTheNewestAreKept() throws Exception {
        for (int i = 0; i < OwnerTable.KEPT + 5; i++) {
            openAndClose();
        }
        assertThat(Records.ask(file, "select min(epoch), max(epoch), count(*) from owner"))
                .containsExactly("6|" + (OwnerTable.KEPT + 5) + "|" + OwnerTable.KEPT);
    }

    @Test
    void howeverManyFellOneAfterTheOtherNoneIsForgotten() throws Exception {
        openAndClose();
        for (int i = 0; i < OwnerTable.KEPT + 5; i++) {
            openAndFall();
        }
        try (Store store = own(file)) {
            assertThat(store.fallenOwners()).hasSize(OwnerTable.KEPT + 5);
        }
    }

    @Test
    void closingMarksTheEndAndFreesTheLockButKeepsItsFile() throws Exception {
        Owner owner = openAndClose();
        try (Store viewer = Stores.look(file)) {
            Owner last = viewer.archive().lastOwner().orElseThrow();
            assertThat(last.uuid()).isEqualTo(owner.uuid());
            assertThat(last.endedAt()).isGreaterThanOrEqualTo(owner.since());
            assertThat(Stores.isAlive(last)).isFalse();
        }
        assertThat(folder.resolve("state.db.lock")).isEmptyFile();
    }

    @Test
    void aClosedStoreRefusesToRecordAndToRead() {
        Store store = own(file);
        store.close();
        store.close();
        assertCode(() -> store.journal().append(new Batch(List.of(), List.of())), ErrorCode.CLOSED);
        assertCode(() -> store.archive().newestExecutions(1), ErrorCode.CLOSED);
    }

    @Test
    void aViewerMayLookBesideTheOwnerButNotRecord() {
        try (Store store = own(file);
                Store viewer = Stores.look(file)) {
            store.journal().append(Records.created(RUN));
            assertThat(viewer.archive().newestExecutions(9)).hasSize(1);
            assertThat(viewer.archive().lastOwner()).contains(store.owner());
            assertThat(viewer.fallenOwners()).isEmpty();
            assertThat(viewer.logs()).isEqualTo(store.logs());
            assertThat(viewer.name()).isEqualTo(store.name());
            assertCode(viewer::journal, ErrorCode.WRONG_STATE);
            assertCode(viewer::owner, ErrorCode.WRONG_STATE);
        }
    }

    private void assertOwnedElsewhere(Path name, Owner holder) {
        assertThatThrownBy(() -> own(name))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_OWNED))
                .hasMessageContaining("process " + holder.pid())
                .hasMessageContaining(holder.host())
                .hasMessageContaining("looking");
    }

    private static void assertCode(Runnable act, ErrorCode code) {
        assertThatThrownBy(act::run)
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private Owner openAndClose() {
        try (Store store = own(file)) {
            return store.owner();
        }
    }

    /** As a crash leaves it: the row has no end. */
    private String openAndFall() throws Exception {
        String uuid = openAndClose().uuid();
        Records.change(file, "update owner set ended_at = null where uuid = '" + uuid + "'");
        return uuid;
    }
}
