package dev.orchestration.workflow.build;

import dev.orchestration.tasks.TaskPriority;
import java.time.Duration;
import java.util.function.Consumer;

/** What holds for a step that says nothing else. Not thread-safe. */
public final class DefaultsBuilder {
    private final Keys keys = new Keys();

    DefaultsBuilder() {}

    /** Of each attempt. */
    public DefaultsBuilder timeout(Duration limit) {
        keys.put("timeout", limit);
        return this;
    }

    /** So many attempts after the first. */
    public DefaultsBuilder maxRetries(int count) {
        keys.put("max_retries", count);
        return this;
    }

    /** How failed attempts are tried again. */
    public DefaultsBuilder retry(Consumer<RetryBuilder> how) {
        RetryBuilder retry = new RetryBuilder();
        how.accept(retry);
        keys.put("retry", retry.keys().json());
        return this;
    }

    /** How urgent a step is. */
    public DefaultsBuilder priority(TaskPriority urgency) {
        keys.put("priority", urgency);
        return this;
    }

    /** Any key of {@code defaults} with a value as a file has it. */
    public DefaultsBuilder json(String key, Object value) {
        keys.put(key, value);
        return this;
    }

    Keys keys() {
        return keys;
    }
}
