package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.tasks.TaskSignal;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.ActionKind;
import java.util.Arrays;
import java.util.HashSet;
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
    private final Prospects prospects;
    private final Set<Activation> terminal = new HashSet<>();
    private final Visits visits;
    private final AskedLedger asked = new AskedLedger();
    WorkflowStatus workflow;
    private long commits;
    private long events;
    private boolean stopping;
    private int round = 1;
    int known;

    Ledger(DrawnGraph graph, Visits visits) {
        this.graph = graph;
        this.visits = visits;
        this.status = new TaskStatus[graph.size()];
        this.n = new int[graph.size()];
        this.attempts = new int[graph.size()];
        this.due = new long[graph.size()];
        this.prospects = new Prospects(graph, status);
        this.known = graph.grows ? 0 : graph.size();
        Arrays.fill(status, TaskStatus.PENDING);
        Arrays.fill(n, 1);
    }

    void record(Commit commit) {
        that(commit.number() == commits + 1, "commits have gaps", commit.number(), commits);
        that(commit.firstSeq() == events + 1, "events have gaps", commit.firstSeq(), events);
        that(!commit.events().isEmpty(), "a commit without events");
        commits = commit.number();
        events += commit.events().size();
        commit.events().forEach(this::take);
    }

    static void that(boolean holds, String otherwise, Object... about) {
        if (!holds) {
            throw new AssertionError(otherwise + " " + Arrays.toString(about));
        }
    }

    private void take(Event event) {
        if (event instanceof Event.AttemptStarted e) {
            started(e);
        } else if (event instanceof Event.AttemptEnded e) {
            ended(e);
        } else if (event instanceof Event.Activated e) {
            that(graph.specs.get(e.activation().node()).conditional(), "nobody asked", e);
            judged(e.activation(), TaskSignal.FREED);
        } else if (event instanceof Event.Skipped e) {
            judged(e.activation(), TaskSignal.SKIPPED);
        } else if (event instanceof Event.WaitOpened e) {
            mayBegin(e.activation());
            that(graph.kind(e.activation().node()) == ActionKind.WAIT, "work became a wait");
            move(e.activation().node(), TaskSignal.WAIT_OPENED);
            due[e.activation().node()] = e.due() == null ? Long.MAX_VALUE : e.due();
            boolean asks = graph.asks(e.activation().node()) != null;
            that(
                    asks
                            || e.due()
                                    == e.at()
                                            + graph.waits(e.activation().node()).toNanos() / 1_000,
                    "due at another time",
                    e);
        } else if (event instanceof Event.WaitEnded e) {
            waited(e);
        } else if (event instanceof Event.CancelRequested e) {
            cancelled(e);
        } else {
            whole(event);
        }
        prospects.giveUp();
        derive();
    }

    private void waited(Event.WaitEnded e) {
        int node = e.activation().node();
        if (graph.asks(node) != null) {
            move(node, asked.ended(graph.asks(node), e, due[node]));
            return;
        }
        if (due[node] == Long.MAX_VALUE) {
            that(!e.how().equals("due"), "what waited for a decision ended by itself");
            move(node, e.how().equals("retry") ? TaskSignal.READIED : TaskSignal.FAILED);
            return;
        }
        that(e.at() >= due[node], "a wait ended too early");
        boolean sleeps = graph.kind(node) == ActionKind.WAIT;
        String how = !sleeps ? "retry" : graph.expires(node) ? "expired" : "due";
        that(e.how().equals(how), "a wait ended in another way", e);
        move(node, !sleeps ? TaskSignal.READIED : graph.expires(node) ? TaskSignal.FAILED : TaskSignal.SUCCEEDED);
    }

    private void whole(Event event) {
        if (event instanceof Event.ExecutionCreated) {
            that(workflow == null, "created twice");
            workflow = WorkflowStatus.PENDING;
        } else if (event instanceof Event.ExecutionStarted) {
            become(WorkflowStatus.RUNNING);
        } else if (event instanceof Event.ExecutionPaused e) {
            boolean byAPerson = e.reason().startsWith("paused by ");
            that(byAPerson || count(TaskStatus.RUNNING) == 0, "paused while something runs");
            become(WorkflowStatus.PAUSED);
        } else if (event instanceof Event.ExecutionContinued) {
            become(WorkflowStatus.RUNNING);
        } else if (event instanceof Event.SignalReceived e) {
            asked.received(e);
        } else if (event instanceof Event.TaskSubmitted e) {
            that(e.node() == known++, "another task was next", e);
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
        that(e.attempt() == attempts[node], "another attempt was next", e);
        move(node, TaskSignal.STARTED);
    }

    private void mayBegin(Activation activation) {
        int node = activation.node();
        that(workflow == WorkflowStatus.RUNNING, "a start while it is", workflow);
        that(!stopping, "a start after the request to stop");
        that(activation.n() == n[node], "a start of an old activation");
        that(!terminal.contains(activation), "what is over starts again", activation);
        that(prospects.allows(node), "a start before the dependencies allow it", node);
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
                    case RETRY, DECIDE, AGAIN -> TaskSignal.BACKED_OFF;
                });
    }

    private void judged(Activation activation, TaskSignal signal) {
        that(prospects.settledBefore(activation.node()), "judged before its dependencies are settled");
        move(activation.node(), signal);
    }

    private void cancelled(Event.CancelRequested e) {
        stopping |= e.scope() != CancelScope.STEP;
        boolean[] open = new boolean[status.length];
        for (int node = 0; node < known; node++) {
            boolean meant = e.scope() != CancelScope.STEP || e.node() == node;
            open[node] = meant && status[node] != TaskStatus.RUNNING && !prospects.settled(node);
        }
        for (int node = 0; node < status.length; node++) {
            if (open[node]) {
                move(node, TaskSignal.CANCELLED);
            }
        }
    }

    private void reopened(Event.ExecutionReopened e) {
        that(e.round() == ++round, "another round was next", e);
        become(WorkflowStatus.RUNNING);
        stopping = false;
        for (int node = 0; node < status.length; node++) {
            boolean again = status[node] == TaskStatus.FAILED || status[node] == TaskStatus.CANCELLED;
            that(again == e.nodes().contains(node), "other nodes were to be reopened", e);
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
        for (int node = 0; node < known; node++) {
            that(prospects.settled(node), "ended too early", node, status[node]);
            bad |= graph.specs.get(node).required()
                    && (status[node] == TaskStatus.FAILED || status[node] == TaskStatus.CANCELLED);
        }
        boolean failed = bad && !graph.grows;
        that(stopping || (e.status() == WorkflowStatus.FAILED) == failed, "ended wrongly", e);
    }

    private void become(WorkflowStatus next) {
        that(workflow.canBecome(next), "no such move", workflow, next);
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
            that(terminal.add(new Activation(node, Activation.NO_ITEM, n[node])), "a second end", node);
        }
    }

    /** What is never recorded because it follows: held and free. */
    private void derive() {
        if (workflow != WorkflowStatus.RUNNING && workflow != WorkflowStatus.PAUSED) {
            return;
        }
        for (int node = 0; node < known; node++) {
            boolean atOnce = round == 1 && graph.dependencies.get(node).length == 0 && free(node);
            if (status[node] == TaskStatus.PENDING && !atOnce && isComplete(node)) {
                move(node, TaskSignal.HELD);
            }
        }
        prospects.giveUp();
        for (int node = 0; node < known; node++) {
            if ((status[node] == TaskStatus.PENDING || status[node] == TaskStatus.BLOCKED) && free(node)) {
                move(node, TaskSignal.FREED);
            }
        }
    }

    private boolean isComplete(int node) {
        return Arrays.stream(graph.dependencies.get(node)).allMatch(each -> each < known);
    }

    private boolean free(int node) {
        return !graph.specs.get(node).conditional() && prospects.allows(node);
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
