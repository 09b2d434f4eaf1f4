package dev.orchestration.core;

import dev.orchestration.state.journal.Store;
import dev.orchestration.store.StoreAddress;
import dev.orchestration.store.Stores;
import dev.orchestration.tasks.process.ProcessSweep;
import dev.orchestration.tasks.process.ScratchLogs;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.nio.file.Path;

/** Opens the store as its owner when it is first needed, and ends the processes that earlier owners left behind. */
final class StoreOpening implements Provider<Store> {
    private final EngineSettings settings;
    private final Lifetime lifetime;
    private final BuiltParts built;

    @Inject
    StoreOpening(EngineSettings settings, Lifetime lifetime, BuiltParts built) {
        this.settings = settings;
        this.lifetime = lifetime;
        this.built = built;
    }

    @Override
    public Store get() {
        lifetime.check();
        StoreAddress address = settings.store();
        Store store = address == null
                ? memory()
                : Stores.own(address, settings.durability(), settings.clock(), settings.ids());
        lifetime.onEnd(reason -> store.close());
        // Here and not later: whoever owns a store in order is no longer asked what its forerunners left behind.
        ProcessSweep sweep = new ProcessSweep();
        store.fallenOwners().forEach(sweep::endAllOf);
        built.store().complete(store);
        return store;
    }

    private Store memory() {
        Path logs = ScratchLogs.create();
        lifetime.onEnd(reason -> ScratchLogs.delete(logs));
        return Stores.memory(settings.clock(), settings.ids(), logs);
    }
}
