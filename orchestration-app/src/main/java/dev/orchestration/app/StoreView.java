package dev.orchestration.app;

import dev.orchestration.app.view.Places;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.Stores;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.Executions;

/** A store that is looked at. */
record StoreView(Store store, StoreLocation location, Executions executions) implements AutoCloseable {
    /** @throws UsageException if there is no store */
    static StoreView open(Arguments arguments) {
        StoreLocation location = arguments.store();
        Store store = Stores.look(location.existing());
        return new StoreView(store, location, new Executions(store.archive(), Stores.alive(store), new Definitions()));
    }

    Places places(Caller caller) {
        return new Places(caller.program(), location.option(), location.shown(), store.logs());
    }

    @Override
    public void close() {
        store.close();
    }
}
