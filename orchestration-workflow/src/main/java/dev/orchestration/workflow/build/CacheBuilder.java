package dev.orchestration.workflow.build;

import java.time.Duration;
import java.util.Arrays;

/** What the kept output of a step depends on besides its action and parameters, and for how long it is good. Not thread-safe. */
public final class CacheBuilder {
    private final Keys keys = new Keys();

    CacheBuilder() {}

    /** Adds JSON values, whose texts may hold templates. */
    public CacheBuilder key(Object... values) {
        keys.addAll("key", Arrays.asList(values));
        return this;
    }

    /** Adds files whose content counts; paths may hold templates. */
    public CacheBuilder files(String... paths) {
        keys.addAll("files", Arrays.asList(paths));
        return this;
    }

    /** How old an output may be that is used again; without this of any age. */
    public CacheBuilder ttl(Duration age) {
        keys.put("ttl", age);
        return this;
    }

    /** Any key of {@code cache} with a value as a file has it. */
    public CacheBuilder json(String key, Object value) {
        keys.put(key, value);
        return this;
    }

    Keys keys() {
        return keys;
    }
}
