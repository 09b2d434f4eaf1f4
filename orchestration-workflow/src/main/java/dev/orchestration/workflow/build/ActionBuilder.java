package dev.orchestration.workflow.build;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An action and how it is tried: of a step, or of what undoes one. Not thread-safe.
 *
 * @param <S> the builder itself
 */
public abstract sealed class ActionBuilder<S extends ActionBuilder<S>> permits StepBuilder, CompensationBuilder {
    private final Keys keys = new Keys();

    ActionBuilder() {}

    abstract S self();

    Keys keys() {
        return keys;
    }

    /** What it does. */
    public S action(String module, String action) {
        keys.put("module", module);
        return action(action);
    }

    /** What it does, module and action with a dot between them: {@code http.request}. */
    public S action(String name) {
        keys.put("action", name);
        return self();
    }

    /** Adds a parameter of the action: JSON whose texts may hold templates. */
    public S with(String parameter, @Nullable Object value) {
        keys.put("parameters", parameter, value);
        return self();
    }

    /** All parameters of the action, in place of those said before. */
    public S parameters(Map<String, ?> all) {
        keys.put("parameters", all);
        return self();
    }

    /** Each attempt may take so long. */
    public S timeout(Duration limit) {
        keys.put("timeout", limit);
        return self();
    }

    /** So many attempts after the first. */
    public S maxRetries(int count) {
        keys.put("max_retries", count);
        return self();
    }

    /** How failed attempts are tried again. */
    public S retry(Consumer<RetryBuilder> how) {
        RetryBuilder retry = new RetryBuilder();
        how.accept(retry);
        keys.put("retry", retry.keys().json());
        return self();
    }

    /** Any key with a value as a file has it. */
    public S json(String key, @Nullable Object value) {
        keys.put(key, value);
        return self();
    }
}
