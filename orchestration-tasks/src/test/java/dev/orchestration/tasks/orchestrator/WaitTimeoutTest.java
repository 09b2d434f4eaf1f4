package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Stage.given;

import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.TaskStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A step that waits has a timeout like any other; at first it was not looked at. */
final class WaitTimeoutTest {
    private static Stage napping(Duration nap) {
        return given(Graph.of("nap", "b: nap").sleeps("nap", nap).timeout("nap", Duration.ofMinutes(1)))
                .started();
    }

    @Test
    void aWaitThatOutlivesItsTimeoutHasFailed() {
        napping(Duration.ofHours(1))
                .after(Duration.ofSeconds(59))
                .then("nap", TaskStatus.WAITING)
                .after(Duration.ofSeconds(2))
                .then("nap", TaskStatus.FAILED)
                .thenBlocked("b", "nap")
                .thenEnded(WorkflowStatus.FAILED);
    }

    @Test
    void aWaitThatIsShorterIsCompleted() {
        napping(Duration.ofSeconds(30))
                .after(Duration.ofSeconds(31))
                .then("nap", TaskStatus.COMPLETED)
                .thenRunning("b");
    }

    @Test
    void theTimeoutOutlivesTheProcess() {
        napping(Duration.ofHours(1))
                .whenTheProcessDiesAndAnotherTakesOver()
                .then("nap", TaskStatus.WAITING)
                .after(Duration.ofMinutes(2))
                .then("nap", TaskStatus.FAILED);
    }

    @Test
    void aRetryByHandWaitsAnew() {
        napping(Duration.ofHours(1))
                .after(Duration.ofMinutes(2))
                .thenEnded(WorkflowStatus.FAILED)
                .whenRetriedByHand()
                .then("nap", TaskStatus.WAITING)
                .after(Duration.ofMinutes(2))
                .then("nap", TaskStatus.FAILED);
    }
}
