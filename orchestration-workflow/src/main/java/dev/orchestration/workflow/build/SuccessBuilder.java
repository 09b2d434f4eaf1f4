package dev.orchestration.workflow.build;

import java.util.Arrays;
import java.util.Map;

/** What must hold after the action, or its attempt has failed; all of it. Not thread-safe. */
public final class SuccessBuilder {
    private final Keys keys = new Keys();

    SuccessBuilder() {}

    /** Adds files that must be there; paths may hold templates. */
    public SuccessBuilder filesExist(String... paths) {
        keys.addAll("files_exist", Arrays.asList(paths));
        return this;
    }

    /** Adds keys that the context must have. */
    public SuccessBuilder contextHasKeys(String... names) {
        keys.addAll("ctx_has_keys", Arrays.asList(names));
        return this;
    }

    /** Adds exit codes of a process that are good; without this 0 alone is. */
    public SuccessBuilder exitCode(long... codes) {
        keys.addAll("exit_code", Arrays.stream(codes).boxed().toList());
        return this;
    }

    /** The JSON Schema of the output. */
    public SuccessBuilder outputSchema(Map<String, ?> schema) {
        keys.put("output_schema", schema);
        return this;
    }

    /** A condition in CEL that sees the output. */
    public SuccessBuilder expression(String condition) {
        keys.put("expression", condition);
        return this;
    }

    /** Any key of {@code success} with a value as a file has it. */
    public SuccessBuilder json(String key, Object value) {
        keys.put(key, value);
        return this;
    }

    Keys keys() {
        return keys;
    }
}
