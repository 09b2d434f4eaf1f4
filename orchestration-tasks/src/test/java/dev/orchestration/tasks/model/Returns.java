package dev.orchestration.tasks.model;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.RetryPolicy;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.Signal;
import dev.orchestration.tasks.orchestrator.EndReason;
import java.time.Duration;

/** What the end of an attempt means for its step. */
final class Returns {
    /** An attempt that was asked to end gets so long. */
    static final long GRACE = Duration.ofSeconds(10).toNanos() / 1_000;

    private static final int CRASHES_IN_A_ROW = 3;

    private final Chart chart;
    private final Draft draft;

    Returns(Chart chart, Draft draft) {
        this.chart = chart;
        this.draft = draft;
    }

    /** @param signal with what the worker itself told, whatever the attempt was asked for */
    void returned(Signal.AttemptReturned signal) {
        int number = signal.activation().node();
        Node node = draft.nodes.get(number);
        if (!node.is(TaskStatus.RUNNING)
                || node.n() != signal.activation().n()
                || node.attempts() != signal.attempt()) {
            return;
        }
        Outcome told = signal.result().outcome();
        if (told == Outcome.ABANDONED) {
            mayBeGivenUp(node, signal.at());
        }
        if (told == Outcome.SHUT_DOWN) {
            mayBeLeftBehind(node, signal.at());
        }
        Outcome outcome = judged(node, told, signal.result().endedAt());
        var error = signal.result().error();
        ErrorKind kind = outcome != told ? ErrorKind.TIMEOUT : error == null ? ErrorKind.INTERNAL : error.kind();
        draft.nodes.set(number, ended(number, outcome, kind, signal.at()));
    }

    private static void mayBeGivenUp(Node node, long at) {
        Ask ask = node.ask();
        boolean patient = ask != null
                && (at >= ask.at() + GRACE
                        || (ask.why() == EndReason.SHUTDOWN && node.due() != null && at >= node.ends()));
        if (!patient) {
            throw new AssertionError("an attempt was given up too early: " + node + " at " + at);
        }
    }

    /** No worker tells this by itself: the engine stops before the attempt has ended. */
    private static void mayBeLeftBehind(Node node, long at) {
        Ask ask = node.ask();
        if (ask == null || (ask.why() == EndReason.SHUTDOWN && at <= ask.at())) {
            throw new AssertionError("an attempt was left behind too early: " + node + " at " + at);
        }
    }

    /** The first reason for which it was asked to end says what its end is; work that was done in time is done. */
    private static Outcome judged(Node node, Outcome told, long endedAt) {
        if (node.ask() == null || told == Outcome.ABANDONED || told == Outcome.SHUT_DOWN) {
            return told;
        }
        boolean done = told == Outcome.COMPLETED;
        return switch (node.ask().why()) {
            case TIMEOUT -> done && endedAt <= node.ends() ? told : Outcome.TIMED_OUT;
            case HEARTBEAT -> done ? told : Outcome.TIMED_OUT;
            case CANCEL -> Outcome.CANCELLED;
            case SHUTDOWN -> done ? told : Outcome.SHUT_DOWN;
        };
    }

    Node ended(int number, Outcome outcome, ErrorKind kind, long at) {
        Node node = draft.nodes.get(number);
        if (draft.cancelledBy != null || node.cancelAsked()) {
            return node.to(TaskStatus.CANCELLED);
        }
        return switch (outcome) {
            case COMPLETED -> node.to(TaskStatus.COMPLETED);
            case CANCELLED -> node.to(TaskStatus.CANCELLED);
            case FAILED, TIMED_OUT, ABANDONED -> failed(number, node.oneMoreFailure(), kind, at);
            case INTERRUPTED -> crashed(number, node.oneMoreInterruption());
            case SHUT_DOWN -> interrupted(number, node);
        };
    }

    private Node failed(int number, Node node, ErrorKind kind, long at) {
        RetryPolicy retry = chart.step(number).spec().retry();
        boolean curable = kind != ErrorKind.USER
                && kind != ErrorKind.CANCELLED
                && retry.on().contains(kind);
        if (draft.stopping || !curable || node.failures() > retry.maxRetries()) {
            return node.to(TaskStatus.FAILED);
        }
        double chance = chart.chance().draw(number, node.n(), node.attempts());
        return node.waitsUntil(at + backoff(retry, node.failures(), chance));
    }

    /** The first backoff, longer with each failure up to the most, spread by the jitter; microseconds. */
    private static long backoff(RetryPolicy retry, int failures, double chance) {
        double most = retry.max().toNanos();
        double nanos = retry.initial().toNanos();
        for (int i = 1; i < failures; i++) {
            nanos = Math.min(most, nanos * retry.multiplier());
        }
        double spread = Math.min(most, nanos) * (1 + retry.jitter() * (2 * chance - 1));
        return (long) Math.min(most, spread) / 1_000;
    }

    private Node crashed(int number, Node node) {
        return node.interrupted() >= CRASHES_IN_A_ROW ? node.to(TaskStatus.FAILED) : interrupted(number, node);
    }

    private Node interrupted(int number, Node node) {
        if (draft.stopping) {
            return node.to(TaskStatus.FAILED);
        }
        return switch (chart.step(number).spec().onInterrupt()) {
            case RERUN -> node.to(TaskStatus.READY);
            case FAIL -> node.to(TaskStatus.FAILED);
            case MANUAL -> node.waitsUntil(null);
        };
    }
}
