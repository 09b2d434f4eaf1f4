package dev.orchestration.workflow.build;

import java.time.Duration;

/** How a step is repeated until a condition holds. Not thread-safe. */
public final class UntilBuilder {
    private final Keys keys = new Keys();

    UntilBuilder(String condition) {
        keys.put("condition", condition);
    }

    /** The wait between two passes. */
    public UntilBuilder interval(Duration wait) {
        keys.put("interval", wait);
        return this;
    }

    /** After so many passes the step has failed. */
    public UntilBuilder maxIterations(int count) {
        keys.put("max_iterations", count);
        return this;
    }

    /** Any key of {@code until} with a value as a file has it. */
    public UntilBuilder json(String key, Object value) {
        keys.put(key, value);
        return this;
    }

    Keys keys() {
        return keys;
    }
}
