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

    private byte[] status = {};
    private int[] activation = {};
    private int[] attempts = {};
    private int[] failures = {};
    private byte[] interruptions = {};
    private long[] startedAt = {};
    private long[] attemptStartedAt = {};
    private long[] endedAt = {};
    private long[] due = {};
    private final BitSet expiring = new BitSet();
    private long[] waitsSince = {};
    private @Nullable Object[] output = {};
    private @Nullable Failure[] error = {};
    private @Nullable String[] log = {};
    private final BitSet cancelRequested = new BitSet();

    /** How many rows have which status. */
    final StatusCounts counts;
    /** Whose output is that of another execution. */
    final CacheHits cacheHits = new CacheHits();
    /** What attempts told of their progress. */
    final ToldDetails details = new ToldDetails();

    NodeTable(int size, StatusCounts counts) {
        this.counts = counts;
        grow(size);
    }

    /** Makes room for so many nodes; amortised, as a plan may grow one by one. */
    void grow(int size) {
        int from = status.length;
        if (size <= from) {
            return;
        }
        int room = Math.max(size, 2 * from);
        status = Arrays.copyOf(status, room);
        activation = filled(activation, room);
        attempts = Arrays.copyOf(attempts, room);
        failures = Arrays.copyOf(failures, room);
        interruptions = Arrays.copyOf(interruptions, room);
        startedAt = unknown(startedAt, room);
        attemptStartedAt = unknown(attemptStartedAt, room);
        endedAt = unknown(endedAt, room);
        due = unknown(due, room);
        waitsSince = unknown(waitsSince, room);
        output = Arrays.copyOf(output, room);
        error = Arrays.copyOf(error, room);
        log = Arrays.copyOf(log, room);
    }

    private static int[] filled(int[] firstActivations, int room) {
        int[] longer = Arrays.copyOf(firstActivations, room);
        Arrays.fill(longer, firstActivations.length, room, 1);
        return longer;
    }

    private static long[] unknown(long[] times, int room) {
        long[] longer = Arrays.copyOf(times, room);
        Arrays.fill(longer, times.length, room, NONE);
        return longer;
    }

    TaskStatus status(int node) {
        return STATUSES[status[node]];
    }

    void move(int node, TaskSignal signal) {
        TaskStatus from = status(node);
        TaskStatus to = from.after(signal);
        status[node] = (byte) to.ordinal();
        counts.moved(node, from, to);
    }

    /** Begins the next activation of a node: everything starts anew. */
    void reopen(int node) {
        TaskStatus from = status(node);
        activation[node]++;
        status[node] = (byte) TaskStatus.PENDING.ordinal();
        counts.tried(attempts[node], 0);
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
        details.forget(node);
        counts.moved(node, from, TaskStatus.PENDING);
    }

    /** The activation of the row has another number, as its first one or as that of the row it takes the place of. */
    void beginAt(int row, int n) {
        activation[row] = n;
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
        counts.tried(attempts[node], e.attempt());
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
        expiring.clear(node);
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
