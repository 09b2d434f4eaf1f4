package dev.orchestration.store;

import static dev.orchestration.store.Records.RUN;
import static dev.orchestration.store.Records.T0;
import static dev.orchestration.store.Records.ask;
import static dev.orchestration.store.Records.commit;
import static dev.orchestration.store.Records.ended;
import static dev.orchestration.store.Records.large;
import static dev.orchestration.store.Records.own;
import static dev.orchestration.store.Records.started;
import static dev.orchestration.store.Records.upkeep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.command.Command;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Batch;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.Store;
import dev.orchestration.state.journal.StoredDefinition;
import dev.orchestration.state.journal.StreamEnd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruningTest {
    private static final long LONG_AGO = T0 - 1_000_000;
    private static final ExecutionId OLD = new ExecutionId("old1");
    private static final ExecutionId YOUNG = new ExecutionId("young1");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheStore() {
        file = folder.resolve("state.db");
    }

    private List<String> ids() throws Exception {
        return ask(file, "select id from executions order by id");
    }

    @Test
    void whatEndedBeforeGoesAndWhatEndedLaterStays() throws Exception {
        try (Store store = own(file)) {
            store.journal().append(ended(OLD, LONG_AGO, null));
            store.journal().append(ended(YOUNG, T0, null));
        }
        assertThat(upkeep(file).prune(T0)).isEqualTo(new Pruned(1, 1, 0, FileTotal.NONE, 0));
        assertThat(ids()).containsExactly("young1");
        assertThat(ask(file, "select distinct execution from journal")).containsExactly("engine", "young1");
        assertThat(upkeep(file).check().faults()).isEmpty();
        assertThat(upkeep(file).prune(T0).executions()).isZero();
    }

    @Test
    void answersToCommandsGoWhenTheyAreOldAndNoCommandLiesThere() throws Exception {
        try (Store store = own(file)) {
            for (int number = 2; number <= 4; number++) {
                store.journal().append(Records.answered("c" + number, number));
            }
            store.commands().send(new Command("c9", "cancel", "run1", Map.of(), "ada", T0));
        }
        var unused = upkeep(file).prune(T0 + 1);
        assertThat(ask(file, "select command from answers order by 1")).containsExactly("c2", "c3", "c4");

        try (Store store = own(file)) {
            assertThat(store.commands().remove("c9")).isTrue();
        }
        assertThat(upkeep(file).prune(T0 + 1).commits()).isEqualTo(3);
        assertThat(ask(file, "select command from answers")).isEmpty();
        assertThat(upkeep(file).check().faults()).isEmpty();
        try (Store store = own(file)) {
            assertThat(store.archive().answer("c2")).isEmpty();
            long next = store.archive().end(StreamEnd.ENGINE).commits() + 1;
            store.journal().append(Records.answered("c5", next));
            assertThat(store.archive().answer("c5")).isPresent();
        }
    }

    @Test
    void whatHasNotEndedStaysHoweverOldItIs() throws Exception {
        try (Store store = own(file)) {
            store.journal().append(Records.created(RUN));
            store.journal().append(ended(OLD, LONG_AGO, null));
            store.journal().append(commit(OLD, 2, 6, new Event.ExecutionReopened(T0, 2, "me", List.of(0))));
            store.journal().append(Records.created(YOUNG));
            store.journal().append(commit(YOUNG, 2, 2, new Event.ExecutionPaused(LONG_AGO, "interrupted")));
        }
        assertThat(upkeep(file).prune(T0 + 9).executions()).isZero();
        assertThat(ids()).containsExactly("old1", "run1", "young1");
    }

    @Test
    void logsAndDefinitionsAndOutputsGoWithTheLastThatNeedsThem() throws Exception {
        StoredDefinition other = new StoredDefinition("sha256:other", "other", "{}", List.of("a"));
        try (Store store = own(file)) {
            var shared = store.outputs().keep(large("s"));
            store.journal().append(ended(OLD, LONG_AGO, shared));
            store.journal().append(ended(RUN, LONG_AGO, store.outputs().keep(large("r"))));
            store.journal().append(ended(YOUNG, T0, shared));
            store.journal().append(new Batch(List.of(), List.of(other)));
            for (ExecutionId id : List.of(OLD, YOUNG)) {
                Path logs = Files.createDirectory(store.logs().resolve(id.value()));
                Files.writeString(logs.resolve("0-list.1.log"), "said");
            }
        }
        assertThat(upkeep(file).prune(T0)).isEqualTo(new Pruned(2, 2, 1, new FileTotal(1, 300_002), 1));
        assertThat(new FileTree(folder.resolve("state.db.files")).total().files())
                .isEqualTo(1);
        assertThat(new FileTree(folder.resolve("state.db.logs")).children())
                .containsExactly(folder.resolve("state.db.logs/young1"));
        assertThat(ask(file, "select distinct digest from nodes")).containsExactly(Records.DEFINITION.digest());
        assertThat(upkeep(file).check().faults()).isEmpty();
    }

    @Test
    void theKeyOfAnExecutionGoesWithItAndIsFreeThen() throws Exception {
        try (Store store = own(file)) {
            store.journal().append(Records.requested(OLD, "old"));
            store.journal()
                    .append(commit(OLD, 2, 2, new Event.ExecutionEnded(LONG_AGO, 1, WorkflowStatus.CANCELLED, null)));
            store.journal().append(Records.requested(YOUNG, "young"));
        }
        upkeep(file).prune(T0);
        assertThat(ask(file, "select * from requests")).containsExactly("young|young1");
        assertThat(upkeep(file).check().faults()).isEmpty();
        try (Store store = own(file)) {
            store.journal().append(Records.requested(RUN, "old"));
            assertThat(store.archive().executionOf("old")).contains(RUN);
        }
    }

    @Test
    void aLongExecutionGoesInManySmallTransactions() throws Exception {
        try (Store store = Stores.own(file, Durability.FAST, Clock.system(), IdSource.random())) {
            store.journal().append(Records.created(OLD));
            for (int n = 2; n <= 3_000; n++) {
                store.journal().append(commit(OLD, n, n, started(0)));
            }
            var end = new Event.ExecutionEnded(LONG_AGO, 1, WorkflowStatus.FAILED, null);
            store.journal().append(commit(OLD, 3_001, 3_001, end));
        }
        assertThat(upkeep(file).prune(T0).commits()).isEqualTo(3_001);
        assertThat(ask(file, "select count(*) from journal where execution = 'old1'"))
                .containsExactly("0");
        assertThat(ask(file, "select * from removals")).isEmpty();
    }

    @Test
    void onePruningThatWasCutOffIsFinishedByTheNext() throws Exception {
        try (Store store = own(file)) {
            store.journal().append(ended(OLD, LONG_AGO, null));
            Files.createDirectory(store.logs().resolve("old1"));
        }
        Records.change(file, "insert into removals select id from executions");
        Records.change(file, "delete from executions");
        assertThat(upkeep(file).check().faults()).isEmpty();
        assertThat(upkeep(file).prune(0)).isEqualTo(new Pruned(0, 1, 1, FileTotal.NONE, 1));
        assertThat(ask(file, "select distinct execution from journal")).containsExactly("engine");
        assertThat(upkeep(file).check().faults()).isEmpty();
    }

    @Test
    void besideALivingOwnerItIsRefused() {
        try (Store store = own(file)) {
            store.journal().append(ended(OLD, LONG_AGO, null));
            assertThatThrownBy(() -> upkeep(file).prune(T0))
                    .isInstanceOfSatisfying(
                            OrchestrationException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_OWNED));
            assertThat(store.archive().newestExecutions(9)).hasSize(1);
        }
    }

    /** Whoever owns the store next is not told of it any more, so processes that it left would live on. */
    @Test
    void anOwnerThatFellIsHandedOverBeforeAnythingElse() throws Exception {
        own(file).close();
        Records.change(file, "update owner set ended_at = null");
        List<Owner> fallen = new ArrayList<>();
        new Upkeep(file, Clock.system(), IdSource.random(), fallen::add).vacuum();
        assertThat(fallen).extracting(Owner::epoch).containsExactly(1L);
    }

    @Test
    void vacuumGivesTheSpaceBack() throws Exception {
        try (Store store = own(file)) {
            for (int i = 0; i < 40; i++) {
                store.journal().append(ended(new ExecutionId("old" + i), LONG_AGO, "x".repeat(100_000)));
            }
        }
        upkeep(file).prune(T0);
        assertThat(upkeep(file).info().freeBytes()).isGreaterThan(3_000_000);
        Vacuumed vacuumed = upkeep(file).vacuum();
        assertThat(vacuumed.before()).isGreaterThan(4_000_000);
        assertThat(vacuumed.after()).isLessThan(300_000);
        assertThat(upkeep(file).info().freeBytes()).isZero();
        assertThat(upkeep(file).check().faults()).isEmpty();
    }

    /** The execution is gone; what was kept of it stays, with the file that it needs, until it is of no use. */
    @Test
    void keptOutputsOutliveTheirExecutionsUntilTheyExpire() throws Exception {
        try (Store store = own(file)) {
            Batch ended = ended(OLD, LONG_AGO, store.outputs().keep(large("k")));
            store.journal().append(ended);
            var cached = new Event.OutputCached(T0, Activation.first(0), "sha256:k", null, null);
            var lapsed = new Event.OutputCached(T0, Activation.first(0), "sha256:l", null, T0 + 1);
            var attempt = ended.commits().get(0).events().get(3);
            store.journal().append(commit(OLD, 2, 6, attempt, cached, lapsed));
        }
        assertThat(ask(file, "select key from cache order by key")).containsExactly("sha256:k", "sha256:l");
        var unused = upkeep(file).prune(T0);
        assertThat(ask(file, "select key, execution from cache")).containsExactly("sha256:k|" + OLD);
        try (Store store = own(file)) {
            assertThat(LargeOutput.valueOf(
                            store.cache().find("sha256:k").orElseThrow().output()))
                    .isEqualTo("k".repeat(300_000));
        }
        assertThat(upkeep(file).check().faults()).isEmpty();
    }
}
