package dev.orchestration.app.view;

import dev.orchestration.state.ContextChange;
import dev.orchestration.state.Json;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.Times;
import dev.orchestration.tasks.action.Printable;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of a context, told to a person: who wrote when, then the old and the new value. */
public final class HistoryText {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");
    private static final int MOST = 1_000;

    private HistoryText() {}

    /** Wrapped at {@code width} columns. */
    public static String of(List<ContextChange> changes, int width, ZoneId zone) {
        Wrapped out = new Wrapped(width);
        for (ContextChange change : changes) {
            String attempt = change.attempt();
            out.line(
                    "",
                    WHEN.withZone(zone).format(Times.instant(change.at())) + "  ",
                    Printable.line(change.key()) + "  by " + Printable.line(attempt == null ? change.who() : attempt));
            out.line("    ", "was ", value(change.before()));
            out.line("    ", "is  ", value(change.after()));
        }
        return out.toString();
    }

    private static String value(@Nullable JsonValue value) {
        if (value == null) {
            return "not there";
        }
        String text = Printable.line(Json.write(value.raw()));
        return text.length() <= MOST ? text : text.substring(0, MOST) + "… (" + text.length() + " characters)";
    }
}
