package dev.orchestration.tasks.why;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.ChildWaits;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Insight;
import dev.orchestration.tasks.decide.Lifecycle;
import dev.orchestration.tasks.orchestrator.Scene;
import dev.orchestration.tasks.orchestrator.SceneExecution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks the scheduler why a step does not run. A pure function of the scene: what is recorded is folded by the kernel's own
 * state, who starts next is asked of the loop itself in a {@link dev.orchestration.tasks.orchestrator.Rehearsal}, and a change
 * is only told after it was rehearsed. Not thread-safe.
 */
public final class Inquiry {
    private final Subject subject;
    private final List<Obstacle> obstacles = new ArrayList<>();

    private Inquiry(Subject subject) {
        this.subject = subject;
    }

    /**
     * Asks.
     *
     * @throws dev.orchestration.state.OrchestrationException ({@code UNKNOWN_EXECUTION}, {@code UNKNOWN_TASK}) if the scene
     *     has no such execution, or that no such step
     */
    public static Why ask(Scene scene, ExecutionId execution, String step) {
        return new Inquiry(Subject.of(scene, execution, step)).answer();
    }

    private Why answer() {
        List<Change> changes = changes();
        return new Why(subject.place(), subject.status(), subject.since(), subject.scene.at(), obstacles, changes);
    }

    private List<Change> changes() {
        if (subject.status().isTerminal()) {
            return ended();
        }
        if (subject.status() == TaskStatus.RUNNING && Insight.isMap(subject.state, subject.row)) {
            return map();
        }
        if (subject.status() == TaskStatus.RUNNING && subject.execution.hosted()) {
            obstacles.add(new Obstacle.Running(
                    Insight.attemptStartedAt(subject.state, subject.row), subject.state.attempts(subject.row)));
            return List.of();
        }
        ExecutionGate gate = new ExecutionGate(subject);
        Optional<Obstacle> shut = gate.shut();
        shut.ifPresent(obstacles::add);
        List<Change> ofStep = ofStep(shut.isEmpty());
        return shut.isEmpty() ? ofStep : gate.changes();
    }

    /** A map that has its list runs as far as its items do; where none does, it is kept by what keeps the first of them. */
    private List<Change> map() {
        MapQueue items = new MapQueue(subject);
        Obstacle.Items tally = items.tally();
        obstacles.add(tally);
        if (tally.running() > 0 && subject.execution.hosted()) {
            return List.of();
        }
        Inquiry first = new Inquiry(subject.item(items.first()));
        List<Change> changes = first.changes();
        obstacles.addAll(first.obstacles);
        return changes;
    }

    private List<Change> ended() {
        TaskResult result = subject.result();
        obstacles.add(new Obstacle.Ended(subject.status(), subject.since(), subject.skipReason(), result.error()));
        boolean again = subject.status() == TaskStatus.FAILED || subject.status() == TaskStatus.CANCELLED;
        return again ? new ExecutionGate(subject).again() : List.of();
    }

    /** @param open whether the execution lets its steps start */
    private List<Change> ofStep(boolean open) {
        if (Insight.isBlockedForGood(subject.state, subject.node)) {
            for (String culprit : subject.blockedBy()) {
                TaskResult ended = subject.result(culprit);
                Long at = ended.endedAt();
                obstacles.add(new Obstacle.BlockedBy(culprit, ended.status(), at == null ? subject.since() : at));
            }
            return new ExecutionGate(subject).again();
        }
        return switch (subject.status()) {
            case PENDING, BLOCKED -> isQueuedInMap() ? inMap(open) : dependencies();
            case WAITING -> waiting(open);
            case READY -> open ? contention() : List.of();
            case RUNNING, COMPLETED, SKIPPED, FAILED, CANCELLED -> List.of();
        };
    }

    private boolean isQueuedInMap() {
        return subject.row != subject.node && subject.state.status(subject.node) == TaskStatus.RUNNING;
    }

    private List<Change> inMap(boolean open) {
        MapQueue items = new MapQueue(subject);
        obstacles.add(items.full());
        return open ? List.of(Change.of(items.ends())) : List.of();
    }

    private List<Change> dependencies() {
        List<Change.Act> acts = new ArrayList<>();
        List<String> missing = subject.state.grows() && subject.status() == TaskStatus.PENDING
                ? subject.result().blockedBy()
                : List.of();
        if (!missing.isEmpty()) {
            missing.forEach(task -> obstacles.add(new Obstacle.NotSubmitted(task)));
            acts.add(new Change.TasksSubmitted(missing));
        }
        List<Place> open = new ArrayList<>();
        for (int dependency : subject.openDependencies()) {
            obstacles.add(new Obstacle.Dependency(
                    subject.plan().name(dependency), subject.state.status(dependency), subject.since(dependency)));
            open.add(subject.place(dependency));
        }
        if (!open.isEmpty()) {
            acts.add(new Change.StepsSettle(open));
        }
        return acts.isEmpty() ? List.of() : List.of(new Change(acts));
    }

    private List<Change> waiting(boolean open) {
        Event.WaitOpened wait = subject.state.openWait(subject.row);
        if (wait != null && !wait.kind().equals(Event.WaitOpened.UNTIL)) {
            return asking(wait);
        }
        Long due = subject.state.due(subject.row);
        if (due == null) {
            obstacles.add(new Obstacle.Undecided(subject.state.waitsSince(subject.row)));
            return List.of(Change.of(new Change.Decide(subject.place())));
        }
        obstacles.add(untilDue(due));
        return open ? List.of(Change.of(new Change.WaitUntil(due))) : List.of();
    }

    private Obstacle untilDue(long due) {
        int attempts = subject.state.attempts(subject.row);
        if (attempts == 0) {
            return new Obstacle.Sleeping(due, Insight.expires(subject.state, subject.row));
        }
        return Insight.isBetweenPasses(subject.state, subject.row)
                ? new Obstacle.BetweenPasses(due, Insight.passes(subject.state, subject.row))
                : new Obstacle.BackingOff(due, attempts, subject.result().error());
    }

    /** It is answered also while its execution is paused. */
    private List<Change> asking(Event.WaitOpened wait) {
        long since = subject.state.waitsSince(subject.row);
        String what = String.valueOf(wait.name());
        if (wait.kind().equals(Event.WaitOpened.CHILD)) {
            return execution(ChildWaits.of(subject.state).last(subject.node), since, wait.due());
        }
        if (wait.kind().equals(Event.WaitOpened.SIGNAL)) {
            obstacles.add(new Obstacle.AwaitsSignal(what, since, wait.due()));
            return List.of(Change.of(new Change.Signal(subject.id(), what)));
        }
        obstacles.add(new Obstacle.AwaitsApproval(what, since, wait.due()));
        return List.of(Change.of(new Change.Approve(subject.place())));
    }

    private List<Change> execution(@Nullable String child, long since, @Nullable Long due) {
        if (child == null) {
            obstacles.add(new Obstacle.AwaitsExecution(null, null, null, since, due));
            return List.of();
        }
        ExecutionId id = new ExecutionId(child);
        Optional<Lifecycle> life =
                subject.scene.find(id).map(SceneExecution::state).map(ExecutionState::lifecycle);
        obstacles.add(new Obstacle.AwaitsExecution(
                id,
                life.map(each -> each.created().workflow()).orElse(null),
                life.map(Lifecycle::status).orElse(null),
                since,
                due));
        return List.of(Change.of(new Change.ExecutionEnds(id)));
    }

    private List<Change> contention() {
        Contention contention = new Contention(subject);
        if (contention.isOver()) {
            return List.of();
        }
        obstacles.addAll(contention.obstacles());
        return new Remedies(subject, contention).find();
    }

    /** Whether an execution of this status may be reopened by hand. */
    static boolean mayReopen(WorkflowStatus status) {
        return status.isEnded() && status.canBecome(WorkflowStatus.RUNNING);
    }
}
