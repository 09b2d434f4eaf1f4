package dev.orchestration.tasks.model;

import dev.orchestration.tasks.TaskStatus;

/**
 * Where the current activation of a step stands.
 *
 * @param n the how-manieth activation
 * @param failures attempts that failed
 * @param interrupted attempts in a row that were interrupted
 * @param cancelAsked whether its end was asked for while it ran
 * @param due when its attempt times out, or its wait is over; null for never
 * @param beat when its attempt gave the last sign of life, or began
 * @param ask why its attempt was asked to end, null if it was not
 * @param late how much later its attempt began than its start is recorded, because that could not be recorded at once
 */
public record Node(
        TaskStatus status,
        int n,
        int attempts,
        int failures,
        int interrupted,
        boolean cancelAsked,
        Long due,
        long beat,
        Ask ask,
        long late) {
    static Node pending(int n) {
        return new Node(TaskStatus.PENDING, n, 0, 0, 0, false, null, 0, null, 0);
    }

    boolean is(TaskStatus other) {
        return status == other;
    }

    boolean hasEnded() {
        return switch (status) {
            case COMPLETED, SKIPPED, FAILED, CANCELLED -> true;
            case PENDING, BLOCKED, READY, RUNNING, WAITING -> false;
        };
    }

    Node to(TaskStatus next) {
        return new Node(next, n, attempts, failures, interrupted, cancelAsked, null, 0, null, 0);
    }

    Node waitsUntil(Long time) {
        return new Node(TaskStatus.WAITING, n, attempts, failures, interrupted, cancelAsked, time, 0, null, 0);
    }

    Node begins(long at, Long deadline) {
        return new Node(TaskStatus.RUNNING, n, attempts + 1, failures, interrupted, cancelAsked, deadline, at, null, 0);
    }

    Node beganLate(long by) {
        return new Node(status, n, attempts, failures, interrupted, cancelAsked, due, beat + by, ask, by);
    }

    /** When its attempt really times out. */
    Long ends() {
        return due == null ? null : (Long) (due + late);
    }

    Node oneMoreFailure() {
        return new Node(status, n, attempts, failures + 1, 0, cancelAsked, due, beat, ask, late);
    }

    Node oneMoreInterruption() {
        return new Node(status, n, attempts, failures, interrupted + 1, cancelAsked, due, beat, ask, late);
    }

    Node cancelled() {
        return is(TaskStatus.RUNNING)
                ? new Node(status, n, attempts, failures, interrupted, true, due, beat, ask, late)
                : to(TaskStatus.CANCELLED);
    }

    Node beats(long at) {
        return new Node(status, n, attempts, failures, interrupted, cancelAsked, due, at, ask, late);
    }

    Node asked(Ask first) {
        return new Node(status, n, attempts, failures, interrupted, cancelAsked, due, beat, first, late);
    }
}
