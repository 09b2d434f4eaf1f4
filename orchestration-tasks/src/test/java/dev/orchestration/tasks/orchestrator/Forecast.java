package dev.orchestration.tasks.orchestrator;

import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Signal;
import dev.orchestration.tasks.model.Belief;
import dev.orchestration.tasks.model.Chart;
import dev.orchestration.tasks.model.Model;
import dev.orchestration.tasks.model.Node;
import dev.orchestration.tasks.model.Passing;
import java.util.Objects;

/** What the model expects of one execution, signal by signal, and where the engine went another way. */
final class Forecast {
    private final Model model;
    private final Passing passing;
    private final Objections objections;
    private Belief now;
    private Belief committed;

    Forecast(Chart chart, Objections objections) {
        this.objections = objections;
        this.model = new Model(chart);
        this.passing = new Passing(chart);
        this.now = model.beginning();
        this.committed = now;
    }

    Belief now() {
        return now;
    }

    /** The engine decided about {@code signal} and got to {@code state}. */
    void heard(Signal signal, ExecutionState state) {
        objections.note(() -> {
            now = model.after(now, signal);
            compare(signal, state);
        });
    }

    /** The engine started a step and got to {@code state}. */
    void started(int node, long at, ExecutionState state) {
        objections.note(() -> {
            now = model.started(now, node, at);
            compare("the start of a step", state);
        });
    }

    void committed() {
        committed = now;
    }

    /** The process died: what was not committed never was. */
    void crashed() {
        now = committed;
    }

    void shutDown(long at) {
        now = passing.shutDown(now, at);
    }

    void beaten(Attempt attempt, long at) {
        Node node = now.nodes().get(attempt.node());
        if (node.status() == TaskStatus.RUNNING
                && node.n() == attempt.activation().n()
                && node.attempts() == attempt.number()) {
            now = passing.beaten(now, attempt.node(), at);
        }
    }

    /** An attempt begins, which its start does not do where it could not be recorded at once. */
    void began(Attempt attempt, long at) {
        if (at > attempt.startedAt()) {
            now = passing.beganLate(now, attempt.node(), at - attempt.startedAt());
        }
    }

    /** A step of the loop is over, and could not be recorded. */
    void heldUp(long at) {
        now = passing.heldUp(now, at);
    }

    /** A step of the loop is over. */
    void stepped(long at) {
        String overdue = passing.overdue(now, at);
        if (overdue != null) {
            throw new AssertionError(overdue);
        }
        now = passing.stepped(now, at);
    }

    /**
     * The engine must be where the model is.
     *
     * @param when a signal, or words; told only if they disagree
     */
    void compare(Object when, ExecutionState state) {
        same(when, "the number of steps", state.plan().size(), now.nodes().size());
        for (int i = 0; i < now.nodes().size(); i++) {
            Node node = now.nodes().get(i);
            step(when, i, "", state.status(i), node.status());
            step(when, i, ", its activation", state.activation(i).n(), node.n());
            step(when, i, ", its attempts", state.attempts(i), node.attempts());
            if (node.status() == TaskStatus.RUNNING || node.status() == TaskStatus.WAITING) {
                step(when, i, ", what is due", state.due(i), node.due());
            }
        }
        same(when, "the round", state.lifecycle().round(), now.round());
        same(when, "the execution", state.lifecycle().status(), now.workflow());
    }

    private static void step(Object when, int step, String what, Object engine, Object model) {
        if (!Objects.equals(engine, model)) {
            same(when, "step " + step + what, engine, model);
        }
    }

    private static void same(Object when, String what, Object engine, Object model) {
        if (!Objects.equals(engine, model)) {
            throw new AssertionError(what + ": the engine says " + engine + ", the model " + model + " after " + when);
        }
    }
}
