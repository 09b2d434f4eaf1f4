package dev.orchestration.tasks.decide;

import dev.orchestration.state.event.Activation;

/**
 * Chance that repeats: a number drawn from the execution's seed and the attempt, by the mixing function of SplitMix64
 * (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
 */
final class Jitter {
    private Jitter() {}

    /** From 0 inclusive to 1 exclusive. */
    static double draw(long seed, Activation activation, int attempt) {
        long z = mix(seed ^ mix(activation.node()));
        z = mix(z ^ mix(activation.item()));
        z = mix(z ^ mix(activation.n()));
        z = mix(z ^ mix(attempt));
        return (z >>> 11) * 0x1.0p-53;
    }

    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
