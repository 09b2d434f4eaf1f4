package dev.orchestration.core;

import dev.orchestration.state.journal.Store;
import dev.orchestration.store.StoreAddress;
import dev.orchestration.store.Stores;
import dev.orchestration.tasks.live.LiveWorld;
import dev.orchestration.tasks.orchestrator.World;
import dev.orchestration.tasks.process.ChildEnvironment;
import dev.orchestration.tasks.process.ProcessSweep;
import dev.orchestration.tasks.process.ScratchLogs;
import dev.orchestration.tasks.secret.SecretVault;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executor;

/** Stores that last, threads, and processes of this machine. */
final class RealWorld implements EngineWorld {
    private final Lifetime lifetime;

    RealWorld(Lifetime lifetime) {
        this.lifetime = lifetime;
    }

    @Override
    public Store open(EngineSettings settings) {
        StoreAddress address = settings.store();
        return address == null
                ? memory(settings)
                : Stores.own(address, settings.durability(), settings.clock(), settings.ids());
    }

    private Store memory(EngineSettings settings) {
        Path logs = ScratchLogs.create();
        lifetime.onEnd(reason -> ScratchLogs.delete(logs));
        return Stores.memory(settings.clock(), settings.ids(), logs);
    }

    @Override
    public World begin(EngineSettings settings, Store store) {
        Map<String, String> marks =
                Map.of(ProcessSweep.OWNER_MARK, store.owner().uuid());
        return LiveWorld.create(
                settings.clock(),
                settings.ids(),
                marks,
                ChildEnvironment.of(System.getenv(), Map.of(), Map.of()),
                store.outputs(),
                store.cache(),
                new SecretVault(settings.secrets()));
    }

    @Override
    public Executor errands(EngineSettings settings) {
        return LiveWorld.errands(settings.clock());
    }
}
