package dev.orchestration.core;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.command.Command;
import dev.orchestration.state.command.CommandBox;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.state.journal.Batch;
import dev.orchestration.state.journal.Journal;
import dev.orchestration.state.journal.OutputCache;
import dev.orchestration.state.journal.Outputs;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.Store;
import dev.orchestration.state.record.Records;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A store that now and then does not do what it is asked, or does it and says it did not. It gives no hints, and is not called
 * durable, so that whoever works on it does so on the thread of the test.
 *
 * @param oneIn how often it fails: once in so many times
 */
record FailingStore(Store store, RandomGenerator random, int oneIn) implements Store {
    private boolean fails() {
        return random.nextInt(oneIn) == 0;
    }

    private static OrchestrationException failure(ErrorCode code, String when) {
        return new OrchestrationException(code, "made to fail " + when);
    }

    private ErrorCode before() {
        return List.of(
                        ErrorCode.STORE_UNAVAILABLE,
                        ErrorCode.STORE_FULL,
                        ErrorCode.STORE_BUSY,
                        ErrorCode.STORE_UNREACHABLE)
                .get(random.nextInt(4));
    }

    private ErrorCode after() {
        return random.nextBoolean() ? ErrorCode.STORE_UNAVAILABLE : ErrorCode.STORE_UNREACHABLE;
    }

    @Override
    public Journal journal() {
        Journal journal = store.journal();
        return new Journal() {
            @Override
            public void append(Batch batch) {
                if (fails()) {
                    throw failure(before(), "before the commit");
                }
                journal.append(batch);
                if (fails()) {
                    throw failure(after(), "after the commit");
                }
            }

            @Override
            public boolean holds(Batch batch) {
                return journal.holds(batch);
            }
        };
    }

    @Override
    public Records records() {
        return store.records();
    }

    @Override
    public CommandBox commands() {
        CommandBox box = store.commands();
        return new CommandBox() {
            @Override
            public void send(Command command) {
                box.send(command);
            }

            @Override
            public List<String> waiting() {
                return box.waiting();
            }

            @Override
            public Optional<Command> take(String id) {
                return box.take(id);
            }

            @Override
            public boolean remove(String id) {
                if (fails()) {
                    throw failure(ErrorCode.STORE_UNAVAILABLE, "before the command was removed");
                }
                return box.remove(id);
            }

            @Override
            public boolean withdraw(String id) {
                return box.withdraw(id);
            }

            @Override
            public Watch watch(Runnable hint) {
                return () -> {};
            }
        };
    }

    @Override
    public Archive archive() {
        return store.archive();
    }

    @Override
    public Outputs outputs() {
        return store.outputs();
    }

    @Override
    public OutputCache cache() {
        return store.cache();
    }

    @Override
    public List<Owner> fallenOwners() {
        return store.fallenOwners();
    }

    @Override
    public Owner owner() {
        return store.owner();
    }

    @Override
    public Path logs() {
        return store.logs();
    }

    @Override
    public boolean isDurable() {
        return false;
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public void close() {
        store.close();
    }
}
