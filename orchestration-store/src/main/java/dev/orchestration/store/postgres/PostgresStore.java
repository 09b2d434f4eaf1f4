package dev.orchestration.store.postgres;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.command.CommandBox;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.state.journal.Journal;
import dev.orchestration.state.journal.OutputCache;
import dev.orchestration.state.journal.Outputs;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.Store;
import dev.orchestration.state.project.ProjectRegistry;
import dev.orchestration.state.record.Records;
import dev.orchestration.store.internal.CacheTable;
import dev.orchestration.store.internal.ProjectTable;
import dev.orchestration.store.internal.Readers;
import dev.orchestration.store.internal.RecordTable;
import dev.orchestration.store.internal.TableArchive;
import dev.orchestration.store.internal.Witness;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A store in a PostgreSQL database. Thread-safe apart from its journal. */
final class PostgresStore implements Store, Witness {
    /**
     * What an owner has and a viewer has not.
     *
     * @param endPulse lets the heart stand still
     */
    record Ownership(PostgresJournal journal, PostgresOwners.Taken taken, Runnable endPulse) {}

    private final PostgresConnections connections;
    private final PostgresSetting setting;
    private final @Nullable Ownership ownership;
    private final Readers readers;
    private final CommandTable commands;
    private final AtomicBoolean givenUp = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param ownership null for a store that is only looked at */
    PostgresStore(PostgresConnections connections, PostgresSetting setting, @Nullable Ownership ownership) {
        this.connections = connections;
        this.setting = setting;
        this.ownership = ownership;
        this.readers = new Readers(connections);
        this.commands = new CommandTable(connections, readers, setting.pulse());
    }

    private Ownership owned() {
        if (ownership == null) {
            throw new OrchestrationException(
                    ErrorCode.WRONG_STATE, "the store " + name() + " was opened to look; open it as owner to record");
        }
        return ownership;
    }

    Readers readers() {
        return readers;
    }

    @Override
    public Journal journal() {
        return owned().journal();
    }

    @Override
    public Archive archive() {
        return new TableArchive(readers, PostgresOwners::last, new PostgresOutputs(connections));
    }

    @Override
    public Outputs outputs() {
        owned();
        return new PostgresOutputs(connections);
    }

    @Override
    public OutputCache cache() {
        return key -> readers.read(connection -> CacheTable.find(connection, key, new PostgresOutputs(connections)));
    }

    @Override
    public List<Owner> fallenOwners() {
        return ownership == null ? List.of() : ownership.taken().fallen();
    }

    @Override
    public Owner owner() {
        return owned().taken().owner();
    }

    @Override
    public boolean isAlive(Owner owner) {
        boolean gone = setting.gone().test(owner);
        return readers.read(connection -> PostgresOwners.isAlive(connection, owner, gone));
    }

    @Override
    public void onLoss(Consumer<OrchestrationException> listener) {
        owned().journal().onLoss(listener);
    }

    @Override
    public CommandBox commands() {
        return commands;
    }

    @Override
    public ProjectRegistry projects() {
        return new ProjectTable(readers, connections::writer, connections);
    }

    @Override
    public Records records() {
        return new RecordTable(readers, connections::writer, connections);
    }

    @Override
    public Path logs() {
        return setting.logs();
    }

    @Override
    public String name() {
        return connections.name();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            readers.close();
            commands.close();
            giveUp();
        }
    }

    @Override
    public void giveUp() {
        if (ownership != null && givenUp.compareAndSet(false, true)) {
            ownership.endPulse().run();
            ownership.journal().close(setting.clock().micros());
        }
    }
}
