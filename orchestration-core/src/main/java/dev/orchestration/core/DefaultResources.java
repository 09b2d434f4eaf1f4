package dev.orchestration.core;

import com.google.inject.Provider;
import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ResourceId;

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
