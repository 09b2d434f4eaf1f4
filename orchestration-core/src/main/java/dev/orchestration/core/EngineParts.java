package dev.orchestration.core;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.journal.Store;
import dev.orchestration.tasks.action.ActionRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Provider;

/** Parts that the engine only hands out, and their end. */
record EngineParts(
        Lifetime lifetime,
        CommandOffice office,
        Provider<ResourceManager> resources,
        Provider<ActionRegistry> actions,
        Provider<Store> store) {
    @Inject
    EngineParts {}
}
