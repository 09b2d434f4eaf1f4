package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Stage.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.Ask;
import dev.orchestration.tasks.decide.PauseAsks;
import dev.orchestration.tasks.decide.Signal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A person lets nothing new start, and later lets it go on. */
class PauseTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static Stage paused(Stage stage) {
        return stage.asked(PauseAsks.pause("paused by ada"));
    }

    private static Stage continued(Stage stage) {
        return stage.asked(PauseAsks.goOn("ada"));
    }

    private static boolean isHosted(Stage stage) {
        return stage.loop.roster().find(stage.execution()) != null;
    }

    @Test
    void whatRunsGoesOnToItsEndAndNothingNewStarts() {
        Stage stage = paused(given(Graph.of("a", "b: a")).started());
        stage.thenEnded(WorkflowStatus.PAUSED).thenRunning("a").whenCompletes("a");
        stage.then("a", TaskStatus.COMPLETED).then("b", TaskStatus.READY).thenRunning();
        assertThat(isHosted(stage)).isFalse();
        assertThat(stage.last.end().join().lifecycle().paused().reason()).isEqualTo("paused by ada");
    }

    @Test
    void whatIsContinuedWhileTheLastStepRunsGoesOnAtOnce() {
        Stage stage = continued(paused(given(Graph.of("a", "b")).started()));
        stage.thenEnded(WorkflowStatus.RUNNING).whenCompletes("a", "b").thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void whatWasReadyStartsOnceItIsContinued() {
        Stage stage = paused(given(Graph.of("a", "b", "c: a"), 2).started()).whenCompletes("a");
        stage.thenRunning("b");
        continued(stage).thenRunning("b", "c");
    }

    @Test
    void itStaysPausedWhenAnotherProcessTakesOverUntilThatGoesOn() {
        Stage stage = paused(given(Graph.of("a", "b: a")).started());
        assertThat(stage.state().lifecycle().status()).isEqualTo(WorkflowStatus.PAUSED);
        stage.whenTheProcessDiesAndAnotherTakesOver()
                .thenEnded(WorkflowStatus.RUNNING)
                .thenRunning("a");
    }

    @Test
    void aProcessThatFindsItWithoutGoingOnInterruptsWhatRanAndLeavesItPaused() {
        Stage stage = paused(given(Graph.of("a", "b: a")).started());
        stage.whenFound(at -> new Signal.Recovered(at, "signal", false));
        stage.thenEnded(WorkflowStatus.PAUSED).then("a", TaskStatus.READY).thenRunning();
        assertThat(isHosted(stage)).isFalse();
    }

    @Test
    void aWaitThatIsOverWhileItIsPausedEndsOnceItIsContinued() {
        Graph graph = Graph.of("nap", "a", "b: nap").sleeps("nap", SECOND);
        Stage stage = paused(given(graph).started()).after(SECOND).then("nap", TaskStatus.WAITING);
        continued(stage).step().then("nap", TaskStatus.COMPLETED).thenRunning("a", "b");
    }

    @Test
    void aRetryThatIsDueWhileItIsPausedStartsOnceItIsContinued() {
        Graph graph = Graph.of("a", "b").retries("a", 1);
        Stage stage = paused(given(graph).started()).whenFails("a").after(SECOND.multipliedBy(9));
        stage.then("a", TaskStatus.WAITING).thenRunning("b");
        continued(stage).step().thenRunning("b", "a");
    }

    @Test
    void theTimeoutOfTheExecutionStandsStillMeanwhile() {
        Graph graph = Graph.of("a").within(SECOND.multipliedBy(10));
        Stage stage =
                paused(given(graph).started()).after(SECOND.multipliedBy(60)).thenRunning("a");
        continued(stage).step().thenEnded(WorkflowStatus.RUNNING).after(SECOND.multipliedBy(9));
        stage.thenEnded(WorkflowStatus.RUNNING).after(SECOND);
        assertThat(stage.events()).anyMatch(Event.CancelRequested.class::isInstance);
    }

    @Test
    void aTimeoutInTheVeryStepInWhichItIsPausedStandsStillToo() {
        Stage stage = given(Graph.of("a").within(SECOND)).started();
        stage.clock.advance(SECOND);
        paused(stage).thenEnded(WorkflowStatus.PAUSED).whenCompletes("a");
        assertThat(stage.events()).noneMatch(Event.CancelRequested.class::isInstance);
    }

    @Test
    void noConditionIsAskedForWhileItIsPaused() {
        Graph graph = Graph.of("a", "b: a", "c").runIf("b", true).cannotTell("b");
        Stage stage = paused(given(graph).started()).whenCompletes("a").then("b", TaskStatus.BLOCKED);
        continued(stage).then("b", TaskStatus.FAILED);
    }

    @Test
    void itCanBeCancelledWhileItIsPaused() {
        Stage stage =
                paused(given(Graph.of("a", "b: a")).started()).whenCancelled().whenFails("a");
        stage.thenEnded(WorkflowStatus.CANCELLED).then("b", TaskStatus.CANCELLED);
    }

    @Test
    void whatMakesNoSenseIsRefusedWithTheRemedy() {
        Stage pausedOne = paused(given(Graph.of("a")).started());
        refused(pausedOne, PauseAsks.pause("again"), "is paused already (paused by ada); `orchestrate continue x1`");
        Stage running = given(Graph.of("a")).started();
        refused(running, PauseAsks.goOn("ada"), "is not paused");
        refused(running.whenCancelled(), PauseAsks.pause("too late"), "is about to end");
        Stage over = given(Graph.of("a")).started().whenCompletes("a");
        refused(over, PauseAsks.pause("too late"), "is completed already");
    }

    private static void refused(Stage stage, Ask ask, String why) {
        assertThatThrownBy(() -> ask.signal(stage.last.state(), 0))
                .isInstanceOf(OrchestrationException.class)
                .hasMessageContaining(why)
                .extracting(e -> ((OrchestrationException) e).code())
                .isEqualTo(ErrorCode.WRONG_STATE);
    }
}
