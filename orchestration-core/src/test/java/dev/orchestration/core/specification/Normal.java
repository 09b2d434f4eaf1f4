package dev.orchestration.core.specification;

import dev.orchestration.state.Json;
import org.jspecify.annotations.Nullable;

/** JSON values that can be compared: whole numbers are of one type, whoever made them. */
final class Normal {
    private Normal() {}

    static String json(@Nullable Object value) {
        return Json.pretty(value);
    }
}
