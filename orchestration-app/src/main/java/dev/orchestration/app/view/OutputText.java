package dev.orchestration.app.view;

import dev.orchestration.state.Json;
import dev.orchestration.tasks.action.Printable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A step's output, short enough to be read at a glance. */
final class OutputText {
    private static final int LINES = 5;
    private static final int WIDTH = 200;

    private OutputText() {}

    /** What a process printed, a text as it is, else JSON; empty where there is nothing to see. */
    static String of(@Nullable Object output) {
        if (output instanceof Map<?, ?> map && map.get("stdout") instanceof String printed) {
            return Printable.lastLines(printed, LINES, WIDTH);
        }
        if (output instanceof String text) {
            return Printable.lastLines(text, LINES, WIDTH);
        }
        return output == null ? "" : cut(Printable.line(Json.write(output)));
    }

    private static String cut(String text) {
        return text.length() > WIDTH ? text.substring(0, WIDTH) + "…" : text;
    }
}
