package dev.orchestration.workflow.build;

import dev.orchestration.tasks.OnConflict;

/** How many executions of a workflow may be under way at once. Not thread-safe. */
public final class ConcurrencyBuilder {
    private final Keys keys = new Keys();

    ConcurrencyBuilder() {}

    /** Those count together of which it gives the same; it may hold templates over parameters. Without this all do. */
    public ConcurrencyBuilder key(String text) {
        keys.put("key", text);
        return this;
    }

    /** So many at once, one where nothing is said. */
    public ConcurrencyBuilder limit(int count) {
        keys.put("limit", count);
        return this;
    }

    /** What becomes of one too many; it waits where nothing is said. */
    public ConcurrencyBuilder onConflict(OnConflict rule) {
        keys.put("on_conflict", rule);
        return this;
    }

    /** Any key of {@code concurrency} with a value as a file has it. */
    public ConcurrencyBuilder json(String key, Object value) {
        keys.put(key, value);
        return this;
    }

    Keys keys() {
        return keys;
    }
}
