package dev.orchestration.core;

import com.google.inject.Inject;
import com.google.inject.Provider;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.journal.Store;
import dev.orchestration.tasks.action.ActionRegistry;

/** Parts that the engine only hands out, and their end. */
record EngineParts(
        Lifetime lifetime,
        Provider<ResourceManager> resources,
        Provider<ActionRegistry> actions,
        Provider<Store> store) {
    @Inject
    EngineParts {}
}
