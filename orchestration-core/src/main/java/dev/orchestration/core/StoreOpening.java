package dev.orchestration.core;

import dev.orchestration.state.journal.Store;
import dev.orchestration.tasks.process.ProcessSweep;
import jakarta.inject.Inject;
import jakarta.inject.Provider;

/** Opens the store as its owner when it is first needed, and ends the processes that earlier owners left behind. */
final class StoreOpening implements Provider<Store> {
    private final EngineSettings settings;
    private final Lifetime lifetime;
    private final EngineWorld outside;
    private final BuiltParts built;

    @Inject
    StoreOpening(EngineSettings settings, Lifetime lifetime, EngineWorld outside, BuiltParts built) {
        this.settings = settings;
        this.lifetime = lifetime;
        this.outside = outside;
        this.built = built;
    }

    @Override
    public Store get() {
        lifetime.check();
        Store store = outside.open(settings);
        lifetime.onEnd(reason -> store.close());
        // Here and not later: whoever owns a store in order is no longer asked what its forerunners left behind.
        ProcessSweep sweep = new ProcessSweep();
        store.fallenOwners().forEach(sweep::endAllOf);
        built.store().complete(store);
        return store;
    }
}
