package dev.orchestration.state;

import org.jspecify.annotations.Nullable;

/**
 * What a request key must be like: the word under which somebody asks for an execution, so that asking twice gives one
 * execution.
 */
public final class RequestKey {
    private static final int LONGEST = 200;

    private RequestKey() {}

    /**
     * Gives the key back.
     *
     * @throws OrchestrationException ({@code BAD_PARAMETERS}) if it is none
     */
    public static String require(String key) {
        String fault = fault(key);
        if (fault != null) {
            throw new OrchestrationException(ErrorCode.BAD_PARAMETERS, "a request key " + fault);
        }
        return key;
    }

    /** What is wrong with it, as the end of a sentence that begins with it; null if nothing is. */
    public static @Nullable String fault(String key) {
        int length = key.codePointCount(0, key.length());
        if (length < 1 || length > LONGEST) {
            return "has from 1 to " + LONGEST + " characters, not " + length;
        }
        // A half of a pair is no character; a store that cannot hold it would take one key for another.
        boolean plain = key.codePoints()
                .allMatch(point -> !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE);
        return plain ? null : "has no control characters: " + Quoted.of(key);
    }
}
