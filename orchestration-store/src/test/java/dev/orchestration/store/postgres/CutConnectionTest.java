package dev.orchestration.store.postgres;

import static dev.orchestration.store.Records.RUN;
import static dev.orchestration.store.Records.T0;
import static dev.orchestration.store.Records.commit;
import static dev.orchestration.store.Records.created;
import static dev.orchestration.store.Records.started;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Batch;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.Journal;
import dev.orchestration.state.journal.Store;
import dev.orchestration.state.journal.StoredDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The connection is lost at every call to the server in turn, from the making of the tables to the end of the ownership.
 * Whatever happens, each batch is there wholly or not at all, those that were acknowledged are there, and the store can be
 * opened again at once.
 */
@Timeout(120)
class CutConnectionTest {
    private static final ExecutionId OTHER = new ExecutionId("run2");

    @TempDir
    Path folder;

    /** Every shape of batch there is. */
    private static List<Batch> scenario() {
        Event.ExecutionEnded ended = new Event.ExecutionEnded(T0, 1, WorkflowStatus.COMPLETED, null);
        Event.TaskSubmitted task = new Event.TaskSubmitted(T0, 9, "mail-1", Map.of(), List.of());
        StoredDefinition another = new StoredDefinition("sha256:2", "w", "{}", List.of("a", "b"));
        return List.of(
                created(RUN),
                commit(RUN, 2, 2, started(0)),
                together(
                        new Commit(RUN, 3, 3, List.of(started(1))),
                        new Batch(created(OTHER).commits(), List.of())),
                together(
                        new Commit(RUN, 4, 4, List.of(started(2))),
                        commit(OTHER, 2, 2, new Event.ExecutionStarted(T0))),
                together(new Commit(RUN, 5, 5, List.of(started(3))), commit(OTHER, 3, 3, started(0))),
                commit(RUN, 6, 6, task),
                new Batch(List.of(), List.of(another)),
                together(new Commit(RUN, 7, 7, List.of(ended)), commit(OTHER, 4, 4, ended)));
    }

    private static Batch together(Commit first, Batch rest) {
        List<Commit> commits = new ArrayList<>(rest.commits());
        commits.add(0, first);
        return new Batch(commits, rest.definitions());
    }

    @ParameterizedTest
    @EnumSource(CutDriver.Moment.class)
    void nothingIsHalfRecordedNorLostAfterItWasAcknowledged(CutDriver.Moment moment) {
        int cuts = 0;
        while (survives(cuts + 1, moment)) {
            cuts++;
        }
        assertThat(cuts).as("calls of the scenario").isGreaterThan(30);
    }

    /** Says whether the connection was lost. */
    private boolean survives(int call, CutDriver.Moment moment) {
        Place place = Place.empty(folder);
        CutDriver driver = new CutDriver(call, moment);
        int acknowledged = play(place, driver);
        String when = moment + " call " + call;
        try (Store store = place.ownHere(PostgresDriver.REAL)) {
            List<Batch> batches = scenario();
            for (int i = 0; i < batches.size(); i++) {
                Boolean there = isThere(store, batches.get(i));
                assertThat(there)
                        .as("batch %s is whole or not there, %s", i, when)
                        .isNotNull();
                if (i < acknowledged) {
                    assertThat(there)
                            .as("batch %s was acknowledged, %s", i, when)
                            .isTrue();
                } else if (i > acknowledged) {
                    assertThat(there)
                            .as("batch %s was never asked for, %s", i, when)
                            .isFalse();
                }
            }
        }
        return driver.hasCut();
    }

    /** As the engine does it: what nobody has confirmed is looked for, and handed in again if it is not there. */
    @ParameterizedTest
    @EnumSource(CutDriver.Moment.class)
    void theSameOwnerGoesOnAfterACutAndRecordsEveryBatchOnce(CutDriver.Moment moment) {
        int call = 1;
        CutDriver driver;
        do {
            Place place = Place.empty(folder);
            driver = new CutDriver(call++, moment);
            try (Store store = openedIn(place, driver)) {
                scenario().forEach(batch -> record(store.journal(), batch));
            }
            try (Store store = place.ownHere(PostgresDriver.REAL)) {
                for (Batch batch : scenario()) {
                    assertThat(isThere(store, batch))
                            .as("%s call %s", moment, call - 1)
                            .isTrue();
                }
            }
        } while (driver.hasCut());
        assertThat(call).isGreaterThan(30);
    }

    /** A connection that is cut before there is an owner is the opening's matter. */
    private static Store openedIn(Place place, CutDriver driver) {
        try {
            return place.ownHere(driver);
        } catch (OrchestrationException e) {
            return place.ownHere(PostgresDriver.REAL);
        }
    }

    private static void record(Journal journal, Batch batch) {
        for (boolean recorded = false; !recorded; ) {
            try {
                journal.append(batch);
                recorded = true;
            } catch (OrchestrationException e) {
                assertThat(e.code()).as(e.getMessage()).isEqualTo(ErrorCode.STORE_UNREACHABLE);
                recorded = journal.holds(batch);
            }
        }
    }

    /** Gives how many batches were acknowledged. */
    private static int play(Place place, CutDriver driver) {
        int acknowledged = 0;
        try (Store store = place.ownHere(driver)) {
            for (Batch batch : scenario()) {
                store.journal().append(batch);
                acknowledged++;
            }
        } catch (OrchestrationException e) {
            assertThat(e.code()).as(e.getMessage()).isIn(ErrorCode.STORE_UNREACHABLE, ErrorCode.STORE_UNAVAILABLE);
            assertThat(e).hasMessageContaining("connection to the server was lost");
        }
        return acknowledged;
    }

    /** Null if only a part of it is there. */
    private static @Nullable Boolean isThere(Store store, Batch batch) {
        List<Boolean> parts = new ArrayList<>();
        for (Commit commit : batch.commits()) {
            List<Commit> found = new ArrayList<>();
            store.archive().replay(commit.execution(), found::add);
            boolean recorded = found.contains(commit);
            parts.add(recorded);
            assertThat(!recorded || rowFits(store, commit))
                    .as("the row of %s", commit)
                    .isTrue();
        }
        batch.definitions()
                .forEach(definition -> parts.add(
                        store.archive().definition(definition.digest()).isPresent()));
        return parts.stream().distinct().count() > 1 ? null : parts.get(0);
    }

    /** What an execution's row says is at least what the commit says. */
    private static boolean rowFits(Store store, Commit commit) {
        boolean ends = commit.events().stream().anyMatch(Event.ExecutionEnded.class::isInstance);
        return store.archive()
                .execution(commit.execution())
                .filter(row -> !ends || Objects.equals(row.status(), WorkflowStatus.COMPLETED))
                .isPresent();
    }
}
