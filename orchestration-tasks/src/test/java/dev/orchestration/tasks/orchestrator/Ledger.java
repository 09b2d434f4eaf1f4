package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskSignal;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.ActionKind;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A second opinion on one execution: follows the recorded events with rules of its own, written from the specification, and
 * objects to what may not be. It knows nothing of the engine's state.
 */
final class Ledger {
    final DrawnGraph graph;
    final TaskStatus[] status;
    private final int[] n;
    private final int[] attempts;
    private final long[] due;
    private final boolean[] hopeless;
    private final Set<Activation> terminal = new HashSet<>();
    private final Visits visits;
    WorkflowStatus workflow;
    private long commits;
    private long events;
    private boolean stopping;
    private int round = 1;

    Ledger(DrawnGraph graph, Visits visits) {
        this.graph = graph;
        this.visits = visits;
        this.status = new TaskStatus[graph.size()];
        this.n = new int[graph.size()];
        this.attempts = new int[graph.size()];
        this.due = new long[graph.size()];
        this.hopeless = new boolean[graph.size()];
        Arrays.fill(status, TaskStatus.PENDING);
        Arrays.fill(n, 1);
    }

    void record(Commit commit) {
        that(commit.number() == commits + 1, "commit " + commit.number() + " follows " + commits);
        that(commit.firstSeq() == events + 1, "event " + commit.firstSeq() + " follows " + events);
        that(!commit.events().isEmpty(), "a commit without events");
        commits = commit.number();
        events += commit.events().size();
        commit.events().forEach(this::take);
    }

    private static void that(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    private void take(Event event) {
        if (event instanceof Event.AttemptStarted e) {
            started(e);
        } else if (event instanceof Event.AttemptEnded e) {
            ended(e);
        } else if (event instanceof Event.Activated e) {
            that(graph.specs.get(e.activation().node()).conditional(), "nobody asked: " + e);
            judged(e.activation(), TaskSignal.FREED);
        } else if (event instanceof Event.Skipped e) {
            judged(e.activation(), TaskSignal.SKIPPED);
        } else if (event instanceof Event.WaitOpened e) {
            mayBegin(e.activation());
            that(graph.kind(e.activation().node()) == ActionKind.WAIT, "work became a wait");
            move(e.activation().node(), TaskSignal.WAIT_OPENED);
            due[e.activation().node()] = e.due();
        } else if (event instanceof Event.WaitEnded e) {
            that(e.at() >= due[e.activation().node()], "a wait ended too early");
            move(e.activation().node(), e.how().equals("retry") ? TaskSignal.READIED : TaskSignal.SUCCEEDED);
        } else if (event instanceof Event.CancelRequested e) {
            cancelled(e);
        } else {
            whole(event);
        }
        giveUp();
        derive();
        giveUp();
    }

    /** What waits for something that will never go well is blocked for good; dependencies have smaller numbers. */
    private void giveUp() {
        for (int node = 0; node < status.length; node++) {
            hopeless[node] = status[node] == TaskStatus.BLOCKED
                    && graph.specs.get(node).runOn() == RunOn.SUCCESS
                    && settledBefore(node)
                    && !allows(node);
        }
    }

    private void whole(Event event) {
        if (event instanceof Event.ExecutionCreated) {
            that(workflow == null, "created twice");
            workflow = WorkflowStatus.PENDING;
        } else if (event instanceof Event.ExecutionStarted) {
            become(WorkflowStatus.RUNNING);
        } else if (event instanceof Event.ExecutionPaused) {
            that(count(TaskStatus.RUNNING) == 0, "paused while something runs");
            become(WorkflowStatus.PAUSED);
        } else if (event instanceof Event.ExecutionContinued) {
            become(WorkflowStatus.RUNNING);
        } else if (event instanceof Event.ExecutionReopened e) {
            reopened(e);
        } else if (event instanceof Event.ExecutionEnded e) {
            over(e);
        }
    }

    private void started(Event.AttemptStarted e) {
        int node = e.activation().node();
        mayBegin(e.activation());
        attempts[node]++;
        that(e.attempt() == attempts[node], "attempt " + e.attempt() + " is number " + attempts[node]);
        move(node, TaskSignal.STARTED);
    }

    private void mayBegin(Activation activation) {
        int node = activation.node();
        that(workflow == WorkflowStatus.RUNNING, "a start while " + workflow);
        that(!stopping, "a start after the request to stop");
        that(activation.n() == n[node], "a start of an old activation");
        that(!terminal.contains(activation), activation + " is over and starts again");
        that(allows(node), "node " + node + " starts before its dependencies allow it");
    }

    private void ended(Event.AttemptEnded e) {
        int node = e.activation().node();
        that(e.attempt() == attempts[node] && e.activation().n() == n[node], "the end of another attempt");
        due[node] = e.nextAt() == null ? Long.MAX_VALUE : e.nextAt();
        that(e.next() != Next.RETRY || !stopping, "a retry after the request to stop");
        move(
                node,
                switch (e.next()) {
                    case COMPLETED -> TaskSignal.SUCCEEDED;
                    case FAILED -> TaskSignal.FAILED;
                    case CANCELLED -> TaskSignal.CANCELLED;
                    case RERUN -> TaskSignal.READIED;
                    case RETRY, DECIDE -> TaskSignal.BACKED_OFF;
                });
    }

    private void judged(Activation activation, TaskSignal signal) {
        that(settledBefore(activation.node()), "judged before its dependencies are settled");
        move(activation.node(), signal);
    }

    private void cancelled(Event.CancelRequested e) {
        stopping |= e.scope() != CancelScope.STEP;
        boolean[] open = new boolean[status.length];
        for (int node = 0; node < status.length; node++) {
            boolean meant = e.scope() != CancelScope.STEP || e.node() == node;
            open[node] = meant && status[node] != TaskStatus.RUNNING && !settled(node);
        }
        for (int node = 0; node < status.length; node++) {
            if (open[node]) {
                move(node, TaskSignal.CANCELLED);
            }
        }
    }

    private void reopened(Event.ExecutionReopened e) {
        that(e.round() == ++round, "round " + e.round());
        become(WorkflowStatus.RUNNING);
        stopping = false;
        for (int node = 0; node < status.length; node++) {
            boolean again = status[node] == TaskStatus.FAILED || status[node] == TaskStatus.CANCELLED;
            that(again == e.nodes().contains(node), "reopened " + e.nodes());
            if (again) {
                n[node]++;
                attempts[node] = 0;
                status[node] = TaskStatus.PENDING;
            }
        }
    }

    private void over(Event.ExecutionEnded e) {
        become(e.status());
        boolean bad = false;
        for (int node = 0; node < status.length; node++) {
            that(settled(node), "ended while node " + node + " is " + status[node]);
            bad |= graph.specs.get(node).required()
                    && (status[node] == TaskStatus.FAILED || status[node] == TaskStatus.CANCELLED);
        }
        that(stopping || (e.status() == WorkflowStatus.FAILED) == bad, "ended as " + e.status());
    }

    private void become(WorkflowStatus next) {
        that(workflow.canBecome(next), workflow + " became " + next);
        visits.saw(workflow, next);
        workflow = next;
    }

    private void move(int node, TaskSignal signal) {
        TaskStatus to = visits.saw(status[node], signal);
        if (to == null) {
            throw new AssertionError("node " + node + ": " + signal + " while " + status[node]);
        }
        status[node] = to;
        if (to.isTerminal()) {
            that(terminal.add(new Activation(node, Activation.NO_ITEM, n[node])), "a second end of node " + node);
        }
    }

    /** What is never recorded because it follows: held and free. */
    private void derive() {
        if (workflow != WorkflowStatus.RUNNING) {
            return;
        }
        for (int node = 0; node < status.length; node++) {
            var spec = graph.specs.get(node);
            boolean free = !spec.conditional() && allows(node);
            if (status[node] == TaskStatus.PENDING && (!free || round > 1)) {
                move(node, TaskSignal.HELD);
            }
            if ((status[node] == TaskStatus.PENDING || status[node] == TaskStatus.BLOCKED) && free) {
                move(node, TaskSignal.FREED);
            }
        }
    }

    boolean settled(int node) {
        return status[node].isTerminal() || hopeless(node);
    }

    boolean hopeless(int node) {
        return hopeless[node];
    }

    private boolean settledBefore(int node) {
        return Arrays.stream(graph.dependencies.get(node)).allMatch(this::settled);
    }

    private boolean allows(int node) {
        int[] before = graph.dependencies.get(node);
        return settledBefore(node)
                && switch (graph.specs.get(node).runOn()) {
                    case COMPLETION -> true;
                    case FAILURE -> Arrays.stream(before).anyMatch(d -> status[d] == TaskStatus.FAILED || hopeless(d));
                    case SUCCESS -> Arrays.stream(before).allMatch(this::wentWell);
                };
    }

    private boolean wentWell(int node) {
        return List.of(TaskStatus.COMPLETED, TaskStatus.SKIPPED).contains(status[node])
                || (status[node] == TaskStatus.FAILED && !graph.specs.get(node).required());
    }

    long commits() {
        return commits;
    }

    int count(TaskStatus wanted) {
        int count = 0;
        for (TaskStatus each : status) {
            count += each == wanted ? 1 : 0;
        }
        return count;
    }
}
