package dev.orchestration.app.view;

import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what the steps of one execution do, as its events tell. Not thread-safe. */
public final class StepTally {
    /** A step under way; {@code since} in microseconds since 1970. */
    record Active(String step, int attempt, long since) {}

    private final List<String> names;
    private final TaskStatus[] statuses;
    private final int[] counts = new int[TaskStatus.values().length];
    private final Map<Integer, Active> running = new LinkedHashMap<>();
    private final Map<Integer, Active> waiting = new LinkedHashMap<>();

    /** Of steps that all are still to come. */
    public StepTally(List<String> names) {
        this.names = List.copyOf(names);
        this.statuses = new TaskStatus[names.size()];
        java.util.Arrays.fill(statuses, TaskStatus.PENDING);
        counts[TaskStatus.PENDING.ordinal()] = names.size();
    }

    /** Of steps some of which an earlier run has done. */
    public static StepTally of(Map<String, TaskResult> before) {
        StepTally tally = new StepTally(List.copyOf(before.keySet()));
        int node = 0;
        for (TaskResult result : before.values()) {
            tally.set(node++, result.status().isTerminal() ? result.status() : TaskStatus.PENDING);
        }
        return tally;
    }

    void apply(Event event) {
        if (event instanceof Event.AttemptStarted e) {
            set(e.activation().node(), TaskStatus.RUNNING);
            running.put(e.activation().node(), new Active(label(e.activation()), e.attempt(), e.at()));
        } else if (event instanceof Event.AttemptEnded e) {
            set(e.activation().node(), after(e.next()));
        } else if (event instanceof Event.WaitOpened e) {
            set(e.activation().node(), TaskStatus.WAITING);
            waiting.put(e.activation().node(), new Active(label(e.activation()), 1, e.at()));
        } else if (event instanceof Event.WaitEnded e) {
            boolean again = e.how().equals(Event.WaitEnded.RETRY);
            TaskStatus over = e.failed() ? TaskStatus.FAILED : TaskStatus.COMPLETED;
            set(e.activation().node(), again ? TaskStatus.READY : over);
        } else if (event instanceof Event.Skipped e) {
            set(e.activation().node(), TaskStatus.SKIPPED);
        } else if (event instanceof Event.ExecutionReopened e) {
            e.nodes().forEach(node -> set(node, TaskStatus.PENDING));
        }
    }

    private static TaskStatus after(Next next) {
        return switch (next) {
            case COMPLETED -> TaskStatus.COMPLETED;
            case FAILED -> TaskStatus.FAILED;
            case CANCELLED -> TaskStatus.CANCELLED;
            case RETRY, DECIDE -> TaskStatus.WAITING;
            case RERUN -> TaskStatus.READY;
        };
    }

    private void set(int node, TaskStatus status) {
        counts[statuses[node].ordinal()]--;
        statuses[node] = status;
        counts[status.ordinal()]++;
        running.remove(node);
        waiting.remove(node);
    }

    String label(Activation activation) {
        return activation.label(names.get(activation.node()));
    }

    /** When the wait that {@code activation} is in began, {@code otherwise} where that is not known. */
    long waitingSince(Activation activation, long otherwise) {
        Active active = waiting.get(activation.node());
        return active == null ? otherwise : active.since();
    }

    List<String> names() {
        return names;
    }

    int count(TaskStatus status) {
        return counts[status.ordinal()];
    }

    /** Steps that need nothing more: completed, skipped, failed or cancelled. */
    int ended() {
        return count(TaskStatus.COMPLETED)
                + count(TaskStatus.SKIPPED)
                + count(TaskStatus.FAILED)
                + count(TaskStatus.CANCELLED);
    }

    /** In the order in which they started. */
    Collection<Active> running() {
        return running.values();
    }
}
