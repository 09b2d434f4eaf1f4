package dev.orchestration.benchmarks;

import dev.orchestration.benchmarks.measure.Benchmark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants.
 *
 * @param names of benchmarks, in the order they are to run; never empty
 * @param json where the figures go too, null for nowhere
 * @param here whether to measure in this JVM; what the command says to the JVMs that it starts
 */
record CommandLine(List<String> names, @Nullable Path json, boolean here, boolean help) {
    /** In front of everything, because absolute figures say nothing without it. */
    private static final String FIRST = "calibration";

    static final String JSON = "--json";
    static final String HERE = "--here";

    /** The words cannot be understood; the message says why. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    static CommandLine parse(String[] words, List<Benchmark> known) throws UsageException {
        List<String> all = known.stream().map(Benchmark::name).toList();
        List<String> names = new ArrayList<>();
        Path json = null;
        boolean here = false;
        boolean help = false;
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            if (word.equals(JSON)) {
                i++;
                if (i == words.length) {
                    throw new UsageException("--json needs a file to write to");
                }
                json = Path.of(System.getProperty("benchmarks.from", "")).resolve(words[i]);
            } else if (word.equals(HERE)) {
                here = true;
            } else if (word.equals("--help") || word.equals("-h")) {
                help = true;
            } else if (all.contains(word)) {
                names.add(word);
            } else {
                throw new UsageException("there is no benchmark '" + word + "'; there are " + String.join(", ", all));
            }
        }
        if (!here && !names.isEmpty() && all.contains(FIRST) && !names.contains(FIRST)) {
            names.add(0, FIRST);
        }
        return new CommandLine(names.isEmpty() ? all : names, json, here, help);
    }
}
