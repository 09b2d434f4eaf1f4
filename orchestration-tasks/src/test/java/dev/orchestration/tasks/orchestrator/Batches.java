package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.command.CommandBox;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.state.journal.Batch;
import dev.orchestration.state.journal.Journal;
import dev.orchestration.state.journal.OutputCache;
import dev.orchestration.state.journal.Outputs;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A store that remembers what was recorded together. */
record Batches(Store store, List<Batch> recorded) implements Store {
    static Batches of(Store store) {
        return new Batches(store, new CopyOnWriteArrayList<>());
    }

    /** The types of all events that were recorded together with the answer to this command. */
    Set<Class<?>> withAnswerTo(String command) {
        return recorded.stream()
                .filter(batch -> events(batch)
                        .anyMatch(event -> event instanceof Event.CommandReceived received
                                && received.command().equals(command)))
                .flatMap(Batches::events)
                .map(Event::getClass)
                .collect(Collectors.toSet());
    }

    private static java.util.stream.Stream<Event> events(Batch batch) {
        return batch.commits().stream().flatMap(commit -> commit.events().stream());
    }

    @Override
    public Journal journal() {
        return batch -> {
            store.journal().append(batch);
            recorded.add(batch);
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
    public CommandBox commands() {
        return store.commands();
    }

    @Override
    public Path logs() {
        return store.logs();
    }

    @Override
    public boolean isDurable() {
        return store.isDurable();
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
