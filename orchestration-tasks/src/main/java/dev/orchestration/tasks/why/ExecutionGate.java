package dev.orchestration.tasks.why;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Lifecycle;
import dev.orchestration.tasks.decide.Signal;
import dev.orchestration.tasks.orchestrator.QueueHosting;
import dev.orchestration.tasks.orchestrator.Scene;
import dev.orchestration.tasks.orchestrator.SceneExecution;
import dev.orchestration.tasks.orchestrator.SessionLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the execution as a whole lets its steps start, and what would make it. */
final class ExecutionGate {
    /** A limit that is raised further than this is no small change. */
    private static final int MOST = 1_000;

    private final Subject subject;
    private final Lifecycle life;

    ExecutionGate(Subject subject) {
        this.subject = subject;
        this.life = subject.state.lifecycle();
    }

    /** What shuts it; empty if it is open. */
    Optional<Obstacle> shut() {
        Event.ExecutionPaused paused = life.paused();
        if (life.status().isEnded()) {
            return Optional.of(new Obstacle.ExecutionOver(life.status(), life.endedAt()));
        }
        if (paused != null) {
            return Optional.of(new Obstacle.Paused(paused.at(), paused.reason()));
        }
        if (!subject.execution.hosted()) {
            return Optional.of(new Obstacle.Interrupted());
        }
        Event.CancelRequested cancel = cancel();
        if (cancel != null) {
            return Optional.of(new Obstacle.Cancelling(cancel.at(), cancel.by(), cancel.reason()));
        }
        String suspension = subject.execution.suspension();
        if (suspension != null) {
            return Optional.of(new Obstacle.Pausing(suspension));
        }
        Optional<Obstacle> key = new KeyGate(subject).shut();
        if (key.isPresent()) {
            return key;
        }
        Optional<Obstacle> session = new SessionGate(subject).shut();
        if (session.isPresent()) {
            return session;
        }
        return life.status() == WorkflowStatus.PENDING ? Optional.of(room()) : Optional.empty();
    }

    /** What reaches the step: those of {@code finally} run after the cancel of all else. */
    private Event.@Nullable CancelRequested cancel() {
        return subject.plan().isFinal(subject.node) ? life.finallyCancel() : life.cancel();
    }

    private Obstacle room() {
        List<ExecutionId> inside = new ArrayList<>();
        int before = 0;
        boolean passed = false;
        for (SceneExecution each : subject.scene.executions()) {
            passed |= each.id().equals(subject.id());
            if (each.hosted() && session(each).equals(session(subject.execution))) {
                boolean waits = each.state().lifecycle().status() == WorkflowStatus.PENDING;
                if (!waits) {
                    inside.add(each.id());
                }
                before += waits && !passed ? 1 : 0;
            }
        }
        SessionLimits limits = subject.execution.hosting().get().session();
        int limit = limits.maxParallelWorkflows() == Integer.MAX_VALUE ? 0 : limits.maxParallelWorkflows();
        return new Obstacle.SessionFull(limits.session(), limit, inside, before);
    }

    private static SessionId session(SceneExecution execution) {
        return execution.hosting().get().session().session();
    }

    /** What would open it. */
    List<Change> changes() {
        if (life.status().isEnded() || (life.paused() == null && subject.execution.hosted() && cancel() != null)) {
            return again();
        }
        if (life.paused() != null || !subject.execution.hosted()) {
            return List.of(Change.of(goOn()));
        }
        if (subject.execution.suspension() != null) {
            return List.of(new Change(List.of(new Change.ExecutionEnds(subject.id()), goOn())));
        }
        return room(subject.scene);
    }

    private Change.Act goOn() {
        boolean tasks = QueueHosting.isQueue(life.created().session(), subject.id());
        return tasks ? new Change.OpenEngine(subject.id()) : new Change.Resume(subject.id());
    }

    /** Those whose end alone would let it in, and the session's limit that would. */
    private List<Change> room(Scene scene) {
        List<Change> changes = new ArrayList<>();
        Obstacle shut = shut().orElseThrow();
        if (shut instanceof Obstacle.KeyTaken) {
            changes.addAll(new KeyGate(subject).changes());
        } else if (shut instanceof Obstacle.SessionWaits) {
            changes.addAll(new SessionGate(subject).changes());
        } else if (shut instanceof Obstacle.SessionFull full) {
            for (ExecutionId inside : full.inside()) {
                if (isAdmitted(scene.without(inside))) {
                    changes.add(Change.of(new Change.ExecutionEnds(inside)));
                }
            }
            for (int raise = 1; full.limit() > 0 && raise <= MOST; raise++) {
                int most = full.limit() + raise;
                if (isAdmitted(scene.withSession(
                        full.session(),
                        limits -> new SessionLimits(
                                limits.session(), limits.maxParallelTasks(), most, limits.weight())))) {
                    changes.add(Change.of(new Change.SessionWorkflows(full.session(), most)));
                    break;
                }
            }
        }
        return changes;
    }

    private boolean isAdmitted(Scene scene) {
        ExecutionState state = scene.rehearse().step().state(subject.id());
        return state != null && state.lifecycle().status() != WorkflowStatus.PENDING;
    }

    /** What would let a step run that ended, or has no way to run, in this round. */
    List<Change> again() {
        if (QueueHosting.isQueue(life.created().session(), subject.id())) {
            return List.of();
        }
        Change.Act retry = new Change.Retry(subject.id());
        if (life.status().isEnded()) {
            return Inquiry.mayReopen(life.status()) && isReopened() ? List.of(Change.of(retry)) : List.of();
        }
        TaskSpec spec = subject.plan().spec(subject.node);
        boolean failsItsMap = subject.row != subject.node && spec.required();
        boolean failing = failsItsMap || subject.state.firstFailed() != null || life.cancel() != null;
        if (!failing || spec.conditional() || spec.runOn() == RunOn.FAILURE) {
            return List.of(); // it may well complete, or the step be skipped when it is tried again
        }
        List<Change.Act> acts = new ArrayList<>();
        boolean pausing = life.paused() == null && subject.execution.suspension() != null;
        if (pausing) {
            acts.add(new Change.ExecutionEnds(subject.id()));
        }
        if (pausing || life.paused() != null || !subject.execution.hosted()) {
            acts.add(goOn());
        }
        acts.add(new Change.ExecutionEnds(subject.id()));
        acts.add(retry);
        return List.of(new Change(acts));
    }

    private boolean isReopened() {
        ExecutionState state = subject.scene
                .told(subject.id(), at -> new Signal.RetryAsked(at, "why"))
                .rehearse()
                .step()
                .state(subject.id());
        return state != null
                && !state.isSettled(subject.node)
                && !state.status(subject.row).isTerminal();
    }
}
