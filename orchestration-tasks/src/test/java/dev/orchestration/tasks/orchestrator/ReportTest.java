package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Stage.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ContextWrite;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.Signal;
import dev.orchestration.tasks.decide.TaskResults;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people are told of an execution and its steps, afterwards. */
class ReportTest {
    private static final long SECOND = 1_000_000;

    private static TaskResult result(Stage stage, String step) {
        return TaskResults.of(stage.state()).get(step);
    }

    private static Stage whenCompletes(Stage stage, String step, long began, long ended, List<ContextWrite> writes) {
        var told = new Signal.AttemptResult(Outcome.COMPLETED, began, ended, step, writes, null, null);
        stage.workers.take(step).returned(told);
        return stage.step();
    }

    @Test
    void aStepTakesFromItsFirstStartToItsEnd() {
        Stage stage = given(Graph.of("a").retries("a", 1))
                .started()
                .after(Duration.ofSeconds(1))
                .whenFails("a")
                .after(Duration.ofSeconds(3))
                .whenCompletes("a");
        assertThat(result(stage, "a").startedAt()).isEqualTo(Stage.START);
        assertThat(result(stage, "a").endedAt()).isEqualTo(Stage.START + 4 * SECOND);
        assertThat(result(stage, "a").attempts()).isEqualTo(2);
    }

    /** The worker read the clock after it was set back, the loop before. */
    @Test
    void noStepTakesLessThanNothing() {
        Stage stage = given(Graph.of("a")).started();
        whenCompletes(stage, "a", Stage.START - 9 * SECOND, Stage.START - 8 * SECOND, List.of());
        assertThat(result(stage, "a").duration()).isEqualTo(SECOND);
    }

    @Test
    void whatAStepWroteIsInTheContextWithItsEnd() {
        Stage stage = given(Graph.of("a", "b: a")).started();
        ContextWrite write = new ContextWrite("k", JsonValue.of("v", "k"));
        whenCompletes(stage, "a", Stage.START, Stage.START, List.of(write));
        assertThat(stage.state().context().toMap()).containsEntry("k", "v").hasSize(1);
        assertThat(stage.state().context().history("k"))
                .singleElement()
                .satisfies(change -> assertThat(change.who()).isEqualTo("a"));
        assertThat(stage.workers.look("b").snapshot()).containsKey("k");
    }

    @Test
    void whatSomebodyElseWroteIsInTheContextToo() {
        Stage stage = given(Graph.of("a")).started();
        var state = stage.state();
        state.apply(new Event.ContextChanged(1, List.of(new ContextWrite("k", JsonValue.of(1, "k"))), "a person"));
        assertThat(state.context().toMap()).containsEntry("k", 1L);
    }

    @Test
    void whatWasSkippedOrCancelledEndedThen() {
        Stage stage = given(Graph.of("a", "b: a", "c", "d: c").runIf("b", false))
                .started()
                .after(Duration.ofSeconds(2))
                .whenCompletes("a")
                .after(Duration.ofSeconds(3))
                .whenCancelled(CancelScope.STEP, 3)
                .after(Duration.ofSeconds(1))
                .whenCancelled();
        assertThat(result(stage, "b").endedAt()).isEqualTo(Stage.START + 2 * SECOND);
        assertThat(result(stage, "d").endedAt()).isEqualTo(Stage.START + 5 * SECOND);
        stage = given(Graph.of("a", "b: a"))
                .started()
                .after(Duration.ofSeconds(4))
                .whenCancelled();
        assertThat(result(stage, "b").endedAt()).isEqualTo(Stage.START + 4 * SECOND);
    }

    @Test
    void aSecondCancelIsNotRecorded() {
        Stage stage = given(Graph.of("a")).started().whenCancelled().whenCancelled();
        assertThat(stage.events())
                .filteredOn(Event.CancelRequested.class::isInstance)
                .hasSize(1);
        stage.whenFails("a").thenEnded(WorkflowStatus.CANCELLED).whenCancelled();
        assertThat(stage.events()).last().isInstanceOf(Event.ExecutionEnded.class);
        assertThat(stage.state().lifecycle().error().message()).isEqualTo("cancelled by test: no more");
    }

    @Test
    void theErrorOfAnExecutionNamesTheFirstStepThatFailed() {
        Stage stage = given(Graph.of("fine", "optional", "a", "b").optional("optional"))
                .started()
                .whenFails("optional")
                .whenFails("b")
                .whenFails("a")
                .whenCompletes("fine");
        assertThat(stage.state().lifecycle().error().message()).isEqualTo("step b: it broke");
        stage.whenRetriedByHand();
        assertThat(stage.state().lifecycle().round()).isEqualTo(2);
        assertThat(stage.state().firstFailed()).isNull();
        stage.then("a", TaskStatus.RUNNING).then("optional", TaskStatus.RUNNING).then("fine", TaskStatus.COMPLETED);
    }

    @Test
    void aStepThatWasCancelledByItselfIsWhyTheExecutionFailed() {
        Stage stage = given(Graph.of("a", "b: a")).started().whenCancelled(CancelScope.STEP, 1);
        stage.whenCompletes("a").thenEnded(WorkflowStatus.FAILED);
        assertThat(stage.state().lifecycle().error().message()).isEqualTo("step b was cancelled");
        stage = given(Graph.of("a")).started().whenCancelled(CancelScope.STEP, 0);
        stage.whenCompletes("a").thenEnded(WorkflowStatus.FAILED);
        assertThat(stage.state().lifecycle().error().message()).isEqualTo("step a: cancelled");
    }

    @Test
    void anExecutionIsPausedOnceNothingOfItRuns() {
        Stage stage = given(Graph.of("a")).started();
        stage.tell(on -> on.suspend("shutdown", Duration.ofSeconds(15).toNanos()));
        stage.step().thenEnded(WorkflowStatus.RUNNING);
        stage.whenFails("a").thenEnded(WorkflowStatus.PAUSED);
        assertThat(stage.state().lifecycle().paused().reason()).isEqualTo("shutdown");
    }
}
