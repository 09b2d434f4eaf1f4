package dev.orchestration.docs.report;

import dev.orchestration.state.ContextWrite;
import dev.orchestration.state.Json;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.state.event.Parent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What a page tells of an execution, folded from its events one by one, so that their number does not matter: of each step
 * and of the whole only the last is kept in detail. Confined to one thread.
 */
public final class History {
    /** Something that happened to the execution as a whole. */
    record Happening(long at, String what) {}

    /** One write to the context. */
    record Change(long at, String who, String key, String value) {}

    /** A time in which nobody carried the execution out on purpose: paused, or ended and not reopened yet. */
    record Idle(long from, long to) {}

    private final List<String> names;
    private final StepHistory[] steps;
    private final Deque<Happening> happenings = new ArrayDeque<>();
    private final Deque<Change> changes = new ArrayDeque<>();
    private final List<Idle> idle = new ArrayList<>();
    private long changed;
    private long lastAt;
    private long stopped;

    /** @param names of the steps, by the index that events name */
    public History(List<String> names) {
        this.names = List.copyOf(names);
        this.steps = new StepHistory[names.size()];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = new StepHistory();
        }
    }

    /** Takes the next event. */
    public void accept(Event event) {
        lastAt = Math.max(lastAt, event.at());
        if (event instanceof Event.AttemptStarted e) {
            step(e.activation()).begin(Stint.Kind.RUN, e.at(), StepHistory.attempt(e.activation(), e.attempt()));
        } else if (event instanceof Event.AttemptNoted e && e.log() != null) {
            step(e.activation()).noted(e.log());
        } else if (event instanceof Event.AttemptEnded e) {
            ended(e);
        } else if (event instanceof Event.WaitOpened e) {
            opened(e);
        } else if (event instanceof Event.WaitEnded e) {
            over(e);
        } else if (event instanceof Event.Skipped e) {
            step(e.activation()).skip(e.at(), e.reason());
        } else if (event instanceof Event.NodeKept e) {
            kept(e);
        } else if (event instanceof Event.ContextChanged e) {
            e.writes().forEach(write -> change(e.at(), e.who(), write));
        } else {
            whole(event);
        }
    }

    private void ended(Event.AttemptEnded e) {
        StepHistory step = step(e.activation());
        boolean good = e.outcome() == Outcome.COMPLETED && (e.next() == Next.COMPLETED || e.next() == Next.AGAIN);
        long from = e.startedAt() == 0 ? e.at() : e.startedAt();
        long to = Math.max(from, e.endedAt() == 0 ? e.at() : e.endedAt());
        String label = StepHistory.attempt(e.activation(), e.attempt()) + ": "
                + e.outcome().wire().replace('_', ' ');
        step.end(new Stint(good ? Stint.Kind.RUN : Stint.Kind.FAILED, from, to, label));
        step.result(e.output(), e.error(), e.log());
        switch (e.next()) {
            case RETRY, RERUN, AGAIN -> step.backsOff(to);
            case COMPLETED, FAILED, CANCELLED -> step.settle(e.at());
            case DECIDE -> {}
        }
        String who = e.activation().label(names.get(e.activation().node()));
        e.writes().forEach(write -> change(e.at(), who, write));
    }

    private void kept(Event.NodeKept e) {
        if (e.status().equals(Event.NodeKept.SKIPPED)) {
            step(e.activation()).skip(e.at(), "it was skipped in " + e.origin());
        } else if (e.settles()) {
            step(e.activation()).result(e.output(), null, null);
            step(e.activation()).settle(e.at());
        }
        String who = e.activation().label(names.get(e.activation().node()));
        e.writes().forEach(write -> change(e.at(), who, write));
    }

    private void opened(Event.WaitOpened e) {
        String what = switch (e.kind()) {
            case Event.WaitOpened.SIGNAL -> "the signal " + e.name();
            case Event.WaitOpened.APPROVAL -> "approval: " + e.name();
            case Event.WaitOpened.CHILD -> "another workflow";
            default -> "a time";
        };
        step(e.activation()).begin(Stint.Kind.SLEEP, e.at(), "waited for " + what);
    }

    private void over(Event.WaitEnded e) {
        StepHistory step = step(e.activation());
        if (e.how().equals(Event.WaitEnded.RETRY)) {
            return; // the end of a backoff; the next attempt says when it began
        }
        boolean good = !e.failed();
        for (Stint stint : step.stints()) {
            if (stint.to() == null && stint.kind() == Stint.Kind.SLEEP) {
                Stint.Kind kind = good ? Stint.Kind.SLEEP : Stint.Kind.FAILED;
                step.end(new Stint(kind, stint.from(), e.at(), stint.label() + (good ? "" : ": expired")));
            }
        }
        step.settle(e.at());
    }

    private void whole(Event event) {
        if (event instanceof Event.ExecutionCreated e) {
            Parent parent = e.parent();
            String how = e.origin() == null ? "created" : "forked from " + e.origin();
            happened(e.at(), parent == null ? how : how + " for step " + parent.step() + " of " + parent.execution());
        } else if (event instanceof Event.ChildBegun e) {
            happened(e.at(), e.activation().label(names.get(e.activation().node())) + " runs " + e.execution());
        } else if (event instanceof Event.ExecutionStarted e) {
            happened(e.at(), "started");
        } else if (event instanceof Event.ExecutionPaused e) {
            happened(e.at(), "paused: " + e.reason());
            stopped = e.at();
        } else if (event instanceof Event.ExecutionContinued e) {
            happened(e.at(), "continued by " + e.by());
            goesOn(e.at());
        } else if (event instanceof Event.CancelRequested e) {
            Integer node = e.node();
            String what = node == null ? "" : " of step " + names.get(node);
            happened(e.at(), "cancel" + what + " asked for by " + e.by() + ": " + e.reason());
        } else if (event instanceof Event.ExecutionFinishing e) {
            happened(e.at(), "all ended but finally: " + e.status().wire());
        } else if (event instanceof Event.ExecutionEnded e) {
            happened(e.at(), e.status().wire());
            stopped = e.at();
        } else if (event instanceof Event.ExecutionReopened e) {
            happened(e.at(), "taken up again by " + e.by() + " (round " + e.round() + ")");
            goesOn(e.at());
        }
    }

    private void goesOn(long at) {
        if (stopped > 0 && idle.size() < Caps.EVENTS) {
            idle.add(new Idle(stopped, at));
        }
        stopped = 0;
    }

    private void happened(long at, String what) {
        happenings.addLast(new Happening(at, what));
        if (happenings.size() > Caps.EVENTS) {
            happenings.removeFirst();
        }
    }

    private void change(long at, String who, ContextWrite write) {
        JsonValue value = write.value();
        String shown = value == null ? "removed" : Caps.head(Json.write(value.raw()), Caps.VALUE);
        changes.addLast(new Change(at, who, write.key(), shown));
        changed++;
        if (changes.size() > Caps.CHANGES) {
            changes.removeFirst();
        }
    }

    private StepHistory step(Activation activation) {
        return steps[activation.node()];
    }

    List<String> names() {
        return names;
    }

    StepHistory step(int node) {
        return steps[node];
    }

    List<Happening> happenings() {
        return List.copyOf(happenings);
    }

    /** The last changes, in order. */
    List<Change> changes() {
        return List.copyOf(changes);
    }

    /** How many changes there were in all. */
    long changed() {
        return changed;
    }

    List<Idle> idle() {
        return List.copyOf(idle);
    }

    /** When the last event was recorded. */
    long lastAt() {
        return lastAt;
    }
}
