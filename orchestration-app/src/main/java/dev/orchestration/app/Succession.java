package dev.orchestration.app;

import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.Stores;
import dev.orchestration.workflow.command.CommandClerk;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A store that somebody else owns, until he ends: then this process becomes its owner, and carries out the commands that lie
 * there. One thread looks; any may ask for the engine.
 */
final class Succession implements AutoCloseable {
    /** What the owner's row says is cheap to ask; whether that is true, the lock is asked each so many looks. */
    private static final int LOOKS_BETWEEN_TRIES = 20;

    private final EngineSetup setup;
    private final Path file;
    private final Store viewed;
    private volatile @Nullable OrchestrationEngine engine;
    private volatile @Nullable Owner before;
    private int looks;

    private Succession(EngineSetup setup, Path file, Store viewed) {
        this.setup = setup;
        this.file = file;
        this.viewed = viewed;
    }

    /** @throws dev.orchestration.store.StoreUnreadyException if its owner has yet to make it */
    static Succession watching(EngineSetup setup) {
        Path file = Objects.requireNonNull(setup.location().file(), "work is handed over where the store is a file");
        return new Succession(setup, file, Stores.look(file));
    }

    /** The store, to look at; it stays so also when this process owns it. */
    Store viewed() {
        return viewed;
    }

    /** The engine of this process, once it is the owner. */
    Optional<OrchestrationEngine> engine() {
        return Optional.ofNullable(engine);
    }

    /** Who owns the store at this moment, if it is somebody else. */
    Optional<Owner> owner() {
        Optional<Owner> owner = engine == null ? Stores.holder(file) : Optional.empty();
        owner.ifPresent(found -> before = found);
        return owner;
    }

    /** Who owned the store when this looked last and it was somebody else. */
    Optional<Owner> before() {
        return Optional.ofNullable(before);
    }

    /** Becomes the owner if nobody is any more; says whether that happened just now. */
    boolean takeOverIfDeserted() {
        if (engine != null || isOwned()) {
            return false;
        }
        OrchestrationEngine next = setup.engine();
        boolean taken = false;
        try {
            var unused = next.taskOrchestrator();
            engine = next;
            taken = true;
        } catch (OrchestrationException e) {
            if (e.code() != ErrorCode.STORE_OWNED) {
                throw e;
            }
        } finally {
            if (!taken) {
                next.close();
            }
        }
        return taken;
    }

    private boolean isOwned() {
        Optional<Owner> owner = viewed.archive().lastOwner().filter(Stores::isAlive);
        owner.ifPresent(alive -> before = alive);
        boolean tries = looks++ % LOOKS_BETWEEN_TRIES == LOOKS_BETWEEN_TRIES - 1;
        return owner.isPresent() && (!tries || Stores.holder(file).isPresent());
    }

    /**
     * Whether this process itself works on the execution.
     *
     * @throws OrchestrationException if this process owns the store and cannot go on
     */
    boolean worksOn(ExecutionId id) {
        requireInOrder();
        // In this order: whoever is taken in is a guest before the clerk is done with the command.
        return clerk().filter(clerk -> clerk.isBusy() || clerk.guests().contains(id))
                .isPresent();
    }

    /** @throws OrchestrationException why commands are not carried out although this process owns the store */
    void requireInOrder() {
        clerk().flatMap(CommandClerk::trouble).ifPresent(trouble -> {
            throw trouble;
        });
    }

    private Optional<CommandClerk> clerk() {
        return engine().flatMap(OrchestrationEngine::commandClerk);
    }

    @Override
    public void close() {
        OrchestrationEngine own = engine;
        try {
            viewed.close();
        } finally {
            if (own != null) {
                own.close();
            }
        }
    }
}
