package dev.orchestration.benchmarks.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What several JVMs measured of the same thing. The same code may settle in a faster or a slower mode for the life of a JVM;
 * to be fair to others, theirs is the fastest JVM's figure and ours the median over all.
 *
 * @param forks the iterations of each JVM
 */
public record Forked(List<Series> forks) {
    public Forked {
        forks = List.copyOf(forks);
    }

    public Series all() {
        List<Double> samples = new ArrayList<>();
        forks.forEach(fork -> samples.addAll(fork.samples()));
        return new Series(samples);
    }

    /** The JVM with the lowest median. */
    public Series fastest() {
        return forks.stream()
                .min(Comparator.comparingDouble(Series::median))
                .orElseThrow(() -> new IllegalArgumentException("nothing was measured"));
    }
}
