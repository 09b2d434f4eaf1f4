package dev.orchestration.workflow.definition;

import dev.orchestration.resources.ResourceLimits;
import dev.orchestration.resources.ResourceStatus;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.Wire;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one resource that a workflow declares. Confined to one thread. */
final class ResourceDeclaration {
    static final Set<String> KEYS =
            Set.of("id", "type", "capacity", "period", "name", "description", "limits", "status", "metadata");
    static final Set<String> LIMIT_KEYS = Set.of("min_value", "max_value", "default_allocation", "burst_limit", "unit");
    /** Those that were there from the beginning: what only they say is recorded, and was not judged so strictly. */
    private static final Set<String> FIRST_KEYS = Set.of("id", "type", "capacity");

    private static final List<String> STATUSES = Arrays.stream(ResourceStatus.values())
            .filter(ResourceStatus::isSettable)
            .map(ResourceStatus::wire)
            .toList();

    private final Fields fields;

    ResourceDeclaration(Fields fields) {
        this.fields = fields;
    }

    /** Null if no resource can be like this, which is told. */
    @Nullable
    ResourceDefinition read(String id, String type) {
        double capacity = positive(fields, "capacity", 1);
        Duration period = fields.duration("period", true);
        SourceMap metadata = fields.map("metadata");
        ResourceLimits limits = limits();
        if (limits == null) {
            return null;
        }
        ResourceDefinition read = new ResourceDefinition(
                new ResourceId(id),
                type,
                capacity,
                period == null || period.isZero() ? null : period, // zero was told
                fields.text("name", id),
                fields.text("description", ""),
                limits,
                status(),
                metadata == null ? Map.of() : metadata.json());
        boolean simple = KEYS.stream().filter(fields::has).allMatch(FIRST_KEYS::contains);
        return simple || isPossible(read) ? read : null;
    }

    private boolean isPossible(ResourceDefinition read) {
        try {
            var unused = read.resource();
            return true;
        } catch (OrchestrationException e) {
            fields.error(FaultCode.BAD_VALUE, "id", String.valueOf(e.getMessage()));
            return false;
        }
    }

    private @Nullable ResourceLimits limits() {
        SourceMap map = fields.map("limits");
        if (map == null) {
            return ResourceLimits.none();
        }
        Fields inner = new Fields(map, "'limits' of " + fields.owner(), fields.faults());
        inner.rejectOthers(LIMIT_KEYS, Set.of());
        double min = inner.number("min_value", value -> value >= 0, "at least 0", 0);
        double max = positive(inner, "max_value", Double.POSITIVE_INFINITY);
        double usual = positive(inner, "default_allocation", Math.max(min, Math.min(1, max)));
        Double burst = inner.has("burst_limit") ? (Double) positive(inner, "burst_limit", 1) : null;
        String unit = inner.text("unit", "unit");
        try {
            return new ResourceLimits(min, max, usual, burst, unit);
        } catch (OrchestrationException e) {
            fields.error(FaultCode.BAD_VALUE, "limits", String.valueOf(e.getMessage()));
            return null;
        }
    }

    private ResourceStatus status() {
        String text = fields.text("status");
        if (text == null || STATUSES.contains(text)) {
            return text == null ? ResourceStatus.AVAILABLE : Wire.parse(ResourceStatus.class, text);
        }
        fields.error(
                FaultCode.BAD_VALUE,
                "status",
                "'status' of " + fields.owner() + " must be one of " + String.join(", ", STATUSES)
                        + "; the others follow from what is taken");
        return ResourceStatus.AVAILABLE;
    }

    private static double positive(Fields fields, String key, double otherwise) {
        return fields.number(key, value -> value > 0, "above 0", otherwise);
    }
}
