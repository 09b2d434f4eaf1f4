package dev.orchestration.core.soak;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** How fast something grows: the line of least squares through what was measured. */
final class Slope {
    private Slope() {}

    /** Percent of the mean a minute; 0 for fewer than two measurements. */
    static double percentPerMinute(List<Vitals> measured, ToDoubleFunction<Vitals> what) {
        if (measured.size() < 2) {
            return 0;
        }
        Vitals first = measured.get(0);
        double meanX = measured.stream()
                .mapToDouble(v -> v.minutesSince(first))
                .average()
                .orElseThrow();
        double meanY = measured.stream().mapToDouble(what).average().orElseThrow();
        double over = 0;
        double under = 0;
        for (Vitals v : measured) {
            double x = v.minutesSince(first) - meanX;
            over += x * (what.applyAsDouble(v) - meanY);
            under += x * x;
        }
        return under == 0 || meanY == 0 ? 0 : 100 * over / under / meanY;
    }
}
