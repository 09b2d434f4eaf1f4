package dev.orchestration.resources;

import dev.orchestration.state.ResourceId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a machine has, and the resources that every engine begins with because of it.
 *
 * @param processors how many vCPU; at least 1
 * @param memoryMb physical memory, or what the container may use of it, in MB of 1024 × 1024 bytes
 * @param freeDiskMb what is free on the store's volume, in the same MB; may be 0
 */
public record Machine(int processors, long memoryMb, long freeDiskMb) {
    public static final ResourceId COMPUTE = new ResourceId("sys-compute");
    public static final ResourceId MEMORY = new ResourceId("sys-memory");
    public static final ResourceId DISK = new ResourceId("sys-disk");

    /** Calls of foreign services, 1000 a minute. */
    public static final ResourceId API = new ResourceId("api-global");

    /**
     * Looks at this machine.
     *
     * @param onVolume a file or folder, which need not exist yet, on the volume of which the free space counts
     */
    public static Machine read(Path onVolume) {
        MachineReader reader = new MachineReader(Path.of("/"));
        return new Machine(reader.processors(), reader.memoryMb(), reader.freeDiskMb(onVolume));
    }

    /** {@code sys-compute}, {@code sys-memory}, {@code sys-disk} and {@code api-global}. */
    public List<Resource> resources() {
        return List.of(
                of(COMPUTE, ResourceType.COMPUTE, processors, "vCPU", "processors of this machine"),
                of(MEMORY, ResourceType.MEMORY, memoryMb, "MB", "memory of this machine"),
                of(DISK, ResourceType.STORAGE, freeDiskMb, "MB", "free on the store's volume when the engine started"),
                of(API, ResourceType.API_QUOTA, 1_000, "call", "calls of foreign services")
                        .every(Duration.ofMinutes(1)));
    }

    /** What there is nothing of is registered all the same, out of service: whoever asks for it learns why it waits. */
    private static Resource of(ResourceId id, ResourceType type, long amount, String unit, String description) {
        return new Resource(id, type, Math.max(1, amount))
                .withDescription(description)
                .withLimits(ResourceLimits.none().withUnit(unit))
                .withStatus(amount > 0 ? ResourceStatus.AVAILABLE : ResourceStatus.OFFLINE);
    }
}
