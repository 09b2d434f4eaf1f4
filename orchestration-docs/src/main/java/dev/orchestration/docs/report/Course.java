package dev.orchestration.docs.report;

import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Parent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What happened to an execution as a whole, folded from its events one by one. Confined to one thread. */
final class Course {
    /** Something that happened to the execution as a whole. */
    record Happening(long at, String what) {}

    /** A time in which nobody carried the execution out on purpose: paused, or ended and not reopened yet. */
    record Idle(long from, long to, boolean ended) {}

    private final List<String> names;
    private final Deque<Happening> happenings = new ArrayDeque<>();
    private final List<Idle> idle = new ArrayList<>();
    private long stopped;

    /** @param names of the steps, by the index that events name */
    Course(List<String> names) {
        this.names = names;
    }

    /** Takes the next event; those that are about steps are none of its. */
    void accept(Event event) {
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
            goesOn(e.at(), false);
        } else if (event instanceof Event.CancelRequested e) {
            Integer node = e.node();
            String what = node == null ? "" : " of step " + names.get(node);
            happened(e.at(), "cancel" + what + " asked for by " + e.by() + ": " + e.reason());
        } else if (event instanceof Event.ExecutionCompensating e) {
            happened(e.at(), "failed; undoes what is completed");
        } else if (event instanceof Event.ExecutionFinishing e) {
            happened(e.at(), "all ended but finally: " + e.status().wire());
        } else if (event instanceof Event.ExecutionEnded e) {
            happened(e.at(), e.status().wire());
            stopped = e.at();
        } else if (event instanceof Event.ExecutionReopened e) {
            happened(e.at(), "taken up again by " + e.by() + " (round " + e.round() + ")");
            goesOn(e.at(), true);
        }
    }

    private void goesOn(long at, boolean ended) {
        if (stopped > 0 && idle.size() < Caps.EVENTS) {
            idle.add(new Idle(stopped, at, ended));
        }
        stopped = 0;
    }

    private void happened(long at, String what) {
        happenings.addLast(new Happening(at, what));
        if (happenings.size() > Caps.EVENTS) {
            happenings.removeFirst();
        }
    }

    List<Happening> happenings() {
        return List.copyOf(happenings);
    }

    List<Idle> idle() {
        return List.copyOf(idle);
    }
}
