package example.host;

import dev.orchestration.resources.InsufficientCapacityException;
import dev.orchestration.resources.ResourceLimits;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ResourceId;
import java.util.LinkedHashMap;
import java.util.Map;

/** An application that shares out what it has, and uses nothing else of the engine. */
public final class Host {
    private Host() {}

    public static void main(String[] arguments) {
        ResourceId gpu = new ResourceId("gpu");
        ResourceId memory = new ResourceId("memory");
        ResourceManager resources = new ResourceManager();
        resources.registerResource(gpu, ResourceType.COMPUTE, 2, ResourceLimits.between(0.5, 2));
        resources.registerResource(memory, ResourceType.MEMORY, 16_000, ResourceLimits.none());
        Map<ResourceId, Double> wanted = new LinkedHashMap<>();
        wanted.put(gpu, 1.5);
        wanted.put(memory, 8_000.0);
        try (var training = resources.allocateAll(wanted, "training")) {
            System.out.println("training has " + training.amounts());
            try {
                resources.allocate(gpu, "evaluation", 1);
            } catch (InsufficientCapacityException e) {
                System.out.println(e.getMessage());
            }
        }
        System.out.println("free again: " + resources.getUsage(gpu).available());
    }
}
