package dev.orchestration.state.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.state.event.Parent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A store in memory does not fill the memory of a host that never ends. */
class InMemoryRetentionTest {
    private InMemoryStore store = store(Long.MAX_VALUE, 3);

    private static InMemoryStore store(long bytes, int executions) {
        return new InMemoryStore(Path.of("nowhere"), new Owner("u1", 1, "here", "", 1, 0, 0, null), bytes, executions);
    }

    @Test
    void whatEndedFirstGoesFirst() {
        begin("open", null);
        IntStream.range(0, 5).forEach(i -> {
            begin("e" + i, null);
            end("e" + i, 2);
        });
        thenThereAre("open", "e2", "e3", "e4");
        assertThat(store.executionOf("key of e1")).isEmpty();
        assertThat(store.executionOf("key of e2")).isPresent();
        assertThat(store.definition("digest of e1")).isEmpty();
        assertThat(store.definition("digest of e2")).isPresent();
        List<Commit> none = replay("e1");
        assertThat(none).isEmpty();
    }

    @Test
    void whatAStepHasBegunStaysAsLongAsItsParentAndGoesWithIt() {
        begin("parent", null);
        begin("child", "parent");
        end("child", 2);
        begin("grandchild", "child");
        end("grandchild", 2);
        IntStream.range(0, 4).forEach(i -> {
            begin("e" + i, null);
            end("e" + i, 2);
        });
        thenThereAre("parent", "child", "grandchild", "e1", "e2", "e3");
        end("parent", 2);
        thenThereAre("parent", "child", "grandchild");
        begin("next", null);
        end("next", 2);
        thenThereAre("next");
    }

    @Test
    void whatGoesOnAgainIsNotLetGo() {
        begin("again", null);
        end("again", 2);
        append(commit("again", 3, new Event.ExecutionReopened(0, 2, "me", List.of(0))));
        IntStream.range(0, 4).forEach(i -> {
            begin("e" + i, null);
            end("e" + i, 2);
        });
        thenThereAre("again", "e1", "e2", "e3");
        append(commit("again", 4, new Event.ExecutionEnded(0, 2, WorkflowStatus.COMPLETED, null)));
        thenThereAre("again", "e2", "e3");
    }

    @Test
    void aParentOfWhichAChildGoesOnAgainStays() {
        begin("parent", null);
        begin("child", "parent");
        end("child", 2);
        end("parent", 2);
        append(commit("child", 3, new Event.ExecutionReopened(0, 2, "me", List.of(0))));
        IntStream.range(0, 4).forEach(i -> {
            begin("e" + i, null);
            end("e" + i, 2);
        });
        thenThereAre("parent", "child", "e3");
    }

    @Test
    void outputsCountByTheirSizeAndWhatEndedLastStaysHoweverLarge() {
        store = store(10_000, Integer.MAX_VALUE);
        begin("small", null);
        end("small", 2);
        begin("large", null);
        append(commit("large", 2, output(Map.of("text", "x".repeat(5_000)))));
        end("large", 3);
        thenThereAre("small", "large");
        begin("larger", null);
        append(commit("larger", 2, output(List.of("x".repeat(50_000)))));
        end("larger", 3);
        thenThereAre("larger");
    }

    @Test
    void parametersCountByTheirSizeToo() {
        store = store(10_000, Integer.MAX_VALUE);
        begin("large", null, Map.of("text", "x".repeat(9_000)));
        end("large", 2);
        begin("next", null, Map.of("text", "x".repeat(2_000)));
        end("next", 2);
        thenThereAre("next");
    }

    /** Whoever tries one again reads it before. */
    @Test
    void whatIsReadIsAsGoodAsWhatEndedLast() {
        begin("parent", null);
        begin("child", "parent");
        end("child", 2);
        end("parent", 2);
        begin("e0", null);
        end("e0", 2);
        var unused = replay("child");
        begin("e1", null);
        end("e1", 2);
        thenThereAre("parent", "child", "e1");
    }

    @Test
    void whatIsTakenUpAfterItWasLetGoHarmsNobodyElse() {
        IntStream.range(0, 5).forEach(i -> {
            begin("e" + i, null);
            end("e" + i, 2);
        });
        append(commit("e0", 3, new Event.ExecutionReopened(0, 2, "me", List.of(0))));
        thenThereAre("e2", "e3", "e4");
        assertThatThrownBy(() -> append(commit("e4", 9, new Event.Noted(0, "late", "result", null))))
                .isInstanceOf(OrchestrationException.class);
    }

    private void begin(String id, @Nullable String parent) {
        begin(id, parent, Map.of());
    }

    private void begin(String id, @Nullable String parent, Map<String, Object> parameters) {
        StoredDefinition definition = new StoredDefinition("digest of " + id, "census", "{}", List.of("a"));
        Event created = new Event.ExecutionCreated(
                0,
                "census",
                definition.digest(),
                parameters,
                "nightly",
                "priority",
                42,
                "/data",
                List.of(),
                parent == null ? "key of " + id : null,
                null,
                parent == null ? null : new Parent(parent, Activation.first(0), "a", 1),
                null,
                null);
        store.append(new Batch(List.of(commit(id, 1, created, new Event.ExecutionStarted(0))), List.of(definition)));
    }

    private void end(String id, long number) {
        append(commit(id, number, new Event.ExecutionEnded(0, 1, WorkflowStatus.COMPLETED, null)));
    }

    private static Event output(Object output) {
        return new Event.AttemptEnded(
                0,
                Activation.first(0),
                1,
                Outcome.COMPLETED,
                0,
                0,
                output,
                List.of(),
                null,
                null,
                Next.COMPLETED,
                null);
    }

    private void append(Commit commit) {
        store.append(new Batch(List.of(commit), List.of()));
    }

    private static Commit commit(String id, long number, Event... events) {
        return new Commit(new ExecutionId(id), number, number, Arrays.asList(events));
    }

    private List<Commit> replay(String id) {
        List<Commit> commits = new ArrayList<>();
        store.replay(new ExecutionId(id), commits::add);
        return commits;
    }

    private void thenThereAre(String... ids) {
        assertThat(store.newestExecutions(100).stream().map(row -> row.id().value()))
                .containsExactlyInAnyOrder(ids);
    }
}
