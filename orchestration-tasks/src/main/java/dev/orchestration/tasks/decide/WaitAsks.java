package dev.orchestration.tasks.decide;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Nearest;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.Times;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.Decision;
import dev.orchestration.tasks.TaskStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person may ask of steps that wait: a signal, an answer, a decision. */
public final class WaitAsks {
    /** So many signals that no step has asked for are kept in an execution. */
    public static final int MOST_KEPT = 1_000;

    private WaitAsks() {}

    /**
     * A person's answer.
     *
     * @param data what the form asks for, or else; JSON
     */
    public record Answer(
            boolean approved,
            @Nullable Object data,
            @Nullable String comment,
            String by) {}

    /** A signal for whoever waits for it, or will do so; refused ({@code WRONG_STATE}) if the execution has ended. */
    public static Ask signal(String name, @Nullable Object payload, String by) {
        return (state, at) -> {
            PauseAsks.requireToGoOn(state);
            if (state.waits().kept() >= MOST_KEPT) {
                throw new OrchestrationException(
                        ErrorCode.QUEUE_FULL,
                        "execution " + state.id() + " keeps " + MOST_KEPT
                                + " signals that no step has asked for; it takes more once steps have taken some");
            }
            return new Signal.SignalCame(at, name, payload, by);
        };
    }

    /**
     * An answer to the step; refused ({@code UNKNOWN_TASK}, {@code WRONG_STATE}) unless it asks for approval, and still in the
     * activation for which the answer was checked.
     */
    public static Ask answer(String step, @Nullable Activation checked, Answer answer) {
        return (state, at) -> {
            Event.WaitOpened wait = requireApproval(state, step);
            if (!wait.activation().equals(checked)) {
                throw PauseAsks.wrongState(
                        state, "has begun step " + Quoted.of(step) + " anew meanwhile; look at what it asks now");
            }
            List<String> approvers = WaitTerms.approvers(wait);
            if (!approvers.isEmpty() && !approvers.contains(answer.by())) {
                throw new OrchestrationException(
                        ErrorCode.WRONG_STATE,
                        "step " + Quoted.of(step) + " of execution " + state.id() + " is for "
                                + String.join(", ", approvers) + " to approve, not for " + answer.by());
            }
            return new Signal.Answered(
                    at, wait.activation(), answer.approved(), answer.data(), answer.comment(), answer.by());
        };
    }

    /** A decision about a step that was interrupted; refused ({@code UNKNOWN_TASK}, {@code WRONG_STATE}) for others. */
    public static Ask decide(String step, Decision decision, String by) {
        return (state, at) -> {
            int node = require(state, step);
            if (!state.awaitsDecision(node)) {
                throw notFor(state, node, "there is nothing to decide");
            }
            return new Signal.Decided(at, state.activation(node), decision, by);
        };
    }

    /**
     * What the step asks a person.
     *
     * @throws OrchestrationException ({@code UNKNOWN_TASK}, {@code WRONG_STATE}) if it asks nothing
     */
    public static Event.WaitOpened requireApproval(ExecutionState state, String step) {
        int node = require(state, step);
        Event.WaitOpened wait = state.openWait(node);
        if (wait == null || !wait.kind().equals(Event.WaitOpened.APPROVAL)) {
            throw notFor(state, node, "there is nothing to approve" + whoAsks(state));
        }
        return wait;
    }

    private static String whoAsks(ExecutionState state) {
        for (int row = 0; row < state.rows(); row++) {
            Event.WaitOpened wait = state.openWait(row);
            if (wait != null && wait.kind().equals(Event.WaitOpened.APPROVAL)) {
                String step = RowNames.of(state, row);
                return "; step " + Quoted.of(step) + " asks (`orchestrate approve " + state.id() + " " + step + "`)";
            }
        }
        return "; no step asks now, `orchestrate show " + state.id() + "` tells how they stand";
    }

    /** The row of a step, or of an item as {@code step[0]}. */
    private static int require(ExecutionState state, String step) {
        PauseAsks.requireToGoOn(state);
        int row = RowNames.find(state, step);
        if (row >= 0) {
            return row;
        }
        throw new OrchestrationException(
                ErrorCode.UNKNOWN_TASK,
                "execution " + state.id() + " has no step " + Quoted.of(step)
                        + Nearest.suggestionOrKnown(step, RowNames.steps(state)));
    }

    private static OrchestrationException notFor(ExecutionState state, int node, String so) {
        String step = RowNames.of(state, node);
        TaskStatus status = state.status(node);
        String is = "is " + status.wire() + (status.isTerminal() ? " already" : "");
        String stands = status == TaskStatus.WAITING ? waits(state, node, step) : is;
        String remedy = status == TaskStatus.WAITING ? "" : "; `orchestrate show " + state.id() + "` says what waits";
        return PauseAsks.wrongState(state, "has step " + Quoted.of(step) + ", which " + stands + ", so " + so + remedy);
    }

    private static String waits(ExecutionState state, int node, String step) {
        Event.WaitOpened wait = state.openWait(node);
        String what = state.id() + " " + step;
        if (state.awaitsDecision(node)) {
            return "was interrupted and waits for a decision (`orchestrate decide " + what + "`)";
        }
        if (wait != null && wait.kind().equals(Event.WaitOpened.APPROVAL)) {
            return "waits for approval (`orchestrate approve " + what + "`)";
        }
        if (wait != null && wait.kind().equals(Event.WaitOpened.SIGNAL)) {
            return "waits for a signal (`orchestrate signal " + state.id() + " " + wait.name() + "`)";
        }
        if (wait != null && wait.kind().equals(Event.WaitOpened.CHILD)) {
            String child = ChildWaits.of(state).last(node);
            return child == null
                    ? "is about to begin an execution"
                    : "waits for execution " + child + " (`orchestrate show " + child + "` tells what that waits for)";
        }
        return "waits until " + Times.iso(state.due(node));
    }
}
