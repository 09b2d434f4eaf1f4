package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.decide.Signal.AttemptResult;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a worker reports, seen together with what the loop asked of the attempt. */
final class AttemptEnd {
    private AttemptEnd() {}

    static AttemptResult judge(Attempt attempt, AttemptResult told) {
        EndReason asked = attempt.asked();
        if (asked == null || told.outcome() == Outcome.ABANDONED) {
            return told;
        }
        return switch (asked) {
            // The report of work that was done in time may come after the request to end.
            case TIMEOUT -> doneInTime(attempt, told) ? told : with(told, Outcome.TIMED_OUT, timeout(attempt));
            // Whoever was late with a sign of life and has done the work has done it.
            case HEARTBEAT ->
                told.outcome() == Outcome.COMPLETED ? told : with(told, Outcome.TIMED_OUT, silent(attempt));
            case CANCEL -> with(told, Outcome.CANCELLED, new Failure("Cancelled", "cancelled", ErrorKind.CANCELLED));
            // Work that was done in spite of the request is done.
            case SHUTDOWN ->
                told.outcome() == Outcome.COMPLETED
                        ? told
                        : with(
                                told,
                                Outcome.SHUT_DOWN,
                                new Failure("Shutdown", "the engine was shut down", ErrorKind.INTERNAL));
        };
    }

    private static boolean doneInTime(Attempt attempt, AttemptResult told) {
        Long deadline = attempt.deadline();
        return told.outcome() == Outcome.COMPLETED && deadline != null && told.endedAt() <= deadline;
    }

    private static Failure timeout(Attempt attempt) {
        Duration timeout = attempt.spec().timeout();
        long millis = timeout == null ? 1 : Math.max(1, timeout.toMillis());
        return new Failure(
                "Timeout",
                "did not end within its timeout (" + millis + " ms); raise `timeout` or see its log",
                ErrorKind.TIMEOUT);
    }

    private static Failure silent(Attempt attempt) {
        Duration limit = attempt.spec().heartbeatTimeout();
        return new Failure(
                "HeartbeatTimeout",
                "gave no sign of life for " + (limit == null ? 0 : limit.toMillis())
                        + " ms; call heartbeat() more often (a command: print something), or raise the heartbeat timeout",
                ErrorKind.TIMEOUT);
    }

    private static AttemptResult with(AttemptResult told, Outcome outcome, @Nullable Failure error) {
        return new AttemptResult(outcome, told.startedAt(), told.endedAt(), null, List.of(), error, told.log());
    }

    /** What is reported in place of an attempt that has not ended when the engine stops. */
    static AttemptResult leftBehind(Attempt attempt, long now) {
        Failure failure = new Failure(
                "Shutdown", "the engine was shut down before it ended; it was not waited for", ErrorKind.INTERNAL);
        return new AttemptResult(Outcome.SHUT_DOWN, attempt.startedAt(), now, null, List.of(), failure, attempt.log());
    }

    /** What is reported in place of an attempt that does not end although it was asked to. */
    static AttemptResult abandoned(Attempt attempt, long now) {
        Failure failure = new Failure(
                "Abandoned", "ignored its interruption and still runs; it is not waited for", ErrorKind.TIMEOUT);
        return new AttemptResult(Outcome.ABANDONED, attempt.startedAt(), now, null, List.of(), failure, attempt.log());
    }
}
