package dev.orchestration.benchmarks.measure;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Repeated measurements of one thing, in the order they were made.
 *
 * @param samples at least one; for a figure that does not vary, exactly one
 */
public record Series(List<Double> samples) {
    public Series {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("a series needs at least one sample");
        }
        samples = List.copyOf(samples);
    }

    public static Series of(double... samples) {
        return new Series(Arrays.stream(samples).boxed().toList());
    }

    /** The middle sample; of an even number, the mean of the two in the middle. */
    public double median() {
        double[] sorted = sorted();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public double lowest() {
        return sorted()[0];
    }

    public double highest() {
        return sorted()[samples.size() - 1];
    }

    /** The same measurements in another unit. */
    public Series map(DoubleUnaryOperator conversion) {
        return new Series(samples.stream().map(conversion::applyAsDouble).toList());
    }

    private double[] sorted() {
        double[] sorted = samples.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }
}
