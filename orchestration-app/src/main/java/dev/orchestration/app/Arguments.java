package dev.orchestration.app;

import dev.orchestration.core.configuration.Configuration;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** A command line that was read, and where it comes from. Immutable. */
final class Arguments {
    private final ParseResult parsed;
    private final Caller caller;
    private final Configuration configuration;

    /** @param configuration what variables and files say */
    Arguments(ParseResult parsed, Caller caller, Configuration configuration) {
        this.parsed = parsed;
        this.caller = caller;
        this.configuration = configuration;
    }

    Caller caller() {
        return caller;
    }

    /** What variables and files say: options go before it. */
    Configuration configuration() {
        return configuration;
    }

    boolean has(String option) {
        return parsed.hasMatchedOption(option);
    }

    boolean json() {
        return has(SharedOptions.JSON);
    }

    boolean quiet() {
        return has(SharedOptions.QUIET);
    }

    @Nullable
    String text(String option) {
        return parsed.matchedOptionValue(option, (String) null);
    }

    String text(String option, String otherwise) {
        return parsed.matchedOptionValue(option, otherwise);
    }

    List<String> texts(String option) {
        return parsed.matchedOptionValue(option, List.of());
    }

    @Nullable
    Integer number(String option) {
        return parsed.matchedOptionValue(option, (Integer) null);
    }

    /** @throws UsageException if it is less than 1 */
    int positive(String option, int otherwise) {
        Integer value = parsed.matchedOptionValue(option, otherwise);
        if (value < 1) {
            throw new UsageException(option + " takes a number from 1 on, not " + value);
        }
        return value;
    }

    /**
     * The one word that a command needs.
     *
     * @param label what it is called in the help
     * @throws UsageException if it is not there, empty, or not the only one of at most {@code most}
     */
    String first(String label, int most) {
        List<String> words = words();
        if (words.isEmpty() || words.get(0).isEmpty()) {
            throw new UsageException("name " + label + "; orchestrate list shows the executions there are");
        }
        if (words.size() > most) {
            throw new UsageException("too many words: " + String.join(" ", words.subList(most, words.size())));
        }
        return words.get(0);
    }

    /**
     * The second of the words that a command needs.
     *
     * @throws UsageException if it is not there
     */
    String second(String label) {
        List<String> words = words();
        if (words.size() < 2 || words.get(1).isEmpty()) {
            throw new UsageException(
                    "name an execution and " + label + "; orchestrate show tells what its steps wait for");
        }
        return words.get(1);
    }

    List<String> words() {
        return parsed.hasMatchedPositional(0) ? parsed.matchedPositionalValue(0, List.of()) : List.of();
    }

    /** The path that {@code text} means, seen from the caller's directory. */
    Path path(String text) {
        try {
            return caller.directory().resolve(text).normalize();
        } catch (InvalidPathException e) {
            throw new UsageException("'" + text + "' is no path: " + e.getReason());
        }
    }

    /** How to name a path to the caller: relative where it lies below the caller's directory. */
    String shown(Path path) {
        return path.startsWith(caller.directory()) && !path.equals(caller.directory())
                ? caller.directory().relativize(path).toString()
                : path.toString();
    }

    StoreLocation store() {
        return StoreLocation.of(this);
    }
}
