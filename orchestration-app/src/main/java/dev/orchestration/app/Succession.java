package dev.orchestration.app;

import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.StoreAddress;
import dev.orchestration.store.Stores;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.Executions;
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
    /**
     * Of a file, what the owner's row says is cheap to ask, and whether that is true the lock is asked each so many looks. A
     * database is asked that seldom at all.
     */
    private static final int LOOKS_BETWEEN_TRIES = 20;

    private final EngineSetup setup;
    private final StoreAddress address;
    private final Store viewed;
    private volatile @Nullable OrchestrationEngine engine;
    private volatile @Nullable Owner before;
    private int looks;

    private Succession(EngineSetup setup, StoreAddress address, Store viewed) {
        this.setup = setup;
        this.address = address;
        this.viewed = viewed;
    }

    /** @throws dev.orchestration.state.journal.StoreUnreadyException if its owner has yet to make it */
    static Succession watching(EngineSetup setup) {
        StoreAddress address = Objects.requireNonNull(setup.location().address(), "nobody else owns a store in memory");
        return new Succession(setup, address, Stores.look(address));
    }

    /** The store, to look at; it stays so also when this process owns it. */
    Store viewed() {
        return viewed;
    }

    /** What is recorded in it. */
    Executions executions() {
        return new Executions(viewed.archive(), Stores.alive(viewed), new Definitions());
    }

    /** The engine of this process, once it is the owner. */
    Optional<OrchestrationEngine> engine() {
        return Optional.ofNullable(engine);
    }

    /** Who owns the store at this moment, if it is somebody else. */
    Optional<Owner> owner() {
        Optional<Owner> owner = engine == null ? holder() : Optional.empty();
        owner.ifPresent(found -> before = found);
        return owner;
    }

    private Optional<Owner> holder() {
        Path file = address.file();
        return file == null ? living() : Stores.holder(file);
    }

    private Optional<Owner> living() {
        return viewed.archive().lastOwner().filter(Stores.alive(viewed));
    }

    /** How to name an owner to people: of a database it may be on another machine. */
    String named(Owner owner) {
        return "process " + owner.pid() + (address.file() == null ? " on " + owner.host() : "");
    }

    /** What can be done about an owner that does not answer. */
    String remedy() {
        return address.file() == null
                ? "if it is stopped or its machine has failed, this process takes the store over 15 s after its last"
                        + " heartbeat"
                : "if it hangs or is stopped, `orchestrate store takeover` ends it";
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
        boolean tries = looks++ % LOOKS_BETWEEN_TRIES == LOOKS_BETWEEN_TRIES - 1;
        boolean inFile = address.file() != null;
        if (!inFile && !tries) {
            return true; // the way to a server is long, and that a heart stands still is told after 15 s anyway
        }
        Optional<Owner> owner = living();
        owner.ifPresent(alive -> before = alive);
        return owner.isPresent() && (!inFile || !tries || holder().isPresent());
    }

    /** Whether this process itself works on the execution. */
    boolean worksOn(ExecutionId id) {
        // In this order: whoever is taken in is a guest before the clerk is done with the command.
        return clerk().filter(clerk -> clerk.isBusy() || clerk.guests().contains(id))
                .isPresent();
    }

    /** Why commands wait although this process owns the store, if they do. */
    Optional<OrchestrationException> trouble() {
        return clerk().flatMap(CommandClerk::trouble);
    }

    /** As {@link #trouble}, if it does not pass by itself. */
    Optional<OrchestrationException> lastingTrouble() {
        return trouble().filter(trouble -> !trouble.code().mayPass());
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
