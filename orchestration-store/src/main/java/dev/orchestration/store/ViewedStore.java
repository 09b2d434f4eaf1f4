package dev.orchestration.store;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.command.CommandBox;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.state.journal.Journal;
import dev.orchestration.state.journal.Outputs;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.Store;
import dev.orchestration.state.project.ProjectRegistry;
import dev.orchestration.state.record.Records;
import dev.orchestration.store.internal.ProjectTable;
import dev.orchestration.store.internal.Readers;
import dev.orchestration.store.internal.RecordTable;
import dev.orchestration.store.internal.TableArchive;
import java.nio.file.Path;
import java.util.List;

/** A SQLite store that is only looked at. Thread-safe. */
final class ViewedStore implements Store {
    private final SqliteFile file;
    private final Readers readers;
    private final CommandBox commands;

    private ViewedStore(SqliteFile file) {
        this.file = file;
        this.readers = new Readers(file);
        this.commands = new CommandFolder(file.path());
    }

    static ViewedStore open(SqliteFile file) {
        ViewedStore store = new ViewedStore(file);
        boolean readable = false;
        try {
            store.readers.read(connection -> {
                new Schema(file.path()).checkReadable(connection);
                return true;
            });
            readable = true;
            return store;
        } finally {
            if (!readable) {
                store.close();
            }
        }
    }

    Readers readers() {
        return readers;
    }

    SqliteFile file() {
        return file;
    }

    @Override
    public Journal journal() {
        throw notOwned();
    }

    @Override
    public Archive archive() {
        return new TableArchive(readers, OwnerTable::last, file.outputs());
    }

    @Override
    public Outputs outputs() {
        throw notOwned();
    }

    @Override
    public List<Owner> fallenOwners() {
        return List.of();
    }

    @Override
    public Owner owner() {
        throw notOwned();
    }

    private OrchestrationException notOwned() {
        return new OrchestrationException(
                ErrorCode.WRONG_STATE, "the store " + file.path() + " was opened to look; open it as owner to record");
    }

    @Override
    public CommandBox commands() {
        return commands;
    }

    @Override
    public ProjectRegistry projects() {
        return new ProjectTable(readers, () -> file.writer(Durability.DURABLE), file);
    }

    @Override
    public Records records() {
        return new RecordTable(readers, () -> file.writer(Durability.DURABLE), file);
    }

    @Override
    public Path logs() {
        return file.logs();
    }

    @Override
    public String name() {
        return file.path().toString();
    }

    @Override
    public void close() {
        readers.close();
    }
}
