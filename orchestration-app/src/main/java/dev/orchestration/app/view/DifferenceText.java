package dev.orchestration.app.view;

import dev.orchestration.state.Json;
import dev.orchestration.tasks.action.Printable;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What differs, told to a person: the place, and below it how it is in the one and in the other. Not thread-safe. */
public final class DifferenceText {
    private static final int MOST = 400;

    private final Wrapped out;
    private final Style style;

    /** @param width at which lines are wrapped */
    public DifferenceText(int width, Style style) {
        this.out = new Wrapped(width);
        this.style = style;
    }

    /** Says what is compared. */
    public void heads(String a, String b) {
        out.line("", "A  ", Printable.line(a));
        out.line("", "B  ", Printable.line(b));
    }

    /**
     * One place.
     *
     * @param path keys from the outermost on
     * @param inA whether it is there in the first
     * @param inB whether it is there in the second
     */
    public void entry(
            List<String> path, boolean inA, boolean inB, @Nullable Object a, @Nullable Object b, boolean differs) {
        String place = path.stream().map(Printable::line).collect(Collectors.joining(style.symbols() ? " › " : " > "));
        if (!differs) {
            out.line("", "= ", place + ": " + value(path, a));
            return;
        }
        out.line("", inA && inB ? "~ " : inA ? "- " : "+ ", place);
        if (inA) {
            out.line("    ", "A  ", value(path, a));
        }
        if (inB) {
            out.line("    ", "B  ", value(path, b));
        }
    }

    private static String value(List<String> path, @Nullable Object value) {
        if (path.get(path.size() - 1).equals("duration_ms") && value instanceof Number millis) {
            return DurationText.of((long) (1_000 * millis.doubleValue()));
        }
        String text = value instanceof String words ? Printable.line(words) : Printable.line(Json.write(value));
        return text.length() <= MOST ? text : text.substring(0, MOST) + "… (" + text.length() + " characters)";
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
