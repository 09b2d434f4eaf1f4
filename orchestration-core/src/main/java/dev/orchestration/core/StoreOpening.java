package dev.orchestration.core;

import dev.orchestration.state.journal.Store;
import dev.orchestration.store.Stores;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.nio.file.Path;

/** Opens the store as its owner when it is first needed. */
final class StoreOpening implements Provider<Store> {
    private final EngineSettings settings;
    private final Lifetime lifetime;

    @Inject
    StoreOpening(EngineSettings settings, Lifetime lifetime) {
        this.settings = settings;
        this.lifetime = lifetime;
    }

    @Override
    public Store get() {
        Path file = settings.store();
        Store store = file == null ? memory() : Stores.own(file, settings.clock(), settings.ids());
        lifetime.onEnd(reason -> store.close());
        return store;
    }

    private Store memory() {
        Path logs = ScratchLogs.create();
        lifetime.onEnd(reason -> ScratchLogs.delete(logs));
        return Stores.memory(settings.clock(), settings.ids(), logs);
    }
}
