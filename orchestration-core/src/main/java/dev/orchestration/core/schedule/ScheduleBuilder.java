package dev.orchestration.core.schedule;

import dev.orchestration.tasks.OrchestrationMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers what a schedule is to be; get one from {@link Schedule#named}. Not thread-safe. */
public final class ScheduleBuilder {
    private final Map<String, Object> said = new LinkedHashMap<>();

    ScheduleBuilder(String name) {
        said.put(ScheduleJson.NAME, name);
    }

    /** A workflow that the engine knows by this name when it is due. */
    public ScheduleBuilder workflow(String name) {
        return with(ScheduleJson.WORKFLOW, name);
    }

    /** The workflow of this file, which is read each time it is due. */
    public ScheduleBuilder file(Path file) {
        return with(ScheduleJson.FILE, file.toAbsolutePath().normalize().toString());
    }

    public ScheduleBuilder parameters(Map<String, ?> parameters) {
        return with(ScheduleJson.PARAMETERS, parameters);
    }

    /** Where the executions work; without it where the engine does. */
    public ScheduleBuilder directory(Path directory) {
        return with(
                ScheduleJson.DIRECTORY, directory.toAbsolutePath().normalize().toString());
    }

    public ScheduleBuilder mode(OrchestrationMode mode) {
        return with(ScheduleJson.MODE, mode.wire());
    }

    /** So many steps at once over all executions of the schedule. */
    public ScheduleBuilder maxParallelTasks(int most) {
        return with(ScheduleJson.MAX_PARALLEL_TASKS, most);
    }

    /** Five fields, six with the second first, or {@code @daily} and the like; see {@link Cron}. */
    public ScheduleBuilder cron(String expression) {
        return with(ScheduleJson.CRON, expression);
    }

    /** An interval, counted from the start; see {@link IntervalTimetable}. */
    public ScheduleBuilder every(Duration interval) {
        return with(ScheduleJson.EVERY, interval.toString());
    }

    /** In which hours and days are meant; UTC where nothing is said. */
    public ScheduleBuilder zone(ZoneId zone) {
        return with(ScheduleJson.ZONE, zone.getId());
    }

    /** Days on which nothing is due, as {@link DaysOff} has them. */
    public ScheduleBuilder exclude(String... days) {
        return with(ScheduleJson.EXCLUDE, List.of(days));
    }

    public ScheduleBuilder start(Instant first) {
        return with(ScheduleJson.START, first.toString());
    }

    public ScheduleBuilder end(Instant last) {
        return with(ScheduleJson.END, last.toString());
    }

    /** See {@link FiringPolicy#USUAL} for what is meant where nothing is said. */
    public ScheduleBuilder misfire(Misfire policy) {
        return with(ScheduleJson.MISFIRE, policy.wire());
    }

    /** What was missed is made up for, at most so often. */
    public ScheduleBuilder misfireAll(int cap) {
        return misfire(Misfire.ALL).with(ScheduleJson.MISFIRE_CAP, cap);
    }

    public ScheduleBuilder overlap(Overlap policy) {
        return with(ScheduleJson.OVERLAP, policy.wire());
    }

    /** What comes too early waits, at most so many. */
    public ScheduleBuilder queue(int limit) {
        return overlap(Overlap.QUEUE).with(ScheduleJson.QUEUE_LIMIT, limit);
    }

    /** Says one thing as it stands in JSON, see {@link Schedule#json()}; for whoever reads it from people. */
    public ScheduleBuilder with(String field, Object value) {
        said.put(field, value);
        return this;
    }

    /** @throws dev.orchestration.state.OrchestrationException ({@code BAD_PARAMETERS}) with all faults at once */
    public Schedule build() {
        return Schedule.of(said);
    }
}
