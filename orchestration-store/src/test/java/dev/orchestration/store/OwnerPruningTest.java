package dev.orchestration.store;

import static dev.orchestration.store.Records.RUN;
import static dev.orchestration.store.Records.T0;
import static dev.orchestration.store.Records.ask;
import static dev.orchestration.store.Records.commit;
import static dev.orchestration.store.Records.ended;
import static dev.orchestration.store.Records.large;
import static dev.orchestration.store.Records.own;
import static dev.orchestration.store.Records.upkeep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Batch;
import dev.orchestration.state.journal.OwnerAtWork;
import dev.orchestration.state.journal.Removed;
import dev.orchestration.state.journal.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The owner of a store removes what ended long ago while it goes on recording. */
class OwnerPruningTest {
    private static final long LONG_AGO = T0 - 1_000_000;
    private static final ExecutionId OLD = new ExecutionId("old1");
    private static final ExecutionId YOUNG = new ExecutionId("young1");

    @TempDir
    Path folder;

    private Path file;
    private Store store;

    @BeforeEach
    void anOwner() {
        file = folder.resolve("state.db");
        store = own(file);
    }

    @AfterEach
    void isSoundToTheEnd() {
        store.close();
        assertThat(upkeep(file).check().faults()).isEmpty();
    }

    private Removed remove() {
        return store.removeEnded(T0, OwnerAtWork.IDLE);
    }

    private List<String> ids() throws Exception {
        return ask(file, "select id from executions order by id");
    }

    /** As if all that is kept so far had been kept yesterday. */
    private void yesterday() throws Exception {
        for (Path output : new FileTree(folder.resolve("state.db.files")).children()) {
            Files.setLastModifiedTime(
                    output,
                    FileTime.fromMillis(Files.getLastModifiedTime(output).toMillis() - 86_400_000));
        }
    }

    private List<Path> outputs() {
        return new FileTree(folder.resolve("state.db.files")).children();
    }

    /** Somebody who works meanwhile, and tires after so many steps. */
    private static final class Busy implements OwnerAtWork {
        private final Set<ExecutionId> underWay;
        private int steps;

        Busy(int steps, ExecutionId... underWay) {
            this.steps = steps;
            this.underWay = Set.of(underWay);
        }

        @Override
        public void apart(List<ExecutionId> ids, Consumer<List<ExecutionId>> act) {
            act.accept(ids.stream().filter(id -> !underWay.contains(id)).toList());
        }

        @Override
        public void rest(long nanos) {
            if (--steps < 0) {
                throw new OrchestrationException(ErrorCode.CLOSED, "the engine ends");
            }
        }
    }

    @Test
    void whatEndedBeforeGoesAndWhatIsOpenOrPausedOrEndedLaterStays() throws Exception {
        store.journal().append(ended(OLD, LONG_AGO, null));
        store.journal().append(ended(YOUNG, T0, null));
        store.journal().append(Records.created(RUN));
        ExecutionId paused = new ExecutionId("paused1");
        store.journal().append(Records.created(paused));
        store.journal().append(commit(paused, 2, 2, new Event.ExecutionPaused(LONG_AGO, "by ada")));

        assertThat(remove()).isEqualTo(new Removed(1, 1, 0, 0, 0));

        assertThat(ids()).containsExactly("paused1", "run1", "young1");
        store.journal().append(commit(RUN, 2, 2, new Event.ExecutionStarted(T0)));
        assertThat(remove().isAny()).isFalse();
    }

    @Test
    void whatAStepWaitedForStaysAsLongAsItsExecutionIsOpen() throws Exception {
        store.journal().append(Records.created(RUN));
        store.journal().append(ended(OLD, LONG_AGO, null));
        Records.change(file, "update executions set parent = 'run1' where id = 'old1'");
        assertThat(remove().executions()).isZero();

        store.journal()
                .append(commit(RUN, 2, 2, new Event.ExecutionEnded(LONG_AGO, 1, WorkflowStatus.CANCELLED, null)));
        assertThat(remove().executions()).isEqualTo(2);
    }

    @Test
    void whatSomebodyCarriesOutIsLeftForTheNextTime() throws Exception {
        store.journal().append(ended(OLD, LONG_AGO, null));
        store.journal().append(ended(RUN, LONG_AGO, null));

        assertThat(store.removeEnded(T0, new Busy(1_000, OLD)).executions()).isEqualTo(1);
        assertThat(ids()).containsExactly("old1");
        store.journal().append(commit(OLD, 2, 6, new Event.ExecutionReopened(T0, 2, "me", List.of(0))));
        assertThat(remove().executions()).isZero();
    }

    @Test
    void anOutputThatTwoShareStaysAsLongAsOneNeedsIt() throws Exception {
        LargeOutput shared = store.outputs().keep(large("s"));
        store.journal().append(ended(OLD, LONG_AGO, shared));
        store.journal().append(ended(RUN, LONG_AGO, store.outputs().keep(large("r"))));
        store.journal().append(ended(YOUNG, T0, shared));
        yesterday();

        assertThat(remove()).isEqualTo(new Removed(2, 2, 1, 300_002, 0));
        assertThat(shared.text()).isEqualTo(large("s"));
        assertThat(store.removeEnded(T0 + 1, OwnerAtWork.IDLE).files()).isEqualTo(1);
        assertThat(outputs()).isEmpty();
    }

    @Test
    void anOutputWhoseEventIsYetToBeRecordedStays() throws Exception {
        LargeOutput old = store.outputs().keep(large("o"));
        yesterday();
        LargeOutput kept = store.outputs().keep(large("k"));
        assertThat(old.hold()).isTrue();
        assertThat(remove().files()).isZero();

        store.journal().append(ended(YOUNG, T0, kept));
        yesterday();
        assertThat(remove().files()).isEqualTo(1);
        assertThat(old.hold()).isFalse();
        assertThat(kept.text()).isEqualTo(large("k"));
    }

    @Test
    void logsGoWithTheirExecutions() throws Exception {
        store.journal().append(ended(OLD, LONG_AGO, null));
        store.journal().append(Records.created(RUN));
        for (ExecutionId id : List.of(OLD, RUN)) {
            Files.writeString(
                    Files.createDirectory(store.logs().resolve(id.value())).resolve("0-a.1.log"), "said");
        }
        assertThat(remove().logs()).isEqualTo(1);
        assertThat(new FileTree(store.logs()).children())
                .containsExactly(store.logs().resolve("run1"));
    }

    @Test
    void whereverTheOwnerEndsInBetweenTheNextRemovesTheRest() throws Exception {
        for (int steps = 0; ; steps++) {
            for (int i = 0; i < 30; i++) {
                ExecutionId id = new ExecutionId("e" + steps + "x" + i);
                store.journal().append(ended(id, LONG_AGO, store.outputs().keep(large("l" + steps))));
            }
            yesterday();
            try {
                store.removeEnded(T0, new Busy(steps));
                break;
            } catch (OrchestrationException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.CLOSED);
            }
            store.close();
            assertThat(upkeep(file).check().faults())
                    .as("after %s steps", steps)
                    .isEmpty();
            store = own(file);
            remove();
            assertThat(ids()).isEmpty();
            assertThat(outputs()).isEmpty();
            assertThat(ask(file, "select distinct execution from journal where execution <> 'engine'"))
                    .isEmpty();
        }
    }

    @Test
    void aDefinitionThatIsNeededAgainIsThereAgain() throws Exception {
        store.journal().append(ended(OLD, LONG_AGO, null));
        remove();
        assertThat(ask(file, "select * from definitions")).isEmpty();
        store.journal().append(ended(YOUNG, T0, null));
        assertThat(ask(file, "select distinct digest from nodes")).containsExactly(Records.DEFINITION.digest());
    }

    @Test
    void whatIsUsedAgainStaysUntilItsNewExecutionNeedsIt() throws Exception {
        Batch first = ended(OLD, LONG_AGO, store.outputs().keep(large("k")));
        store.journal().append(first);
        var cached = new Event.OutputCached(T0, Activation.first(0), "sha256:k", null, T0 + 1);
        store.journal().append(commit(OLD, 2, 6, first.commits().get(0).events().get(3), cached));
        yesterday();
        var found = store.cache().find("sha256:k").orElseThrow();

        assertThat(remove()).isEqualTo(new Removed(1, 2, 0, 0, 0));

        assertThat(store.cache().find("sha256:k")).isEmpty();
        store.journal().append(ended(YOUNG, T0, found.output()));
        assertThat(LargeOutput.valueOf(found.output())).isEqualTo("k".repeat(300_000));
    }

    @Test
    void whoeverOnlyLooksRemovesNothing() {
        try (Store viewed = Stores.look(file)) {
            assertThatThrownBy(() -> viewed.removeEnded(T0, OwnerAtWork.IDLE))
                    .isInstanceOfSatisfying(
                            OrchestrationException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_STATE));
        }
    }

    @Test
    void aBackupIsWholeAlthoughWhatItCopiesIsRemovedMeanwhile() throws Exception {
        List<Path> copies = new ArrayList<>();
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < 20; i++) {
                ExecutionId id = new ExecutionId("e" + round + "x" + i);
                store.journal().append(ended(id, LONG_AGO, store.outputs().keep(large("l" + round + "x" + i))));
            }
            yesterday();
            Path copy = folder.resolve("copy" + round + ".db");
            Thread remover = new Thread(this::remove);
            remover.start();
            upkeep(file).backup(copy);
            remover.join();
            copies.add(copy);
        }
        assertThat(copies)
                .allSatisfy(copy -> assertThat(upkeep(copy).check().faults()).isEmpty());
    }
}
