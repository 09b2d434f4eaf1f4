package dev.orchestration.tasks.why;

import dev.orchestration.resources.ResourceStatus;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Failure;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.TaskStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that keeps a step from running now. Times are microseconds since 1970. Immutable. */
public sealed interface Obstacle {
    /**
     * It has ended.
     *
     * @param reason why it was skipped, null where nobody said
     */
    record Ended(
            TaskStatus status,
            long at,
            @Nullable String reason,
            @Nullable Failure error) implements Obstacle {}

    /** It runs already. */
    record Running(long since, int attempt) implements Obstacle {}

    /** Its execution has ended. */
    record ExecutionOver(WorkflowStatus status, @Nullable Long at) implements Obstacle {}

    /** Its execution is paused. */
    record Paused(long since, String reason) implements Obstacle {}

    /** Its execution pauses as soon as nothing of it runs. */
    record Pausing(String reason) implements Obstacle {}

    /** Its execution is under way by the records, and nobody carries it out. */
    record Interrupted() implements Obstacle {}

    /** The end of its execution was asked for. */
    record Cancelling(long since, String by, String reason) implements Obstacle {}

    /**
     * Its execution waits for room in its session.
     *
     * @param limit of executions at once, 0 where nobody knows
     * @param before how many executions are to be let in before it
     */
    record SessionFull(SessionId session, int limit, List<ExecutionId> inside, int before) implements Obstacle {}

    /**
     * Its session waits for resources that it takes ahead, and nothing of it begins before it has all of them.
     *
     * @param name null where nobody knows
     * @param lacking those of which there is not enough left, as far as that is known
     * @param sessions which others have taken how much of these ahead
     */
    record SessionWaits(SessionId session, @Nullable String name, List<ResourceId> lacking, List<Kept> sessions)
            implements Obstacle {}

    /**
     * Its execution waits for its key of {@code concurrency}.
     *
     * @param key empty where the workflow has only one
     * @param holders the executions that have it
     * @param before how many executions get it before this one
     */
    record KeyTaken(String workflow, String key, int limit, List<ExecutionId> holders, int before)
            implements Obstacle {}

    /**
     * A dependency is not settled.
     *
     * @param since when it came to be in this status, null where nobody knows
     */
    record Dependency(
            String step, TaskStatus status, @Nullable Long since) implements Obstacle {}

    /** A dependency was never submitted. */
    record NotSubmitted(String task) implements Obstacle {}

    /** What came of this step leaves it no way to run. */
    record BlockedBy(String step, TaskStatus status, long since) implements Obstacle {}

    /** It failed and is tried again. */
    record BackingOff(
            long until, int failedAttempts, @Nullable Failure error) implements Obstacle {}

    /**
     * Its last pass is completed, the condition of {@code until} did not hold, and the next pass is to come.
     *
     * @param passes how many there were
     */
    record BetweenPasses(long until, int passes) implements Obstacle {}

    /**
     * It goes through a list, and is kept by nothing but by what keeps its items. Those in {@code queued} were not let go yet,
     * those in {@code ready} were, and did not start.
     */
    record Items(int count, int running, int waiting, int ready, int queued, int ended) implements Obstacle {}

    /**
     * As many items of its map are under way as may be at once.
     *
     * @param before how many items are let go before it
     */
    record ItemsFull(Place map, int limit, List<Place> now, int before) implements Obstacle {}

    /** @param expires whether it fails then, because its timeout comes before the end of its wait */
    record Sleeping(long until, boolean expires) implements Obstacle {}

    /**
     * It waits for a signal.
     *
     * @param until when it fails if none comes, null for never
     */
    record AwaitsSignal(String name, long since, @Nullable Long until) implements Obstacle {}

    /**
     * It waits until a person approves.
     *
     * @param message what that person is asked
     * @param until when it fails if nobody does, null for never
     */
    record AwaitsApproval(
            String message, long since, @Nullable Long until) implements Obstacle {}

    /**
     * It waits for the end of an execution of its own.
     *
     * @param execution which one, null where that has not begun
     * @param workflow of that one, null where nobody carries it out; likewise {@code status}
     * @param until when its timeout asks that to end, null for never
     */
    record AwaitsExecution(
            @Nullable ExecutionId execution,
            @Nullable String workflow,
            @Nullable WorkflowStatus status,
            long since,
            @Nullable Long until)
            implements Obstacle {}

    /** It was interrupted, and a person has to decide what becomes of it. */
    record Undecided(long since) implements Obstacle {}

    /** Its execution does one thing after the other. */
    record OneByOne(List<Place> now) implements Obstacle {}

    /** Its execution's {@code max_parallel} is used up. */
    record MaxParallel(int limit, List<Place> now) implements Obstacle {}

    /** Its session's {@code max_parallel_tasks} is used up. */
    record SessionTasks(SessionId session, int limit, List<Place> now) implements Obstacle {}

    /** All workers are busy. */
    record Workers(int slots, List<Place> now) implements Obstacle {}

    /**
     * There is not enough of a resource left.
     *
     * @param status for example that it is out of service
     * @param holders what steps hold of what everybody may have, and of what its own session has taken ahead
     * @param sessions which others have taken how much ahead: nobody but their steps gets any of that before they end
     */
    record Resource(
            ResourceId resource,
            double needed,
            double capacity,
            double available,
            ResourceStatus status,
            List<Holder> holders,
            List<Kept> sessions)
            implements Obstacle {}

    /**
     * What it needs is kept for a step before it that lacks some of it.
     *
     * @param lacking what that step waits for
     */
    record Reserved(Place forStep, List<ResourceId> lacking) implements Obstacle {}

    /**
     * What it needs is kept for a session that takes resources ahead, and lacks some of them.
     *
     * @param name null where nobody knows
     * @param lacking what that session waits for
     */
    record ReservedForSession(SessionId session, @Nullable String name, List<ResourceId> lacking) implements Obstacle {}

    /**
     * Others are ready and go before it.
     *
     * @param own how many of its own execution
     * @param others how many of other executions
     * @param first some of them, in order
     */
    record Ahead(int own, int others, List<Place> first) implements Obstacle {}

    /** Who holds how much of a resource. */
    record Holder(Place place, double amount) {}

    /**
     * Which session has taken how much of a resource ahead, whether its steps use it or not.
     *
     * @param name null where nobody knows
     */
    record Kept(SessionId session, @Nullable String name, ResourceId resource, double amount) {}
}
