package dev.orchestration.core;

import dev.orchestration.resources.Machine;
import dev.orchestration.resources.ResourceManager;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.nio.file.Path;

/** A resource manager that knows what this machine has. */
final class DefaultResources implements Provider<ResourceManager> {
    private final EngineSettings settings;

    @Inject
    DefaultResources(EngineSettings settings) {
        this.settings = settings;
    }

    @Override
    public ResourceManager get() {
        ResourceManager resources = new ResourceManager(settings.clock());
        Path store = settings.store();
        Path volume = store == null ? settings.directory().root() : store;
        Machine.read(volume).resources().forEach(resources::register);
        return resources;
    }
}
