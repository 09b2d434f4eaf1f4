package dev.orchestration.resources;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who wants what, for how long. Immutable.
 *
 * @param amounts what is wanted, all or nothing
 * @param requester under whose name it is held; {@link ResourceManager#releaseAll} takes it back by that name
 * @param ttl after which it is taken back by itself, counted from the moment it is given; null for never
 * @param metadata JSON that stays with the allocation and that the engine never reads
 */
public record AllocationRequest(
        ResourceVector amounts, String requester, @Nullable Duration ttl, Map<String, Object> metadata) {
    /** @throws OrchestrationException ({@code BAD_PARAMETERS}) if the requester is blank or the ttl not positive */
    public AllocationRequest {
        if (requester.isBlank()) {
            throw new OrchestrationException(ErrorCode.BAD_PARAMETERS, "whoever asks for resources needs a name");
        }
        requirePositive(ttl);
        metadata = metadata.isEmpty() ? Map.of() : Json.freezeMap(metadata, "metadata");
    }

    /** A request without expiry. */
    public static AllocationRequest of(ResourceVector amounts, String requester) {
        return new AllocationRequest(amounts, requester, null, Map.of());
    }

    public AllocationRequest expiringAfter(Duration time) {
        return new AllocationRequest(amounts, requester, time, metadata);
    }

    public AllocationRequest withMetadata(Map<String, Object> values) {
        return new AllocationRequest(amounts, requester, ttl, values);
    }

    static void requirePositive(@Nullable Duration ttl) {
        if (ttl != null && (ttl.isNegative() || ttl.isZero())) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS,
                    "the time after which resources are taken back must be positive, not " + ttl);
        }
    }
}
