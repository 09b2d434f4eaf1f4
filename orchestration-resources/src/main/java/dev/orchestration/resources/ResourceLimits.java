package dev.orchestration.resources;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import org.jspecify.annotations.Nullable;

/**
 * What may be asked of a resource, each time. Amounts are in the resource's unit and count in whole millionths, like all
 * amounts.
 *
 * @param minValue the smallest amount that one allocation may take of it; 0 for none but what every amount must be, at
 *     least a millionth
 * @param maxValue the largest amount that one allocation may take of it; infinite for no limit but what there is
 * @param defaultAllocation what an allocation takes whose maker names no amount
 * @param burstLimit for a rate only: the most that is saved up while nobody uses it, so the most that can be taken at one
 *     moment; null for as much as one period brings
 * @param unit what one of it is called, for people
 */
public record ResourceLimits(
        double minValue,
        double maxValue,
        double defaultAllocation,
        @Nullable Double burstLimit,
        String unit) {
    private static final ResourceLimits NONE = new ResourceLimits(0, Double.POSITIVE_INFINITY, 1, null, "unit");

    /** @throws OrchestrationException ({@code BAD_PARAMETERS}) if the values are no amounts or contradict each other */
    public ResourceLimits {
        if (minValue != 0) {
            Amounts.millionths(minValue, "min_value");
        }
        if (maxValue != Double.POSITIVE_INFINITY) {
            Amounts.millionths(maxValue, "max_value");
        }
        Amounts.millionths(defaultAllocation, "default_allocation");
        if (burstLimit != null) {
            Amounts.millionths(burstLimit, "burst_limit");
        }
        if (minValue > maxValue || defaultAllocation < minValue || defaultAllocation > maxValue) {
            throw bad("min_value " + minValue + ", default_allocation " + defaultAllocation + " and max_value "
                    + maxValue + " must not fall");
        }
        if (unit.isBlank()) {
            throw bad("unit must not be blank");
        }
    }

    private static OrchestrationException bad(String fault) {
        return new OrchestrationException(ErrorCode.BAD_PARAMETERS, "limits of a resource: " + fault);
    }

    /** No limits; the default allocation is 1. */
    public static ResourceLimits none() {
        return NONE;
    }

    /** Each allocation takes at least {@code min} and at most {@code max}; the default is 1, or what is nearest to it. */
    public static ResourceLimits between(double min, double max) {
        return new ResourceLimits(min, max, Math.max(min, Math.min(1, max)), null, "unit");
    }

    public ResourceLimits withDefault(double amount) {
        return new ResourceLimits(minValue, maxValue, amount, burstLimit, unit);
    }

    public ResourceLimits withBurst(double most) {
        return new ResourceLimits(minValue, maxValue, defaultAllocation, most, unit);
    }

    public ResourceLimits withUnit(String name) {
        return new ResourceLimits(minValue, maxValue, defaultAllocation, burstLimit, name);
    }
}
