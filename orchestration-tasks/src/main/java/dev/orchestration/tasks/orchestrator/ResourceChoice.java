package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.ResourceId;
import dev.orchestration.tasks.ResourceRequest;
import dev.orchestration.tasks.ResourceTypeRequest;
import dev.orchestration.tasks.TaskSpec;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How much of which resource a task takes. What it asks for by type is chosen: the largest amount first, of the first
 * resource of the type, in order of registration, that has enough of it beside the rest of what the task takes. Where none
 * has enough at the moment, it is the first that would have it if nothing were in use, and the task waits for that.
 */
final class ResourceChoice {
    private static final Comparator<ResourceTypeRequest> LARGEST_FIRST =
            Comparator.comparingDouble(ResourceTypeRequest::amount).reversed();

    /** What a task takes that needs nothing. */
    static final Optional<Map<ResourceId, Double>> NOTHING = Optional.of(Map.of());

    private final ResourceManager resources;

    ResourceChoice(ResourceManager resources) {
        this.resources = resources;
    }

    /** As things stand now; empty if there is not even a resource to wait for, as its type is gone. */
    Optional<Map<ResourceId, Double>> now(TaskSpec spec) {
        return now(spec, null);
    }

    /** The same for a task of a session that has taken {@code own} ahead: what is left of that comes first. */
    Optional<Map<ResourceId, Double>> now(TaskSpec spec, @Nullable SessionReserve own) {
        if (spec.resources().isEmpty() && spec.resourcesByType().isEmpty()) {
            return NOTHING;
        }
        if (own != null) {
            Optional<Map<ResourceId, Double>> ahead = choose(spec, resource -> own.left(resource.id()));
            if (ahead.isPresent()) {
                return ahead;
            }
        }
        Optional<Map<ResourceId, Double>> free = choose(
                spec,
                resource -> resources.usage(resource.id()).available() + (own == null ? 0 : own.left(resource.id())));
        return free.isPresent() ? free : everFitting(spec);
    }

    /** If nothing were in use; empty if even then something were short, so that the task could never start. */
    Optional<Map<ResourceId, Double>> everFitting(TaskSpec spec) {
        return choose(spec, resource -> Double.POSITIVE_INFINITY);
    }

    private Optional<Map<ResourceId, Double>> choose(TaskSpec spec, ToDoubleFunction<Resource> available) {
        Map<ResourceId, Double> needs = named(spec.resources());
        List<Resource> known = spec.resourcesByType().isEmpty() ? List.of() : resources.resources();
        for (ResourceTypeRequest request :
                spec.resourcesByType().stream().sorted(LARGEST_FIRST).toList()) {
            Optional<Resource> fitting = known.stream()
                    .filter(each -> each.type() == request.type())
                    .filter(each -> {
                        double amount = needs.getOrDefault(each.id(), 0.0) + request.amount();
                        return each.couldGive(amount) && amount <= available.applyAsDouble(each);
                    })
                    .findFirst();
            if (fitting.isEmpty()) {
                return Optional.empty();
            }
            needs.merge(fitting.get().id(), request.amount(), Double::sum);
        }
        return Optional.of(needs);
    }

    private static Map<ResourceId, Double> named(List<ResourceRequest> requests) {
        Map<ResourceId, Double> needs = new LinkedHashMap<>();
        requests.forEach(request -> needs.merge(request.resource(), request.amount(), Double::sum));
        return needs;
    }
}
