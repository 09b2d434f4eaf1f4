package dev.orchestration.tasks.process;

import dev.orchestration.state.journal.Owner;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Ends the very process that owns a store, and never another one that got its number. Thread-safe, without state. */
public final class OwnerEnd {
    /** A process that is killed is gone at once, unless a disk holds it. */
    private static final long KILLED_MILLIS = 10_000;

    private OwnerEnd() {}

    /**
     * Asks the process to end, and kills it if it has not after {@code patience}; one that is stopped is killed at once, as
     * it can hear nothing.
     *
     * @return whether it has ended; false as well if it is no process of this machine, of this start of it, or this very one
     */
    public static boolean end(Owner owner, Duration patience) {
        Optional<ProcessTable.Row> found = find(owner);
        if (found.isEmpty()) {
            return false;
        }
        ProcessTable.Row row = found.get();
        if (row.state() != 'T') {
            ProcessSignal.terminate(row);
            ProcessSignal.awaitEnd(List.of(row), patience.toMillis());
        }
        if (find(owner).isPresent()) {
            ProcessSignal.kill(row);
            ProcessSignal.awaitEnd(List.of(row), KILLED_MILLIS);
        }
        return find(owner).isEmpty();
    }

    /** The process, if it runs: boot, number and start agree. */
    private static Optional<ProcessTable.Row> find(Owner owner) {
        if (!owner.bootId().equals(ProcessTable.bootId())
                || owner.pid() == ProcessHandle.current().pid()) {
            return Optional.empty();
        }
        return ProcessTable.find(owner.pid())
                .filter(row -> !row.hasEnded())
                .filter(row -> row.startTicks() == owner.pidStart());
    }
}
