package dev.orchestration.tasks.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.Failure;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of an execution as a whole, as its events tell it. */
class LifecycleTest {
    private final Lifecycle lifecycle = new Lifecycle();

    private LifecycleTest given(Event... events) {
        List.of(events).forEach(lifecycle::apply);
        return this;
    }

    private static Event cancelled(CancelScope scope) {
        return new Event.CancelRequested(5, scope, scope == CancelScope.STEP ? (Integer) 0 : null, "test", "enough");
    }

    @Test
    void aHistoryBeginsWithTheCreation() {
        assertThatThrownBy(lifecycle::created).hasMessageContaining("has no beginning");
    }

    @Test
    void whatCannotFollowIsRefused() {
        assertThatThrownBy(() -> given(new Event.ExecutionPaused(1, "shutdown")))
                .hasMessageContaining("cannot go from pending to paused");
        assertThat(lifecycle.status()).isEqualTo(WorkflowStatus.PENDING);
    }

    @Test
    void itsTimesAreThoseOfItsEvents() {
        given(new Event.ExecutionStarted(10), new Event.ExecutionEnded(30, 1, WorkflowStatus.COMPLETED, null));
        assertThat(lifecycle.startedAt()).isEqualTo(10);
        assertThat(lifecycle.endedAt()).isEqualTo(30);
        assertThat(lifecycle.error()).isNull();
    }

    @Test
    void aPauseMovesTheTimeoutAndAClockThatWasSetBackDoesNot() {
        given(new Event.ExecutionStarted(10));
        given(new Event.ExecutionPaused(20, "night"), new Event.ExecutionContinued(50, "test"));
        assertThat(lifecycle.timeoutSince()).isEqualTo(40);
        assertThat(lifecycle.paused()).isNull();
        given(new Event.ExecutionPaused(60, "night"), new Event.ExecutionContinued(7, "test"));
        assertThat(lifecycle.timeoutSince()).isEqualTo(40);
    }

    @Test
    void onlyTheEndOfTheWholeExecutionIsItsCancellation() {
        given(new Event.ExecutionStarted(1), cancelled(CancelScope.STEP));
        assertThat(lifecycle.stopping()).isFalse();
        given(cancelled(CancelScope.UNSTARTED));
        assertThat(lifecycle.stopping()).isTrue();
        assertThat(lifecycle.cancel()).isNull();
        given(cancelled(CancelScope.EXECUTION), cancelled(CancelScope.STEP));
        assertThat(lifecycle.stopping()).isTrue();
        assertThat(lifecycle.cancel()).isEqualTo(cancelled(CancelScope.EXECUTION));
    }

    @Test
    void aRetryByHandBeginsARoundInWhichNothingIsOver() {
        Failure boom = new Failure("Boom", "it broke", dev.orchestration.state.ErrorKind.EXTERNAL);
        given(new Event.ExecutionStarted(1), cancelled(CancelScope.EXECUTION));
        given(new Event.ExecutionEnded(9, 1, WorkflowStatus.FAILED, boom));
        assertThat(lifecycle.error()).isEqualTo(boom);
        given(new Event.ExecutionReopened(20, 2, "test", List.of(0)));
        assertThat(lifecycle.round()).isEqualTo(2);
        assertThat(lifecycle.timeoutSince()).isEqualTo(20);
        assertThat(lifecycle.startedAt()).isEqualTo(1);
        assertThat(lifecycle.endedAt()).isNull();
        assertThat(lifecycle.error()).isNull();
        assertThat(lifecycle.cancel()).isNull();
        assertThat(lifecycle.stopping()).isFalse();
    }
}
