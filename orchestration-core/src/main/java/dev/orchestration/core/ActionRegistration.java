package dev.orchestration.core;

import dev.orchestration.tasks.action.ActionRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Provider;

/** All actions: built in, of plug-ins on the class path, and the host's own, which win. */
final class ActionRegistration implements Provider<ActionRegistry> {
    private final EngineSettings settings;

    @Inject
    ActionRegistration(EngineSettings settings) {
        this.settings = settings;
    }

    @Override
    public ActionRegistry get() {
        ActionRegistry registry = ActionRegistry.standard();
        settings.actions().forEach(adding -> adding.accept(registry));
        return registry;
    }
}
