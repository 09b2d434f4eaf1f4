package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ContextWrite;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.TaskStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a fork keeps of its origin, on the real loop. */
class KeptNodesTest {
    private static Event kept(Activation activation, String status, @Nullable Object output, ContextWrite... writes) {
        return new Event.NodeKept(Stage.START, activation, "origin", status, output, List.of(writes));
    }

    private static Event completed(int node) {
        return kept(Activation.first(node), Event.NodeKept.COMPLETED, "kept " + node);
    }

    @Test
    void whatIsKeptNeverStartsAndFreesWhatDependsOnIt() {
        Stage stage = Stage.given(Graph.of("a", "b: a", "c: b")).startedWith(completed(0), completed(1));

        stage.then("a", TaskStatus.COMPLETED).then("b", TaskStatus.COMPLETED).thenRunning("c");
        assertThat(stage.state().output(1)).isEqualTo("kept 1");
        assertThat(stage.state().attempts(0)).isZero();
        stage.whenCompletes("c").thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void whatIsKeptAsSkippedSatisfiesItsDependantsWithNothing() {
        Stage stage =
                Stage.given(Graph.of("a", "b: a")).startedWith(kept(Activation.first(0), Event.NodeKept.SKIPPED, null));

        stage.then("a", TaskStatus.SKIPPED).thenRunning("b");
        assertThat(stage.state().output(0)).isNull();
    }

    @Test
    void aMapIsKeptItemByItemAndItsOutputIsTheListOfTheirs() {
        Stage stage = Stage.given(Graph.of("m", "z: m").map("m", 2))
                .startedWith(
                        new Event.Expanded(Stage.START, 0, 2, null),
                        kept(new Activation(0, 1, 1), Event.NodeKept.COMPLETED, "second"),
                        kept(new Activation(0, 0, 1), Event.NodeKept.COMPLETED, "first"));

        stage.then("m", TaskStatus.COMPLETED).thenRunning("z");
        assertThat(stage.state().output(0)).hasToString("[first, second]");
    }

    /** Somebody has decided so when it was interrupted. */
    @Test
    void anItemIsKeptAsSkipped() {
        Stage stage = Stage.given(Graph.of("m", "z: m").map("m", 2))
                .startedWith(
                        new Event.Expanded(Stage.START, 0, 2, null),
                        kept(new Activation(0, 0, 1), Event.NodeKept.SKIPPED, null),
                        kept(new Activation(0, 1, 1), Event.NodeKept.COMPLETED, "second"));

        stage.then("m[0]", TaskStatus.SKIPPED).then("m", TaskStatus.COMPLETED).thenRunning("z");
        assertThat(stage.state().output(0)).hasToString("[null, second]");
    }

    @Test
    void theWritesOfAPassThatIsKeptAreThereAndItsStepStillRuns() {
        Stage stage = Stage.given(Graph.of("a"))
                .startedWith(kept(
                        Activation.first(0),
                        Event.NodeKept.AGAIN,
                        null,
                        new ContextWrite("k", JsonValue.of("v", "k"))));

        stage.thenRunning("a");
        assertThat(stage.state().context().toMap()).isEqualTo(Map.of("k", "v"));
    }

    @Test
    void aForkThatKeepsAllOfItEndsAtOnce() {
        Stage stage = Stage.given(Graph.of("a", "b: a")).startedWith(completed(0), completed(1));

        stage.thenEnded(WorkflowStatus.COMPLETED);
        assertThat(stage.state().status(1)).isEqualTo(TaskStatus.COMPLETED);
    }
}
