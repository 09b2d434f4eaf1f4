package dev.orchestration.core;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ResourceId;
import jakarta.inject.Provider;

/** A resource manager that knows what every machine has. */
final class DefaultResources implements Provider<ResourceManager> {
    @Override
    public ResourceManager get() {
        ResourceManager resources = new ResourceManager();
        double processors = Runtime.getRuntime().availableProcessors();
        resources.register(new Resource(new ResourceId("sys-compute"), ResourceType.COMPUTE, processors));
        return resources;
    }
}
