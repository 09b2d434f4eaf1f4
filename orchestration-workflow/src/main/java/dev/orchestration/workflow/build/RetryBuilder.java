package dev.orchestration.workflow.build;

import dev.orchestration.state.ErrorKind;
import java.time.Duration;

/** How long to wait before each further attempt, and after which failures; what is not said, the defaults say. Not thread-safe. */
public final class RetryBuilder {
    private final Keys keys = new Keys();

    RetryBuilder() {}

    /** So many attempts after the first. */
    public RetryBuilder maxRetries(int count) {
        keys.put("max_retries", count);
        return this;
    }

    /** The wait before the second attempt. */
    public RetryBuilder initial(Duration wait) {
        keys.put("initial", wait);
        return this;
    }

    /** By which each wait is longer than the one before. */
    public RetryBuilder multiplier(double factor) {
        keys.put("multiplier", factor);
        return this;
    }

    /** No wait is longer. */
    public RetryBuilder max(Duration wait) {
        keys.put("max", wait);
        return this;
    }

    /** The share, from 0 to 1, by which waits differ at random. */
    public RetryBuilder jitter(double share) {
        keys.put("jitter", share);
        return this;
    }

    /** Adds kinds of failures after which it is tried again; without this after all that may pass. */
    public RetryBuilder on(ErrorKind... kinds) {
        for (ErrorKind kind : kinds) {
            keys.add("on", kind.wire());
        }
        return this;
    }

    /** Any key of {@code retry} with a value as a file has it. */
    public RetryBuilder json(String key, Object value) {
        keys.put(key, value);
        return this;
    }

    Keys keys() {
        return keys;
    }
}
