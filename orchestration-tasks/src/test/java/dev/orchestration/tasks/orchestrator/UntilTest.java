package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.TaskResults;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A step that runs again and again until a condition holds, on the real loop. */
class UntilTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static Graph loop() {
        return Graph.of("u", "z: u");
    }

    private static TaskResult result(Stage stage, String step) {
        return TaskResults.of(stage.state()).get(step);
    }

    @Test
    void everyPassIsAnActivationOfItsOwnAndTheLastGivesTheOutput() {
        Stage stage =
                Stage.given(loop().until("u", Duration.ZERO, 10)).started().thenRunning("u");

        stage.whenGoesRound("u")
                .thenRunning("u#2")
                .whenGoesRound("u#2")
                .thenRunning("u#3")
                .whenCompletes("u#3");

        assertThat(result(stage, "u").result()).isEqualTo("u#3");
        stage.thenRunning("z").whenCompletes("z").thenEnded(WorkflowStatus.COMPLETED);
        assertThat(stage.events().stream().filter(Event.Activated.class::isInstance))
                .extracting(e -> ((Event.Activated) e).cause())
                .containsExactly("loop", "loop");
    }

    @Test
    void theIntervalHoldsNoSlotAndIsNotCutShortByATakeOver() {
        Graph graph = Graph.of("u", "b", "z: u").until("u", SECOND, 10);
        Stage stage = Stage.given(graph, 1).started().thenRunning("u").whenGoesRound("u");

        stage.then("u", TaskStatus.WAITING).thenRunning("b").whenCompletes("b").thenRunning();
        stage.whenTheProcessDiesAndAnotherTakesOver().thenRunning().then("u", TaskStatus.WAITING);
        stage.after(SECOND.minusNanos(1_000))
                .thenRunning()
                .after(Duration.ofNanos(1_000))
                .thenRunning("u#2");
        stage.whenCompletes("u#2").thenRunning("z");
    }

    @Test
    void whenTheProcessDiesInTheMidstOfALoopOnlyThePassThatRanRunsAgain() {
        Stage stage =
                Stage.given(loop().until("u", Duration.ZERO, 10)).started().whenGoesRound("u");

        stage.whenTheProcessDiesAndAnotherTakesOver()
                .thenRunning("u#2")
                .whenGoesRound("u#2")
                .thenRunning("u#3");
        assertThat(result(stage, "u").attempts()).isEqualTo(1);
        stage.whenCompletes("u#3").thenRunning("z");
    }

    @Test
    void whoNeverComesToAnEndFailsAfterSoManyPasses() {
        Stage stage = Stage.given(loop().until("u", Duration.ZERO, 3)).started();

        stage.whenGoesRound("u").whenGoesRound("u#2").whenGoesRound("u#3").thenEnded(WorkflowStatus.FAILED);

        assertThat(result(stage, "u").error().type()).isEqualTo("UntilNeverHeld");
        assertThat(result(stage, "u").error().message())
                .isEqualTo("the condition of until did not hold after 3 passes, which is max_iterations");
        stage.whenRetriedByHand()
                .thenRunning("u#4")
                .whenGoesRound("u#4")
                .whenGoesRound("u#5")
                .thenRunning("u#6");
        stage.whenCompletes("u#6").thenRunning("z");
    }

    @Test
    void aPassThatFailsIsTriedAgainAndIsNoOtherPass() {
        Graph graph = loop().retries("u", 1).until("u", Duration.ZERO, 2);
        Stage stage = Stage.given(graph)
                .started()
                .whenFails("u")
                .after(Duration.ofSeconds(2))
                .thenRunning("u");

        stage.whenGoesRound("u").thenRunning("u#2").whenFails("u#2").after(Duration.ofSeconds(2));
        stage.thenRunning("u#2").whenCompletes("u#2").thenRunning("z");
    }

    @Test
    void aLoopIsCancelledBetweenItsPasses() {
        Stage stage = Stage.given(loop().until("u", SECOND, 10)).started().whenGoesRound("u");

        stage.whenCancelled(CancelScope.STEP, 0).then("u", TaskStatus.CANCELLED).thenEnded(WorkflowStatus.FAILED);
        stage.whenRetriedByHand().thenRunning("u#2").whenCompletes("u#2").thenRunning("z");
    }

    @Test
    void afterARequestToStopNoOtherPassBegins() {
        Graph graph = Graph.of("u", "b").stopOnFailure().until("u", Duration.ZERO, 10);
        Stage stage = Stage.given(graph).started().whenFails("b");

        stage.whenGoesRound("u").thenRunning().then("u", TaskStatus.CANCELLED).thenEnded(WorkflowStatus.FAILED);
    }

    @Test
    void eachItemOfAMapRepeatsForItself() {
        Graph graph = loop().map("u", 2, 1, false).until("u", SECOND, 2);
        Stage stage =
                Stage.given(graph).started().whenGoesRound("u[0]").thenRunning().after(SECOND);

        stage.thenRunning("u[0]#2").whenCompletes("u[0]#2").thenRunning("u[1]").whenCompletes("u[1]");
        assertThat(result(stage, "u").result()).isEqualTo(List.of("u[0]#2", "u[1]"));
        stage.thenRunning("z");
    }
}
