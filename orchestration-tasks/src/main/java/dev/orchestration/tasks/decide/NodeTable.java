package dev.orchestration.tasks.decide;

import dev.orchestration.state.Failure;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.TaskSignal;
import dev.orchestration.tasks.TaskStatus;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** What is known of each node's current activation, column by column. Confined to the thread that owns the execution. */
final class NodeTable {
    /** Stands for a time that is not known. */
    static final long NONE = Long.MIN_VALUE;

    private static final TaskStatus[] STATUSES = TaskStatus.values();

    private final byte[] status;
    private final int[] activation;
    private final int[] attempts;
    private final int[] failures;
    private final byte[] interruptions;
    private final long[] startedAt;
    private final long[] attemptStartedAt;
    private final long[] endedAt;
    private final long[] due;
    private final BitSet expiring = new BitSet();
    private final long[] waitsSince;
    private final @Nullable Object[] output;
    private final @Nullable Failure[] error;
    private final @Nullable String[] log;
    private final BitSet cancelRequested = new BitSet();

    NodeTable(int size) {
        status = new byte[size];
        activation = new int[size];
        attempts = new int[size];
        failures = new int[size];
        interruptions = new byte[size];
        startedAt = new long[size];
        attemptStartedAt = new long[size];
        endedAt = new long[size];
        due = new long[size];
        waitsSince = new long[size];
        output = new Object[size];
        error = new Failure[size];
        log = new String[size];
        Arrays.fill(activation, 1);
        Arrays.fill(startedAt, NONE);
        Arrays.fill(attemptStartedAt, NONE);
        Arrays.fill(endedAt, NONE);
        Arrays.fill(due, NONE);
        Arrays.fill(waitsSince, NONE);
    }

    TaskStatus status(int node) {
        return STATUSES[status[node]];
    }

    void move(int node, TaskSignal signal) {
        status[node] = (byte) status(node).after(signal).ordinal();
    }

    /** Begins the next activation of a node: everything starts anew. */
    void reopen(int node) {
        activation[node]++;
        status[node] = (byte) TaskStatus.PENDING.ordinal();
        attempts[node] = 0;
        failures[node] = 0;
        interruptions[node] = 0;
        startedAt[node] = NONE;
        attemptStartedAt[node] = NONE;
        endedAt[node] = NONE;
        due[node] = NONE;
        waitsSince[node] = NONE;
        output[node] = null;
        error[node] = null;
        log[node] = null;
        cancelRequested.clear(node);
    }

    int activation(int node) {
        return activation[node];
    }

    int attempts(int node) {
        return attempts[node];
    }

    int failures(int node) {
        return failures[node];
    }

    /** How many attempts in a row, up to the last one, were interrupted. */
    int interruptions(int node) {
        return interruptions[node];
    }

    void attemptStarted(int node, Event.AttemptStarted e) {
        Long deadline = e.deadline();
        attempts[node] = e.attempt();
        attemptStartedAt[node] = e.at();
        due[node] = deadline == null ? NONE : deadline;
        if (startedAt[node] == NONE) {
            startedAt[node] = e.at();
        }
    }

    /** While it runs, what is due is its timeout. */
    @Nullable
    Long deadline(int node) {
        return due[node] == NONE ? null : (Long) due[node];
    }

    void countFailure(int node) {
        failures[node]++;
        interruptions[node] = 0;
    }

    void countInterruption(int node) {
        interruptions[node]++;
    }

    void ended(int node, long at, @Nullable Object result, @Nullable Failure failure) {
        endedAt[node] = at;
        output[node] = result;
        error[node] = failure;
    }

    /** @param expires whether what is due is not the end of the wait but its timeout */
    void waitOpened(int node, long at, long until, boolean expires) {
        waits(node, at, until);
        expiring.set(node, expires);
        if (startedAt[node] == NONE) {
            startedAt[node] = at;
        }
    }

    void requestCancel(int node) {
        cancelRequested.set(node);
    }

    boolean cancelRequested(int node) {
        return cancelRequested.get(node);
    }

    void noteError(int node, @Nullable Failure failure) {
        error[node] = failure;
    }

    void noteLog(int node, @Nullable String path) {
        if (path != null) {
            log[node] = path;
        }
    }

    void noteStart(int node, long at) {
        startedAt[node] = Math.min(startedAt[node] == NONE ? at : startedAt[node], at);
    }

    long startedAt(int node) {
        return startedAt[node];
    }

    /** When the last attempt was handed out. */
    long attemptStartedAt(int node) {
        return attemptStartedAt[node];
    }

    long endedAt(int node) {
        return endedAt[node];
    }

    boolean expires(int node) {
        return expiring.get(node);
    }

    long due(int node) {
        return due[node];
    }

    /** It waits from {@code at} until {@code until}, {@link #NONE} for something else than a time. */
    void waits(int node, long at, long until) {
        waitsSince[node] = at;
        due[node] = until;
    }

    void waited(int node) {
        due[node] = NONE;
    }

    long waitsSince(int node) {
        return waitsSince[node];
    }

    @Nullable
    Object output(int node) {
        return output[node];
    }

    @Nullable
    Failure error(int node) {
        return error[node];
    }

    @Nullable
    String log(int node) {
        return log[node];
    }
}
