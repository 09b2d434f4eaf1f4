package dev.orchestration.core;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.command.Command;
import dev.orchestration.state.command.CommandBox;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.state.journal.Journal;
import dev.orchestration.state.journal.Outputs;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.Store;
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

    private static OrchestrationException failure(String when) {
        return new OrchestrationException(ErrorCode.STORE_UNAVAILABLE, "made to fail " + when);
    }

    @Override
    public Journal journal() {
        return batch -> {
            if (fails()) {
                throw failure("before the commit");
            }
            store.journal().append(batch);
            if (fails()) {
                throw failure("after the commit");
            }
        };
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
            public Optional<Command> read(String id) {
                return box.read(id);
            }

            @Override
            public boolean remove(String id) {
                if (fails()) {
                    throw failure("before the command was removed");
                }
                return box.remove(id);
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
