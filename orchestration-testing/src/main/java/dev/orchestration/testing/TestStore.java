package dev.orchestration.testing;

import dev.orchestration.state.command.CommandBox;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.state.journal.Journal;
import dev.orchestration.state.journal.OutputCache;
import dev.orchestration.state.journal.Outputs;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.Store;
import dev.orchestration.state.project.ProjectRegistry;
import dev.orchestration.state.record.Records;
import java.nio.file.Path;
import java.util.List;

/**
 * The store of one life of an engine, whose commits may fail.
 *
 * @param kept what outlives it
 * @param archive of what is kept
 * @param owner this life
 */
record TestStore(Store kept, Archive archive, Owner owner, Commits commits) implements Store {
    /** A store in memory, of which this life is the owner of this epoch. */
    static TestStore inMemory(Store kept, long epoch, Commits commits) {
        Owner first = kept.owner();
        Owner owner = new Owner(
                first.uuid() + "-" + epoch,
                epoch,
                first.host(),
                first.bootId(),
                first.pid(),
                first.pidStart(),
                first.since(),
                null);
        return new TestStore(kept, new TestArchive(kept.archive(), owner, commits), owner, commits);
    }

    /** A real one, opened for this life. */
    static TestStore on(Store opened, Commits commits) {
        return new TestStore(opened, opened.archive(), opened.owner(), commits);
    }

    @Override
    public Journal journal() {
        return commits.of(kept.journal(), owner.epoch());
    }

    @Override
    public Outputs outputs() {
        return kept.outputs();
    }

    @Override
    public OutputCache cache() {
        return kept.cache();
    }

    @Override
    public List<Owner> fallenOwners() {
        return kept.fallenOwners();
    }

    @Override
    public CommandBox commands() {
        return kept.commands();
    }

    @Override
    public ProjectRegistry projects() {
        return kept.projects();
    }

    @Override
    public Records records() {
        return kept.records();
    }

    @Override
    public Path logs() {
        return kept.logs();
    }

    @Override
    public boolean isDurable() {
        return kept.isDurable();
    }

    @Override
    public String name() {
        return kept.name();
    }

    @Override
    public void close() {
        kept.close();
    }
}
