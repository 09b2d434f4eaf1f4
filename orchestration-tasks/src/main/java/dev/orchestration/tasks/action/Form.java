package dev.orchestration.tasks.action;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How values of one Java type are written in JSON. Immutable, so thread-safe. */
interface Form {
    /** JSON Schema of it. */
    Map<String, Object> schema();

    /** The Java value of what is written; null if it does not fit, which {@code reading} is told then. */
    @Nullable
    Object read(Object json, Reading reading, String place);
}
