package dev.orchestration.workflow.build;

/** How the elements of a {@code for_each} are gone through. Not thread-safe. */
public final class EachBuilder {
    private final Keys keys = new Keys();

    /** @param items a list, or one template that gives one */
    EachBuilder(Object items) {
        keys.put("items", items);
    }

    /** So many elements at once. */
    public EachBuilder maxParallel(int count) {
        keys.put("max_parallel", count);
        return this;
    }

    /** Whether the first failure ends the others. */
    public EachBuilder failFast(boolean yes) {
        keys.put("fail_fast", yes);
        return this;
    }

    /** Any key of {@code for_each} with a value as a file has it. */
    public EachBuilder json(String key, Object value) {
        keys.put(key, value);
        return this;
    }

    Keys keys() {
        return keys;
    }
}
