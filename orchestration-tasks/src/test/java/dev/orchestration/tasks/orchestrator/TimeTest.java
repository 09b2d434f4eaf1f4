package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Stage.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.Signal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Backoff, timeouts, and what comes too late. */
class TimeTest {
    @Test
    void aFailedAttemptIsRepeatedAfterItsBackoff() {
        given(Graph.of("a").retries("a", 2))
                .started()
                .whenFails("a")
                .then("a", TaskStatus.WAITING)
                .thenRunning()
                .after(Duration.ofMillis(1_300))
                .thenRunning("a")
                .whenFails("a")
                .after(Duration.ofSeconds(3))
                .whenCompletes("a")
                .thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void attemptsRunOutAndTheStepHasFailed() {
        given(Graph.of("a").retries("a", 1))
                .started()
                .whenFails("a")
                .after(Duration.ofSeconds(2))
                .whenFails("a")
                .then("a", TaskStatus.FAILED)
                .thenEnded(WorkflowStatus.FAILED);
    }

    @Test
    void wrongInputIsNeverTriedAgain() {
        given(Graph.of("a").retries("a", 5))
                .started()
                .whenFailsByTheUsersFault("a")
                .thenEnded(WorkflowStatus.FAILED);
    }

    @Test
    void anAttemptThatOutlivesItsTimeoutIsEndedAndCountsAsFailed() {
        Stage stage = given(Graph.of("a", "b: a").timeout("a", Duration.ofSeconds(5)))
                .started()
                .after(Duration.ofSeconds(4));
        assertThat(stage.workers.askedToEnd).isEmpty();
        stage.after(Duration.ofSeconds(2));
        assertThat(stage.workers.askedToEnd).containsExactly("TIMEOUT a");
        stage.whenCompletes("a").then("a", TaskStatus.FAILED).thenBlocked("b", "a");
    }

    @Test
    void anAttemptThatIgnoresItsTimeoutIsAbandonedAfterTheGrace() {
        given(Graph.of("a").timeout("a", Duration.ofSeconds(5)))
                .started()
                .after(Duration.ofSeconds(6))
                .then("a", TaskStatus.RUNNING)
                .after(Duration.ofSeconds(11))
                .then("a", TaskStatus.FAILED)
                .thenEnded(WorkflowStatus.FAILED);
    }

    @Test
    void theTimeoutOfTheExecutionEndsItAsFailed() {
        Stage stage = given(Graph.of("a", "b: a").within(Duration.ofSeconds(10)))
                .started()
                .after(Duration.ofSeconds(11));
        assertThat(stage.workers.askedToEnd).containsExactly("CANCEL a");
        stage.whenFails("a").then("b", TaskStatus.CANCELLED).thenEnded(WorkflowStatus.FAILED);
        assertThat(stage.state().lifecycle().error().type()).isEqualTo("Timeout");
        assertThat(stage.state().lifecycle().error().kind()).isEqualTo(ErrorKind.TIMEOUT);
    }

    @Test
    void aLateResultIsNotUsed() {
        Stage stage = given(Graph.of("a").timeout("a", Duration.ofSeconds(1))).started();
        Attempt order = stage.workers.take("a");
        stage.workers.putBack(order);
        stage.after(Duration.ofSeconds(2)).after(Duration.ofSeconds(20)).thenEnded(WorkflowStatus.FAILED);
        int recorded = stage.events().size();
        stage.report(order, Outcome.COMPLETED, null);
        stage.step();
        assertThat(stage.events()).hasSize(recorded);
    }

    @Test
    void workThatWasDoneInTimeIsDoneAlthoughItsReportCameLate() {
        Stage stage = given(Graph.of("a").timeout("a", Duration.ofSeconds(5))).started();
        Attempt order = stage.workers.take("a");
        stage.workers.putBack(order);
        long inTime = stage.clock.micros() + 4_000_000;
        stage.after(Duration.ofSeconds(6));
        var result = new Signal.AttemptResult(Outcome.COMPLETED, inTime, inTime, null, List.of(), null, null);
        order.returned(result);
        stage.step().thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void theTimersOfWhatHasEndedTakeNoMemory() {
        Graph graph = Graph.of("a").timeout("a", Duration.ofDays(1)).within(Duration.ofDays(9));
        Stage stage = given(graph);
        for (int i = 0; i < 1_000; i++) {
            stage.started().whenCompletes("a");
        }
        assertThat(stage.loop.timers().size()).isLessThan(200);
    }
}
