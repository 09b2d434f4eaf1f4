package dev.orchestration.core.schedule;

import static dev.orchestration.core.schedule.ScheduleJson.CRON;
import static dev.orchestration.core.schedule.ScheduleJson.DIRECTORY;
import static dev.orchestration.core.schedule.ScheduleJson.END;
import static dev.orchestration.core.schedule.ScheduleJson.EVERY;
import static dev.orchestration.core.schedule.ScheduleJson.EXCLUDE;
import static dev.orchestration.core.schedule.ScheduleJson.FILE;
import static dev.orchestration.core.schedule.ScheduleJson.MAX_PARALLEL_TASKS;
import static dev.orchestration.core.schedule.ScheduleJson.MISFIRE;
import static dev.orchestration.core.schedule.ScheduleJson.MISFIRE_CAP;
import static dev.orchestration.core.schedule.ScheduleJson.MODE;
import static dev.orchestration.core.schedule.ScheduleJson.NAME;
import static dev.orchestration.core.schedule.ScheduleJson.OVERLAP;
import static dev.orchestration.core.schedule.ScheduleJson.PARAMETERS;
import static dev.orchestration.core.schedule.ScheduleJson.PAUSED;
import static dev.orchestration.core.schedule.ScheduleJson.QUEUE_LIMIT;
import static dev.orchestration.core.schedule.ScheduleJson.START;
import static dev.orchestration.core.schedule.ScheduleJson.WORKFLOW;
import static dev.orchestration.core.schedule.ScheduleJson.ZONE;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Json;
import dev.orchestration.state.Nearest;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.Wire;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.Durations;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a schedule from JSON and gathers all that is wrong with it. Used once. */
final class ScheduleReader {
    private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final List<String> FIELDS = List.of(
            NAME,
            WORKFLOW,
            FILE,
            PARAMETERS,
            DIRECTORY,
            MODE,
            MAX_PARALLEL_TASKS,
            CRON,
            EVERY,
            ZONE,
            EXCLUDE,
            START,
            END,
            MISFIRE,
            MISFIRE_CAP,
            OVERLAP,
            QUEUE_LIMIT,
            PAUSED);

    private final Map<String, ?> json;
    private final List<String> faults = new ArrayList<>();

    ScheduleReader(Map<String, ?> json) {
        this.json = json;
    }

    Schedule read() {
        for (String field : json.keySet()) {
            if (!FIELDS.contains(field)) {
                faults.add("there is no field " + Quoted.of(field) + Nearest.suggestionOrKnown(field, FIELDS));
            }
        }
        String name = name();
        ScheduledWork work = work();
        ScheduledTimes times = times();
        FiringPolicy usual = FiringPolicy.USUAL;
        FiringPolicy policy = new FiringPolicy(
                or(field(MISFIRE, text -> wire(Misfire.class, text)), usual.misfire()),
                or(number(MISFIRE_CAP), usual.misfireCap()),
                or(field(OVERLAP, text -> wire(Overlap.class, text)), usual.overlap()),
                or(number(QUEUE_LIMIT), usual.queueLimit()));
        boolean paused = or(typed(PAUSED, Boolean.class), false);
        if (!faults.isEmpty()) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS, "schedule " + Quoted.of(name) + ": " + String.join("; ", faults));
        }
        return new Schedule(name, work, times, policy, paused);
    }

    private String name() {
        String name = or(typed(NAME, String.class), "");
        if (!NAMES.matcher(name).matches()) {
            faults.add(
                    "a name has letters, digits, '.', '_' and '-', begins with one of the first two, and is not longer"
                            + " than 100");
        }
        return name;
    }

    private ScheduledWork work() {
        String workflow = field(WORKFLOW, text -> text);
        Path file = field(FILE, ScheduleReader::whole);
        if ((workflow == null) == (file == null) && json.get(WORKFLOW) == null == (json.get(FILE) == null)) {
            faults.add("name either a workflow that the engine knows or a file");
        }
        return new ScheduledWork(
                workflow,
                file,
                parameters(),
                field(DIRECTORY, ScheduleReader::whole),
                field(MODE, text -> wire(OrchestrationMode.class, text)),
                number(MAX_PARALLEL_TASKS));
    }

    private Map<String, Object> parameters() {
        Map<?, ?> given = or(typed(PARAMETERS, Map.class), Map.of());
        Map<String, Object> texts = new LinkedHashMap<>();
        given.forEach((key, value) -> Json.putNullable(texts, String.valueOf(key), value));
        try {
            return Json.freezeMap(texts, PARAMETERS);
        } catch (OrchestrationException e) {
            faults.add(String.valueOf(e.getMessage()));
            return Map.of();
        }
    }

    private ScheduledTimes times() {
        Cron cron = field(CRON, Cron::parse);
        Duration every = field(EVERY, Durations::parse);
        ZoneId zone = or(field(ZONE, ScheduleReader::zone), ZoneOffset.UTC);
        if ((json.get(CRON) == null) == (json.get(EVERY) == null)) {
            faults.add("say either a cron expression or an interval");
        }
        Instant start = field(START, text -> Moment.from(text, zone));
        Instant end = field(END, text -> Moment.until(text, zone));
        if (start != null && end != null && end.isBefore(start)) {
            faults.add("it ends before it starts: " + end + " is before " + start);
        }
        ScheduledTimes times = new ScheduledTimes(cron, every, zone, off(), start, end);
        if (every != null) {
            var unused = field(EVERY, text -> new IntervalTimetable(every, Instant.EPOCH, zone));
        }
        if (faults.isEmpty() && times.next(start == null ? Instant.EPOCH : start.minusNanos(1)) == null) {
            faults.add("it is never due: there is no such day, or all of them are left out");
        }
        return times;
    }

    private DaysOff off() {
        List<?> days = or(typed(EXCLUDE, List.class), List.of());
        try {
            return DaysOff.parse(days.stream().map(Objects::toString).toList());
        } catch (OrchestrationException e) {
            faults.add(String.valueOf(e.getMessage()));
            return DaysOff.NONE;
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    Quoted.of(text) + " is no time zone; write Europe/Berlin, UTC or +01:00", e);
        }
    }

    private static Path whole(String text) {
        try {
            Path path = Path.of(text);
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(Quoted.of(text) + " is no path: " + e.getReason(), e);
        }
        throw new IllegalArgumentException(
                Quoted.of(text) + " is no whole path, and whoever runs it may be somewhere else");
    }

    private static <E extends Enum<E>> E wire(Class<E> type, String text) {
        return Wire.parse(type, text);
    }

    private @Nullable Integer number(String name) {
        Object value = json.get(name);
        if (value instanceof Number number
                && number.doubleValue() == number.intValue()
                && number.intValue() >= 1
                && number.intValue() <= FiringPolicy.MOST) {
            return number.intValue();
        }
        if (value != null) {
            faults.add(name + " is a whole number from 1 to " + FiringPolicy.MOST + ", not " + value);
        }
        return null;
    }

    /** What a text means; null if it is not there, or is wrong, which is noted then. */
    private <T> @Nullable T field(String name, Function<String, T> meaning) {
        String text = typed(name, String.class);
        if (text == null) {
            return null;
        }
        try {
            return meaning.apply(text);
        } catch (IllegalArgumentException | OrchestrationException e) {
            faults.add(name + ": " + e.getMessage());
            return null;
        }
    }

    private <T> @Nullable T typed(String name, Class<T> type) {
        Object value = json.get(name);
        if (value == null || type.isInstance(value)) {
            return type.cast(value);
        }
        faults.add(name + " has a value of the wrong type: " + Quoted.of(String.valueOf(value)));
        return null;
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
