package dev.orchestration.testing;

import dev.orchestration.state.IdSource;
import dev.orchestration.state.ManualClock;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.Stores;
import dev.orchestration.tasks.process.ScratchLogs;
import dev.orchestration.testing.live.Watchdog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What outlives the lives of an engine under test: time, ids, what is recorded, and what the test has said. Not thread-safe. */
final class Lab implements AutoCloseable {
    /** Before the number of each id, so that ids are known as such. */
    static final String ID_PREFIX = "testid";

    private final ManualClock clock;
    private final IdSource ids = IdSource.sequence(ID_PREFIX);
    private final Commits commits = new Commits();
    private final Watchdog watchdog;
    private final Script script;
    private final @Nullable Path file;
    private @Nullable Path logs;
    private @Nullable Store memory;
    private @Nullable TestWorld life;
    private long epoch;

    /**
     * @param start when it begins, microseconds since 1970
     * @param file of the store, null for one in memory
     * @param patience how long, in real time, the code of an action may take
     */
    Lab(long start, @Nullable Path file, Duration patience) {
        this.clock = new ManualClock(start);
        this.file = file;
        this.watchdog = new Watchdog(patience);
        this.script = new Script(clock, () -> life().workers(), watchdog, patience);
    }

    ManualClock clock() {
        return clock;
    }

    IdSource ids() {
        return ids;
    }

    /** Where the store is, empty for one in memory. */
    Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    Commits commits() {
        return commits;
    }

    Script script() {
        return script;
    }

    /** The engine's present life. */
    TestWorld life() {
        TestWorld present = life;
        if (present == null) {
            throw new IllegalStateException("there is no engine");
        }
        return present;
    }

    TestWorld newLife() {
        epoch++;
        commits.begin();
        TestWorld next = new TestWorld(this, this::open);
        life = next;
        return next;
    }

    private Store open() {
        if (file != null) {
            return TestStore.on(Stores.own(file, clock, ids), commits);
        }
        if (memory == null) {
            logs = ScratchLogs.create();
            memory = Stores.memory(clock, ids, logs);
        }
        return TestStore.inMemory(memory, epoch, commits);
    }

    /** Throws if the test cannot go on as it is. */
    void check() {
        script.check();
        if (commits.isCrashed()) {
            throw new CrashedException();
        }
    }

    @Override
    public void close() {
        watchdog.close();
        if (logs != null) {
            ScratchLogs.delete(logs);
        }
    }
}
