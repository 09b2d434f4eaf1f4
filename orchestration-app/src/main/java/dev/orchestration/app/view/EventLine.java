package dev.orchestration.app.view;

import dev.orchestration.state.Json;
import dev.orchestration.state.Times;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.EventCodec;
import dev.orchestration.tasks.action.Printable;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;

/** One recorded event as a line: for programs as it is recorded, with its number and its step; for people shortened. */
public final class EventLine {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final Set<String> SAID = Set.of("type", "at", "node", "step", "seq");

    private final List<String> steps;
    private final boolean json;
    private final int width;
    private final ZoneId zone;

    private EventLine(List<String> steps, boolean json, int width, ZoneId zone) {
        this.steps = new ArrayList<>(steps);
        this.json = json;
        this.width = width;
        this.zone = zone;
    }

    /** @param steps by the index that events name */
    public static EventLine json(List<String> steps) {
        return new EventLine(steps, true, 0, ZoneOffset.UTC);
    }

    /** Lines of at most so many columns. */
    public static EventLine text(List<String> steps, int width, ZoneId zone) {
        return new EventLine(steps, false, width, zone);
    }

    /** Without a line end. */
    public String of(long seq, Event event) {
        if (event instanceof Event.TaskSubmitted task && task.node() == steps.size()) {
            steps.add(task.task());
        }
        List<?> recorded = (List<?>) Objects.requireNonNull(Json.read(EventCodec.encode(List.of(event))));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("seq", seq);
        ((Map<?, ?>) recorded.get(0)).forEach((key, value) -> Json.putNullable(map, String.valueOf(key), value));
        if (map.get("node") instanceof Long node && node >= 0 && node < steps.size()) {
            map.put("step", steps.get((int) (long) node));
        }
        return json ? Json.write(map) : shortened(text(seq, event, map));
    }

    private String text(long seq, Event event, Map<String, Object> map) {
        StringJoiner rest = new StringJoiner("  ");
        if (map.get("step") instanceof String step) {
            rest.add(Printable.line(step));
        }
        map.forEach((key, value) -> {
            if (!SAID.contains(key)) {
                rest.add(key + " " + (value instanceof String text ? Printable.line(text) : Json.write(value)));
            }
        });
        String time = WHEN.withZone(zone).format(Times.instant(event.at()));
        return String.format("%5d  %s  %-17s  %s", seq, time, map.get("type"), rest)
                .stripTrailing();
    }

    private String shortened(String text) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }
}
