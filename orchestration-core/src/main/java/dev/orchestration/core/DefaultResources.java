package dev.orchestration.core;

import dev.orchestration.resources.Machine;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.store.StoreAddress;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.nio.file.Path;

/** A resource manager that knows what this machine has. */
final class DefaultResources implements Provider<ResourceManager> {
    private final EngineSettings settings;
    private final BuiltParts built;

    @Inject
    DefaultResources(EngineSettings settings, BuiltParts built) {
        this.settings = settings;
        this.built = built;
    }

    @Override
    public ResourceManager get() {
        ResourceManager resources = new ResourceManager(settings.clock());
        built.resources().complete(resources);
        StoreAddress store = settings.store();
        Path file = store == null ? null : store.file();
        Path volume = file == null ? settings.directory().root() : file;
        Machine.read(volume).resources().forEach(resources::register);
        return resources;
    }
}
