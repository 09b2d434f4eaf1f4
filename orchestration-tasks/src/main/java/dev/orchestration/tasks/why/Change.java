package dev.orchestration.tasks.why;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would open the gate that a step stands before: all of the acts together. Immutable.
 *
 * @param acts at least one
 */
public record Change(List<Act> acts) {
    public Change {
        acts = List.copyOf(acts);
    }

    static Change of(Act act) {
        return new Change(List.of(act));
    }

    /** One thing that happens, or that somebody does. Times are microseconds since 1970. */
    public sealed interface Act {}

    /** A step that runs completes. */
    public record StepEnds(Place step) implements Act {}

    /** Any so many of the items end that are before it in its map, {@code of} so many in all. */
    public record ItemsEnd(Place map, int count, int of) implements Act {}

    /** Steps are settled, each for itself or because of others. */
    public record StepsSettle(List<Place> steps) implements Act {}

    /** Plain tasks that something depends on are submitted. */
    public record TasksSubmitted(List<String> tasks) implements Act {}

    /** An execution ends, however it does. */
    public record ExecutionEnds(ExecutionId execution) implements Act {}

    /**
     * A session ends: the application closes it, or its timeout passes.
     *
     * @param name null where nobody knows
     */
    public record SessionEnds(SessionId session, @Nullable String name) implements Act {}

    /** The time comes. */
    public record WaitUntil(long time) implements Act {}

    /** There are so many workers. */
    public record Workers(int count) implements Act {}

    /** An execution may have so many attempts at once. */
    public record MaxParallel(ExecutionId execution, int most) implements Act {}

    /** A session may have so many attempts at once. */
    public record SessionTasks(SessionId session, int most) implements Act {}

    /** A session may have so many executions under way at once. */
    public record SessionWorkflows(SessionId session, int most) implements Act {}

    /** There is so much of a resource. */
    public record Capacity(ResourceId resource, double capacity) implements Act {}

    /** Somebody resumes an execution that is paused. */
    public record Resume(ExecutionId execution) implements Act {}

    /** Somebody retries an execution that has ended. */
    public record Retry(ExecutionId execution) implements Act {}

    /** The application that submits plain tasks opens an engine on the store again. */
    public record OpenEngine(ExecutionId execution) implements Act {}

    /** Somebody sends a signal. */
    public record Signal(ExecutionId execution, String name) implements Act {}

    /** A person approves what a step asks. */
    public record Approve(Place step) implements Act {}

    /** A person says what becomes of a step that was interrupted. */
    public record Decide(Place step) implements Act {}
}
