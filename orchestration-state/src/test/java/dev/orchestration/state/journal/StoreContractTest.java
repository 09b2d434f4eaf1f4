package dev.orchestration.state.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Json;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.EventSamples;
import dev.orchestration.state.event.Next;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.state.project.ProjectRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store promises. Each store has one subclass, which says how to open an empty one. */
public abstract class StoreContractTest {
    private static final long T0 = EventSamples.T0;
    private static final ExecutionId A = new ExecutionId("a1");
    private static final ExecutionId B = new ExecutionId("b1");

    private Store store;

    /** A new, empty store, opened as owner. */
    protected abstract Store open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void commitsComeBackInOrderAndEqual() {
        Commit first = commit(A, 1, 1, created(T0));
        Commit second = new Commit(A, 2, 2, EventSamples.every());
        Commit third = commit(A, 3, 2 + EventSamples.every().size(), new Event.ExecutionStarted(T0));
        append(first);
        append(second);
        append(third);
        assertThat(replay(A)).containsExactly(first, second, third);
        assertThat(store.archive().events(A)).hasSize(EventSamples.every().size() + 2);
    }

    @Test
    void aBatchOfManyExecutionsIsKeptAsAWhole() {
        List<Commit> commits = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            commits.add(commit(new ExecutionId("x" + i), 1, 1, created(T0 + i)));
        }
        store.journal().append(new Batch(commits, List.of()));
        assertThat(commits)
                .allSatisfy(commit -> assertThat(replay(commit.execution())).containsExactly(commit));
    }

    @Test
    void aProjectComesBackAsItWasAddedAndAllOfThemByName() {
        ProjectRow demo = project("demo", "active");
        ProjectRow another = project("Another.one", "planning");
        assertThat(store.projects().add(demo)).isTrue();
        assertThat(store.projects().add(another)).isTrue();
        assertThat(store.projects().find("demo")).contains(demo);
        assertThat(store.projects().find("Demo")).isEmpty();
        assertThat(store.projects().all()).containsExactly(another, demo);
    }

    @Test
    void theNameOfAProjectIsTakenOnce() {
        assertThat(store.projects().add(project("demo", "active"))).isTrue();
        assertThat(store.projects().add(project("demo", "paused"))).isFalse();
        assertThat(store.projects().all()).containsExactly(project("demo", "active"));
    }

    @Test
    void aProjectThatSomebodyElseChangedIsNeitherReplacedNorRemoved() {
        ProjectRow first = project("demo", "planning");
        ProjectRow second = project("demo", "active");
        ProjectRow third = project("demo", "paused");
        assertThat(store.projects().replace(first, second)).isFalse();
        store.projects().add(first);
        assertThat(store.projects().replace(first, second)).isTrue();
        assertThat(store.projects().replace(first, third)).isFalse();
        assertThat(store.projects().remove(first)).isFalse();
        assertThat(store.projects().find("demo")).contains(second);
        assertThat(store.projects().remove(second)).isTrue();
        assertThat(store.projects().all()).isEmpty();
        ProjectRow other = project("other", "active");
        assertThatThrownBy(() -> store.projects().replace(first, other)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ProjectRow project(String name, String status) {
        return new ProjectRow(
                name, "/somewhere/it's " + name, "custom", "é \" ' \\ 漢", status, "{}", "me", "0.1.0", T0, T0 + 1);
    }

    @Test
    void theLastCommitOfAnExecutionHasTheEpochOfItsOwner() {
        assertThat(store.archive().lastEpoch(A)).isEmpty();
        append(commit(A, 1, 1, created(T0)));
        assertThat(store.archive().lastEpoch(A)).hasValue(store.owner().epoch());
        assertThat(store.archive().lastEpoch(B)).isEmpty();
    }

    @Test
    void anEmptyBatchChangesNothing() {
        append();
        assertThat(store.archive().newestExecutions(10)).isEmpty();
    }

    @Test
    void aCommitThatExistsIsRefusedWithTheWholeBatch() {
        Commit first = commit(A, 1, 1, created(T0));
        append(first);
        Commit again = commit(A, 1, 1, new Event.ExecutionStarted(T0));
        assertRefused(commit(B, 1, 1, created(T0)), again);
        assertThat(replay(A)).containsExactly(first);
        assertThat(replay(B)).isEmpty();
        assertThat(store.archive().execution(B)).isEmpty();
        assertThat(row(A).status()).isEqualTo(WorkflowStatus.PENDING);
    }

    @Test
    void aCommitThatLeavesAGapIsRefused() {
        append(commit(A, 1, 1, created(T0)));
        assertRefused(commit(A, 3, 2, new Event.ExecutionStarted(T0)));
        assertRefused(commit(B, 2, 1, created(T0)));
    }

    @Test
    void aRefusedBatchKeepsItsDefinitionsOutAndHindersNothing() {
        assertThatThrownBy(() -> store.journal()
                        .append(new Batch(List.of(commit(A, 2, 1, created(T0))), List.of(definition("sha256:1")))))
                .isInstanceOf(OrchestrationException.class);
        assertThat(store.archive().definition("sha256:1")).isEmpty();
        append(commit(A, 1, 1, created(T0)));
        assertThat(replay(A)).hasSize(1);
    }

    @Test
    void theRowOfAnExecutionIsTheFoldOfItsEvents() {
        append(commit(A, 1, 1, created(T0)));
        assertThat(row(A))
                .isEqualTo(new ExecutionRow(
                        A, "census", "sha256:1", "nightly", "/data", WorkflowStatus.PENDING, null, T0, null, null));
        append(commit(A, 2, 2, new Event.ExecutionStarted(T0 + 1), new Event.AttemptStarted(T0, first(), 1, null)));
        assertThat(row(A).startedAt()).isEqualTo(T0 + 1);
        append(commit(A, 3, 4, new Event.ExecutionPaused(T0 + 2, "interrupted")));
        assertThat(row(A).reason()).isEqualTo("interrupted");
        append(commit(A, 4, 5, new Event.ExecutionContinued(T0 + 3, "me")));
        append(commit(A, 5, 6, new Event.ExecutionEnded(T0 + 4, 1, WorkflowStatus.FAILED, null)));
        assertThat(row(A).status()).isEqualTo(WorkflowStatus.FAILED);
        assertThat(row(A).endedAt()).isEqualTo(T0 + 4);
    }

    @Test
    void anEndedExecutionCanBeReopened() {
        append(commit(A, 1, 1, created(T0), new Event.ExecutionStarted(T0)));
        append(commit(A, 2, 3, new Event.ExecutionEnded(T0 + 4, 1, WorkflowStatus.FAILED, null)));
        append(commit(A, 3, 4, new Event.Noted(T0 + 5, "late", "result", null)));
        append(commit(A, 4, 5, new Event.ExecutionReopened(T0 + 6, 2, "me", List.of(0))));
        assertThat(row(A).status()).isEqualTo(WorkflowStatus.RUNNING);
        assertThat(row(A).endedAt()).isNull();
        assertThat(replay(A)).hasSize(4);
    }

    @Test
    void executionsAreFoundByThePrefixOfTheirId() {
        for (String id : List.of("ab1", "ab2", "b1", "a", "ac", "a%", "a_")) {
            append(commit(new ExecutionId(id), 1, 1, created(T0)));
        }
        assertThat(ids(store.archive().executionsByPrefix("ab", 10))).containsExactly("ab2", "ab1");
        assertThat(ids(store.archive().executionsByPrefix("a_", 10))).containsExactly("a_");
        assertThat(ids(store.archive().executionsByPrefix("a", 2))).containsExactly("a_", "a%");
        assertThat(store.archive().executionsByPrefix("", 10)).hasSize(7);
        assertThat(store.archive().executionsByPrefix("zz", 10)).isEmpty();
    }

    @Test
    void theNewestComeFirstAndAmongEquallyOldTheLastRecorded() {
        append(commit(new ExecutionId("old"), 1, 1, created(T0 - 1)));
        append(commit(new ExecutionId("new"), 1, 1, created(T0 + 1)));
        append(commit(A, 1, 1, created(T0)));
        append(commit(B, 1, 1, created(T0)));
        append(commit(A, 2, 2, new Event.ExecutionStarted(T0 + 9)));
        assertThat(ids(store.archive().newestExecutions(10))).containsExactly("new", "b1", "a1", "old");
        assertThat(ids(store.archive().newestExecutions(2))).containsExactly("new", "b1");
    }

    @Test
    void theCompletedOnesOfAWorkflowAreFoundNewestFirst() {
        for (int i = 0; i < 4; i++) {
            var status = i == 2 ? WorkflowStatus.FAILED : WorkflowStatus.COMPLETED;
            var end = new Event.ExecutionEnded(T0 + 9, 1, status, null);
            append(commit(new ExecutionId("c" + i), 1, 1, created(T0 + i), new Event.ExecutionStarted(T0), end));
        }
        assertThat(ids(store.archive().newestCompleted("census", 2))).containsExactly("c3", "c1");
        assertThat(store.archive().newestCompleted("other", 9)).isEmpty();
    }

    @Test
    void theEndedOnesOfAWorkflowAreFoundNewestFirstHoweverTheyEnded() {
        for (int i = 0; i < 4; i++) {
            var status = i == 2 ? WorkflowStatus.FAILED : WorkflowStatus.COMPLETED;
            var end = new Event.ExecutionEnded(T0 + 9, 1, status, null);
            append(commit(new ExecutionId("c" + i), 1, 1, created(T0 + i), new Event.ExecutionStarted(T0), end));
        }
        append(commit(new ExecutionId("c9"), 1, 1, created(T0 + 9), new Event.ExecutionStarted(T0)));
        assertThat(ids(store.archive().newestEnded("census", 3))).containsExactly("c3", "c2", "c1");
        assertThat(ids(store.archive().newestEnded("census", 9))).hasSize(4);
        assertThat(store.archive().newestEnded("other", 9)).isEmpty();
    }

    @Test
    void aDefinitionIsStoredOnceUnderItsDigest() {
        StoredDefinition definition = definition("sha256:1");
        StoredDefinition sameDigest = new StoredDefinition("sha256:1", "other", "{}", List.of());
        store.journal().append(new Batch(List.of(commit(A, 1, 1, created(T0))), List.of(definition)));
        store.journal().append(new Batch(List.of(commit(B, 1, 1, created(T0))), List.of(sameDigest)));
        assertThat(store.archive().definition("sha256:1")).contains(definition);
        assertThat(store.archive().definitionJson("sha256:1")).contains(definition.json());
        assertThat(store.archive().definitionNodes("sha256:1")).contains(definition.nodes());
    }

    @Test
    void aLargeOutputIsKeptBesideTheEventsAndComesBackWhenAskedFor() {
        String json = "[\"" + "ü".repeat(400_000) + "\",1]";
        LargeOutput kept = store.outputs().keep(json);
        append(commit(A, 1, 1, created(T0), ended(kept)));
        Event.AttemptEnded back = (Event.AttemptEnded) store.archive().events(A).get(1);
        assertThat(back).isEqualTo(ended(kept));
        assertThat(((LargeOutput) Objects.requireNonNull(back.output())).bytes())
                .isEqualTo(json.getBytes(StandardCharsets.UTF_8).length);
        assertThat(LargeOutput.valueOf(back.output())).isEqualTo(Json.read(json));
    }

    @Test
    void theSameLargeOutputMayBeKeptTwiceAndBeThatOfMany() {
        String json = "\"" + "x".repeat(300_000) + "\"";
        LargeOutput first = store.outputs().keep(json);
        assertThat(store.outputs().keep(json)).isEqualTo(first);
        append(commit(A, 1, 1, created(T0), ended(first), ended(first)), commit(B, 1, 1, created(T0), ended(first)));
        assertThat(LargeOutput.valueOf(
                        ((Event.AttemptEnded) store.archive().events(B).get(1)).output()))
                .isEqualTo("x".repeat(300_000));
    }

    @Test
    void anOutputIsKeptWithTheCommitThatSaysSoAndTheLastCounts() {
        append(commit(A, 1, 1, created(T0), ended("first"), cached(T0, null, null)));
        append(commit(B, 1, 1, created(T0), ended("second"), cached(T0 + 5, null, T0 + 9)));
        append(commit(B, 2, 4, ended("first"), cached(T0 + 6, "a1", null)));
        assertThat(store.cache().find("sha256:k"))
                .contains(new CachedOutput("sha256:k", "b1", T0 + 5, T0 + 9, "second"));
        assertThat(store.cache().find("sha256:other")).isEmpty();
    }

    @Test
    void aLargeOutputIsKeptToo() {
        LargeOutput large = store.outputs().keep("\"" + "x".repeat(300_000) + "\"");
        append(commit(A, 1, 1, created(T0), ended(large), cached(T0, null, null)));
        CachedOutput found = store.cache().find("sha256:k").orElseThrow();
        assertThat(LargeOutput.valueOf(found.output())).isEqualTo("x".repeat(300_000));
    }

    @Test
    void ofARefusedBatchNoOutputIsKept() {
        append(commit(A, 1, 1, created(T0)));
        assertRefused(commit(A, 1, 1, created(T0), ended("never"), cached(T0, null, null)));
        assertThat(store.cache().find("sha256:k")).isEmpty();
    }

    private static Event cached(long at, @Nullable String origin, @Nullable Long expires) {
        return new Event.OutputCached(at, first(), "sha256:k", origin, expires);
    }

    @Test
    void anExecutionIsFoundByTheKeyUnderWhichItWasAskedFor() {
        append(commit(A, 1, 1, created(T0, "order ü'7\ud83d\ude00")), commit(B, 1, 1, created(T0, "Order")));
        append(commit(A, 2, 2, new Event.ExecutionStarted(T0)));
        assertThat(store.archive().executionOf("order ü'7\ud83d\ude00")).contains(A);
        assertThat(store.archive().executionOf("Order")).contains(B);
        assertThat(store.archive().executionOf("order")).isEmpty();
        assertThat(replay(B)).containsExactly(commit(B, 1, 1, created(T0, "Order")));
    }

    @Test
    void aKeyThatIsThatOfAnotherExecutionIsRefusedWithTheWholeBatch() {
        append(commit(A, 1, 1, created(T0, "k")));
        assertRefused(commit(new ExecutionId("c1"), 1, 1, created(T0)), commit(B, 1, 1, created(T0, "k")));
        assertRefused(commit(B, 1, 1, created(T0, "m")), commit(new ExecutionId("c1"), 1, 1, created(T0, "m")));
        assertThat(store.archive().executionOf("k")).contains(A);
        assertThat(store.archive().executionOf("m")).isEmpty();
        assertThat(ids(store.archive().newestExecutions(9))).containsExactly("a1");
        append(commit(B, 1, 1, created(T0, "m")));
        assertThat(store.archive().executionOf("m")).contains(B);
    }

    @Test
    void whatHasNotEndedIsFoundOldestFirst() {
        append(commit(new ExecutionId("new"), 1, 1, created(T0 + 1)));
        for (ExecutionId id : List.of(A, B, new ExecutionId("c1"))) {
            append(commit(id, 1, 1, created(T0), new Event.ExecutionStarted(T0)));
        }
        append(commit(A, 2, 3, new Event.ExecutionEnded(T0 + 4, 1, WorkflowStatus.FAILED, null)));
        append(commit(B, 2, 3, new Event.ExecutionPaused(T0 + 2, "interrupted")));
        assertThat(ids(store.archive().openExecutions())).containsExactly("b1", "c1", "new");
        append(commit(A, 3, 4, new Event.ExecutionReopened(T0 + 6, 2, "me", List.of(0))));
        assertThat(ids(store.archive().openExecutions())).containsExactly("a1", "b1", "c1", "new");
    }

    @Test
    void everyExecutionIsHandedOutOldestFirst() {
        append(commit(new ExecutionId("new"), 1, 1, created(T0 + 1)));
        append(commit(A, 1, 1, created(T0)), commit(B, 1, 1, created(T0)));
        List<ExecutionRow> seen = new ArrayList<>();
        store.archive().eachExecution(seen::add);
        assertThat(ids(seen)).containsExactly("a1", "b1", "new");
    }

    @Test
    void whatIsUnknownIsEmpty() {
        assertThat(store.archive().execution(A)).isEmpty();
        assertThat(store.archive().definition("sha256:0")).isEmpty();
        assertThat(store.archive().definitionJson("sha256:0")).isEmpty();
        assertThat(store.archive().definitionNodes("sha256:0")).isEmpty();
        assertThat(replay(A)).isEmpty();
        assertThat(store.archive().newestExecutions(5)).isEmpty();
    }

    @Test
    void aReaderMayAskTheArchiveWhileItReplays() {
        append(commit(A, 1, 1, created(T0)));
        append(commit(A, 2, 2, new Event.ExecutionStarted(T0)));
        List<ExecutionRow> seen = new ArrayList<>();
        store.archive().replay(A, commit -> seen.add(row(commit.execution())));
        assertThat(seen).hasSize(2);
    }

    @Test
    void aReaderWhoKnowsTheBeginningGetsTheRest() {
        append(commit(A, 1, 1, created(T0)));
        append(commit(A, 2, 2, new Event.ExecutionStarted(T0), new Event.Noted(T0, "a", "b", 1L)));
        Commit last = commit(A, 3, 4, new Event.ExecutionPaused(T0, "why"));
        append(last);

        List<Commit> rest = new ArrayList<>();
        store.archive().replayAfter(A, 2, rest::add);
        assertThat(rest).containsExactly(last);
        assertThat(store.archive().end(A)).isEqualTo(new StreamEnd(3, 4));
        assertThat(store.archive().end(B)).isEqualTo(new StreamEnd(0, 0));
        store.archive().replayAfter(A, 3, rest::add);
        assertThat(rest).hasSize(1);
    }

    @Test
    void theAnswerToACommandIsFoundByTheCommandsId() {
        StreamEnd end = store.archive().end(StreamEnd.ENGINE);
        Event.CommandReceived done = new Event.CommandReceived(T0, "c1", "ada", "run", "a1", null, null);
        Event.CommandReceived refused =
                new Event.CommandReceived(T0, "c2", "c1", "fly", null, "COMMAND_REFUSED", "no \"c3\"");
        append(commit(A, 1, 1, created(T0)), commit(StreamEnd.ENGINE, end.commits() + 1, end.events() + 1, done));
        append(commit(StreamEnd.ENGINE, end.commits() + 2, end.events() + 2, refused));

        assertThat(store.archive().answer("c1")).contains(done);
        assertThat(store.archive().answer("c2")).contains(refused);
        assertThat(store.archive().answer("c3")).isEmpty();
        assertThat(store.archive().answer("c")).isEmpty();
        assertThat(store.archive().answer("%")).isEmpty();
    }

    @Test
    void theOwnerIsThisProcess() {
        assertThat(store.owner().pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(store.archive().lastOwner()).contains(store.owner());
        assertThat(store.owner().endedAt()).isNull();
        assertThat(store.fallenOwners()).isEmpty();
        assertThat(store.logs()).isDirectory();
    }

    @Test
    void closingTwiceIsHarmless() {
        store.close();
        store.close();
    }

    private void append(Commit... commits) {
        store.journal().append(new Batch(List.of(commits), List.of()));
    }

    private void assertRefused(Commit... commits) {
        assertThatThrownBy(() -> append(commits))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
    }

    private List<Commit> replay(ExecutionId id) {
        List<Commit> commits = new ArrayList<>();
        store.archive().replay(id, commits::add);
        return commits;
    }

    private ExecutionRow row(ExecutionId id) {
        return store.archive().execution(id).orElseThrow();
    }

    private static List<String> ids(List<ExecutionRow> rows) {
        return rows.stream().map(row -> row.id().value()).toList();
    }

    private static Commit commit(ExecutionId id, long number, long firstSeq, Event... events) {
        return new Commit(id, number, firstSeq, Arrays.asList(events));
    }

    private static Event ended(Object output) {
        return new Event.AttemptEnded(
                T0, first(), 1, Outcome.COMPLETED, T0, T0, output, List.of(), null, null, Next.COMPLETED, null);
    }

    private static Event created(long at) {
        return created(at, null);
    }

    private static Event created(long at, @Nullable String key) {
        return new Event.ExecutionCreated(
                at, "census", "sha256:1", Map.of(), "nightly", "priority", 42, "/data", List.of(), key);
    }

    private static Activation first() {
        return Activation.first(0);
    }

    private static StoredDefinition definition(String digest) {
        return new StoredDefinition(digest, "census", "{\"name\":\"ü\"}", List.of("list", "count", "merge"));
    }
}
