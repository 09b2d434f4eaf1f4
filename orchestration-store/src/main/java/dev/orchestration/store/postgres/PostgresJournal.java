package dev.orchestration.store.postgres;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Batch;
import dev.orchestration.state.journal.Journal;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.store.internal.Entry;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records batches, and keeps the owner's heart beating while there is nothing to record. One thread appends, others call
 * {@link #beat} and {@link #watch}, any closes; the lock is for their writer.
 *
 * <p>Time is measured on the monotonic clock from before a heartbeat was sent, so it is never younger here than in the
 * database. Without one for 10 s the owner gives up; others take over after 15.
 */
final class PostgresJournal implements Journal {
    private static final long BEAT = TimeUnit.SECONDS.toNanos(5);
    private static final long LAPSE = TimeUnit.SECONDS.toNanos(10);

    /** The ownerships that this JVM has. */
    private static final Set<String> HELD = ConcurrentHashMap.newKeySet();

    private final PostgresConnections connections;
    private final Owner owner;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();

    /** Written under the lock; null where the connection was lost. */
    private volatile @Nullable PostgresWriter writer;

    private volatile long beaten;
    private volatile boolean closed;
    private volatile String lastError = "no answer";

    private final Loss loss = new Loss();

    /**
     * What the taking of ownership leaves.
     *
     * @param asked when it was asked for, on the monotonic clock
     */
    record Begin(PostgresWriter writer, long asked) {}

    PostgresJournal(PostgresConnections connections, Owner owner, Clock clock, Begin begin) {
        this.connections = connections;
        this.owner = owner;
        this.clock = clock;
        this.writer = begin.writer();
        this.beaten = begin.asked();
        HELD.add(owner.uuid());
    }

    @Override
    public void append(Batch batch) {
        lock.lock();
        try {
            requireOpen();
            requireOwnership();
            if (!batch.commits().isEmpty() || !batch.definitions().isEmpty()) {
                record(batch);
            }
        } finally {
            lock.unlock();
        }
    }

    private void requireOwnership() {
        if (hasLapsed()) {
            lose(lapsed());
        }
        OrchestrationException lost = loss.reason();
        if (lost != null) {
            throw lost;
        }
    }

    private void record(Batch batch) {
        long before = clock.nanos();
        try {
            PostgresWriter to = writer();
            List<Entry> entries = to.prepare(batch.commits());
            if (!to.write(entries, batch.definitions())) {
                throw lose(fenced());
            }
            beaten = before;
            entries.forEach(entry -> to.live().committed(entry.commit(), entry.changed()));
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    private OrchestrationException broken(SQLException cause) {
        drop();
        OrchestrationException lost = loss.reason(); // it may have cut the connection
        return lost == null ? connections.recordingFault(cause) : lost;
    }

    @Override
    public boolean holds(Batch batch) {
        lock.lock();
        try {
            requireOpen();
            requireOwnership();
            return writer().holds(batch.commits());
        } catch (SQLException e) {
            throw broken(e);
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new OrchestrationException(ErrorCode.CLOSED, "the store " + connections.name() + " is closed");
        }
    }

    /** The writer that there is, or a new one that has found the epoch to be the owner's still. */
    private PostgresWriter writer() throws SQLException {
        PostgresWriter there = writer;
        if (there != null) {
            return there;
        }
        PostgresWriter made = PostgresWriter.open(connections, owner);
        writer = made;
        if (!made.beat()) {
            throw lose(fenced());
        }
        return made;
    }

    /** After an error nothing is known of the connection, nor of what it was last asked to do. */
    private void drop() {
        PostgresWriter there = writer;
        writer = null;
        if (there != null) {
            there.close();
        }
    }

    /** Called about once a second. Leaves it to an append that is under way. */
    void beat() {
        if (closed || loss.reason() != null || !lock.tryLock()) {
            return;
        }
        try {
            if (!closed && clock.nanos() - beaten >= BEAT) {
                beatNow();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Called about once a second, by another thread than {@link #beat}: it sees that the time is over even while a beat or an
     * append waits for an answer, and cuts that off.
     */
    void watch() {
        if (!closed && loss.reason() == null && hasLapsed()) {
            lose(lapsed());
        }
        loss.tell();
    }

    private void beatNow() {
        long before = clock.nanos();
        try {
            if (writer().beat()) {
                beaten = before;
            } else {
                lose(fenced());
            }
        } catch (OrchestrationException e) {
            lastError = String.valueOf(e.getMessage()); // a new connection found that somebody else has taken over
        } catch (SQLException | RuntimeException e) { // the driver is foreign code, and the next beat may go better
            lastError = String.valueOf(e.getMessage());
            drop();
        }
    }

    private boolean hasLapsed() {
        return clock.nanos() - beaten >= LAPSE;
    }

    private OrchestrationException lapsed() {
        return new OrchestrationException(
                ErrorCode.STORE_UNAVAILABLE,
                "the store " + connections.name() + " has not answered for 10 s (" + lastError
                        + "), so another process may take it over; this one gives it up and records nothing more");
    }

    private OrchestrationException fenced() {
        return new OrchestrationException(
                ErrorCode.STORE_FENCED,
                "another process has taken over the store " + connections.name() + " since this one did (epoch "
                        + owner.epoch() + "); nothing was recorded, stop here");
    }

    /** The first reason stays. Whoever is just writing is cut off. */
    private OrchestrationException lose(OrchestrationException why) {
        OrchestrationException counts = loss.happened(why);
        PostgresWriter there = writer;
        if (there != null) {
            there.cut();
        }
        return counts;
    }

    /** Calls {@code listener}, once, when ownership is lost; at once if it is. */
    void onLoss(Consumer<OrchestrationException> listener) {
        loss.listen(listener);
    }

    /** Gives ownership up in order, unless it is lost. Later appends are refused. */
    void close(long now) {
        lock.lock();
        try {
            closed = true;
            if (loss.reason() == null) {
                writer().end(now);
            }
        } catch (SQLException | OrchestrationException e) {
            // The next owner finds this one fallen, which is true: it could not end in order.
        } finally {
            drop();
            HELD.remove(owner.uuid());
            lock.unlock();
        }
    }

    /** Whether this JVM has it open, whatever became of its connection. */
    static boolean isHeldHere(Owner owner) {
        return HELD.contains(owner.uuid());
    }
}
